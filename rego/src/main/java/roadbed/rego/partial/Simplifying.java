package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.Value;

/**
 * Writes the terms that variables are equal to in the place of the variables, as long as what must be defined stays
 * where it must be defined.
 */
final class Simplifying {
  private final Set<String> kept;

  /**
   * Simplifies.
   *
   * @param kept variables that others know, which stay
   */
  Simplifying(Set<String> kept) {
    this.kept = kept;
  }

  List<Statement> of(List<Statement> statements) {
    List<Statement> all = new ArrayList<>(statements);
    boolean again = true;
    while (again) {
      again = false;
      for (int i = 0; i < all.size() && !again; i++) {
        again = substituted(all, i);
      }
    }
    List<Statement> out = new ArrayList<>(new LinkedHashSet<>(all));
    out.removeIf(Simplifying::isTrue);
    return out;
  }

  private static boolean isTrue(Statement statement) {
    if (!(statement instanceof Statement.Expression expression) || !expression.with().isEmpty()) {
      return false;
    }
    if (expression.term() instanceof Term.Infix infix && infix.builtin().equals("eq") && !expression.negated()) {
      Value left = GroundTerm.value(infix.args().get(0));
      return left != null && left.equals(GroundTerm.value(infix.args().get(1)));
    }
    Value value = GroundTerm.value(expression.term());
    return value != null && value.equals(BooleanValue.FALSE) == expression.negated();
  }

  /** Whether the i-th statement was an equality that is now written into the others. */
  private boolean substituted(List<Statement> all, int i) {
    if (!(all.get(i) instanceof Statement.Expression expression)
        || expression.negated()
        || !expression.with().isEmpty()
        || !(expression.term() instanceof Term.Infix infix)
        || !infix.builtin().equals("eq")) {
      return false;
    }
    Term left = infix.args().get(0);
    Term right = infix.args().get(1);
    return substituted(all, i, left, right) || substituted(all, i, right, left);
  }

  private boolean substituted(List<Statement> all, int i, Term variable, Term term) {
    if (!(variable instanceof Term.Var name)
        || isRoot(name.name())
        || kept.contains(name.name())
        || TermForms.variables(term).contains(name.name())) {
      return false;
    }
    boolean defined =
        GroundTerm.value(term) != null || (term instanceof Term.Var other && !isRoot(other.name()));
    if (!defined && !(isPath(term) && neededElsewhere(all, i, name.name()))) {
      return false;
    }
    all.remove(i);
    Map<String, Term> replacement = Map.of(name.name(), term);
    all.replaceAll(statement -> TermForms.replaced(statement, replacement));
    return true;
  }

  private static boolean isRoot(String name) {
    return name.equals("input") || name.equals("data");
  }

  private static boolean isPath(Term term) {
    return term instanceof Term.Ref || (term instanceof Term.Var name && isRoot(name.name()));
  }

  /** Whether another statement holds only if the variable has a value. */
  private static boolean neededElsewhere(List<Statement> all, int i, String name) {
    for (int k = 0; k < all.size(); k++) {
      if (k != i
          && all.get(k) instanceof Statement.Expression other
          && !other.negated()
          && other.with().isEmpty()
          && needs(other.term(), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean needs(@Nullable Term term, String name) {
    return switch (term) {
      case null -> false;
      case Term.Var variable -> variable.name().equals(name);
      case Term.Ref ref -> needs(ref.head(), name) || ref.path().stream().anyMatch(part -> needs(part, name));
      case Term.Array array -> array.items().stream().anyMatch(item -> needs(item, name));
      case Term.Set set -> set.items().stream().anyMatch(item -> needs(item, name));
      case Term.Obj object ->
          object.members().stream().anyMatch(m -> needs(m.key(), name) || needs(m.value(), name));
      case Term.Call call -> call.args().stream().anyMatch(arg -> needs(arg, name));
      case Term.Infix infix -> infix.args().stream().anyMatch(arg -> needs(arg, name));
      case Term.Scalar _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ -> false;
    };
  }
}
