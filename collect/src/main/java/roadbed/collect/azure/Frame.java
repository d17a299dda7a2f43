package roadbed.collect.azure;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/**
 * What surrounds an expression inside its template.
 *
 * @param copies the index of each loop around it, by the loop's lower-case name
 * @param innermost the index of the innermost loop of resources
 * @param lambda the variables of the lambdas around it
 * @param parameters the parameters of the template's own function whose body it is in
 */
record Frame(
    Map<String, Value> copies,
    Optional<Value> innermost,
    Map<String, Value> lambda,
    Optional<Map<String, Value>> parameters) {
  static final Frame TOP = new Frame(Map.of(), Optional.empty(), Map.of(), Optional.empty());

  Frame {
    copies = Map.copyOf(copies);
    lambda = Map.copyOf(lambda);
  }

  /** Inside one turn of a loop over resources, which {@code copyIndex()} without a name means. */
  Frame inResourceCopy(String name, Value index) {
    Frame named = inCopy(name, index);
    return new Frame(named.copies, Optional.of(index), lambda, parameters);
  }

  /** Inside one turn of a loop over the values of a property or variable. */
  Frame inCopy(String name, Value index) {
    Map<String, Value> more = new HashMap<>(copies);
    more.put(name.toLowerCase(Locale.ROOT), index);
    return new Frame(more, innermost, lambda, parameters);
  }

  /** Inside a lambda. */
  Frame inLambda(Map<String, Value> variables) {
    Map<String, Value> more = new HashMap<>(lambda);
    more.putAll(variables);
    return new Frame(copies, innermost, more, parameters);
  }

  /** Inside a function of the template, where only its own parameters are seen. */
  static Frame inFunction(Map<String, Value> parameters) {
    return new Frame(Map.of(), Optional.empty(), Map.of(), Optional.of(Map.copyOf(parameters)));
  }
}
