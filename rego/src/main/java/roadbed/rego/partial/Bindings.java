package roadbed.rego.partial;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Variable;
import roadbed.rego.syntax.Term;

/**
 * What the variables of one body stand for: a ground term, or one with variables of what is left. Never a reference, so
 * that what a variable stands for is defined.
 */
final class Bindings {
  static final Bindings NONE = new Bindings(Map.of());

  private final Map<Variable, Term> terms;

  private Bindings(Map<Variable, Term> terms) {
    this.terms = terms;
  }

  Bindings and(Variable variable, Term term) {
    Map<Variable, Term> more = new HashMap<>(terms);
    more.put(variable, term);
    return new Bindings(more);
  }

  @Nullable Term get(Variable variable) {
    return terms.get(variable);
  }

  Set<Variable> variables() {
    return terms.keySet();
  }
}
