package roadbed.rego.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Statement;
import roadbed.rego.syntax.Term;

/** The variables that one body, or a function's head, declares. */
final class Scope {
  /** How a name came to be known here. */
  enum Occurrence {
    ARGUMENT,
    ASSIGNED,
    DECLARED,
    SEEN
  }

  private final Map<String, Variable> declared = new HashMap<>();
  private final Map<String, Occurrence> occurrences = new HashMap<>();
  private final Set<String> later = new HashSet<>();

  Scope(List<Statement> body) {
    for (Statement statement : body) {
      switch (statement) {
        case Statement.Expression expression -> {
          if (!expression.negated()
              && expression.term() instanceof Term.Infix infix
              && infix.builtin().equals("assign")) {
            patternNames(infix.args().get(0), later);
          }
        }
        case Statement.SomeVars some -> some.vars().forEach(v -> later.add(v.name()));
        case Statement.SomeIn some -> {
          if (some.key() != null) {
            patternNames(some.key(), later);
          }
          patternNames(some.value(), later);
        }
        case Statement.Every _, Statement.Negation _ -> {
          // Declares for its own body only.
        }
      }
    }
  }

  /** The variables in a pattern: names, and names in arrays and in the values of objects. */
  static void patternNames(Term pattern, Set<String> names) {
    switch (pattern) {
      case Term.Var variable -> names.add(variable.name());
      case Term.Array array -> array.items().forEach(item -> patternNames(item, names));
      case Term.Obj object -> object.members().forEach(member -> patternNames(member.value(), names));
      case Term.Scalar _,
          Term.Ref _,
          Term.Set _,
          Term.Call _,
          Term.Infix _,
          Term.ArrayComprehension _,
          Term.SetComprehension _,
          Term.ObjectComprehension _,
          Term.Template _ -> {
        // Declares nothing.
      }
    }
  }

  @Nullable Variable find(String name) {
    return declared.get(name);
  }

  boolean declaresLater(String name) {
    return later.contains(name);
  }

  void seen(String name) {
    occurrences.putIfAbsent(name, Occurrence.SEEN);
  }

  @Nullable Occurrence occurrence(String name) {
    return occurrences.get(name);
  }

  void declare(String name, Variable variable, Occurrence how) {
    declared.put(name, variable);
    occurrences.put(name, how);
  }

  Map<String, Variable> declared() {
    return declared;
  }
}
