package roadbed.rego.partial;

import java.util.List;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * What is not known, and what is left as a rule.
 *
 * @param unknowns the paths that are not known, {@code input} or {@code data} first
 * @param keptApart the paths of rules that are not written into what refers to them
 * @param shallow whether no rule is written into what refers to it
 * @param nondeterministic whether functions whose result is another each time are called all the same
 */
public record PartialOptions(
    List<List<Value>> unknowns, List<List<Value>> keptApart, boolean shallow, boolean nondeterministic) {
  /** Nothing is known of the input. */
  public static final PartialOptions STANDARD =
      new PartialOptions(List.of(List.of(StringValue.of("input"))), List.of(), false, false);

  public PartialOptions {
    unknowns = List.copyOf(unknowns);
    keptApart = List.copyOf(keptApart);
  }

  /** The same with other unknowns. */
  public PartialOptions withUnknowns(List<List<Value>> paths) {
    return new PartialOptions(paths, keptApart, shallow, nondeterministic);
  }

  /** Whether a path is unknown as a whole. */
  boolean unknown(List<Value> path) {
    return unknowns.stream()
        .anyMatch(unknown -> unknown.size() <= path.size() && path.subList(0, unknown.size()).equals(unknown));
  }

  /** Whether something at the path or below it is unknown. */
  boolean touches(List<Value> path) {
    return unknowns.stream()
        .anyMatch(
            unknown -> {
              int common = Math.min(unknown.size(), path.size());
              return path.subList(0, common).equals(unknown.subList(0, common));
            });
  }

  /** Whether the rule at a path stays a rule. */
  boolean staysApart(List<Value> path) {
    return shallow
        || keptApart.stream().anyMatch(kept -> kept.size() <= path.size() && path.subList(0, kept.size()).equals(kept));
  }
}
