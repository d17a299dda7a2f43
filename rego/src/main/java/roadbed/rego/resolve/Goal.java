package roadbed.rego.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;

/** One thing that must come true for a body to hold; it may hold in several ways and bind variables in each. */
public sealed interface Goal {
  Location at();

  /** What is replaced while the goal is pursued. */
  List<Modifier> with();

  /** The same goal under other modifiers. */
  Goal with(List<Modifier> modifiers);

  /** The term is defined and not false. */
  record Holds(Location at, Node term, List<Modifier> with) implements Goal {
    @Override
    public Goal with(List<Modifier> modifiers) {
      return new Holds(at, term, modifiers);
    }
  }

  /**
   * Both sides are equal, variables bound where needed.
   *
   * @param bindsPath whether the variables in a reference's path may be bound here; not where the reference was taken
   *     out of a negation, whose variables must be bound elsewhere
   */
  record Unify(Location at, Node left, Node right, boolean bindsPath, List<Modifier> with) implements Goal {
    Unify(Location at, Node left, Node right, List<Modifier> with) {
      this(at, left, right, true, with);
    }

    @Override
    public Goal with(List<Modifier> modifiers) {
      return new Unify(at, left, right, bindsPath, modifiers);
    }
  }

  /** A call whose result matches, or without a wanted result is not false. */
  record Invoke(Location at, Callee callee, List<Node> args, @Nullable Node result, List<Modifier> with)
      implements Goal {
    @Override
    public Goal with(List<Modifier> modifiers) {
      return new Invoke(at, callee, args, result, modifiers);
    }
  }

  /**
   * The body has no solution.
   *
   * @param closed whether the body may have variables of its own; otherwise all must be bound before
   */
  record Absent(Location at, Body body, boolean closed, List<Modifier> with) implements Goal {
    @Override
    public Goal with(List<Modifier> modifiers) {
      return new Absent(at, body, closed, modifiers);
    }
  }

  /** The body has a solution for every element. */
  record ForAll(
      Location at, @Nullable Variable key, Variable value, Node domain, Body body, List<Modifier> with)
      implements Goal {
    @Override
    public Goal with(List<Modifier> modifiers) {
      return new ForAll(at, key, value, domain, body, modifiers);
    }
  }
}
