package roadbed.rego.resolve;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which variables occur where. */
public final class Variables {
  private final Set<Variable> visible;
  private final Set<Variable> found = new LinkedHashSet<>();

  /**
   * A search in which closures contribute only what the surrounding body can see.
   *
   * @param visible the variables of the surrounding bodies
   */
  private Variables(Set<Variable> visible) {
    this.visible = visible;
  }

  /** The variables of a goal outside of closures. */
  public static Set<Variable> own(Goal goal) {
    return in(goal, Set.of());
  }

  /** The variables of a goal; from closures those that are visible outside. */
  public static Set<Variable> in(Goal goal, Set<Variable> visible) {
    Variables search = new Variables(visible);
    search.goal(goal);
    return search.found;
  }

  static Set<Variable> in(Node node, Set<Variable> visible) {
    Variables search = new Variables(visible);
    search.node(node);
    return search.found;
  }

  private void goal(Goal goal) {
    for (Modifier modifier : goal.with()) {
      if (modifier.replacement() instanceof Modifier.ByValue value) {
        node(value.node());
      }
    }
    switch (goal) {
      case Goal.Holds holds -> node(holds.term());
      case Goal.Unify unify -> {
        node(unify.left());
        node(unify.right());
      }
      case Goal.Invoke invoke -> {
        nodes(invoke.args());
        if (invoke.result() != null) {
          node(invoke.result());
        }
      }
      case Goal.Absent absent -> {
        if (absent.closed()) {
          closure(absent.body());
        } else {
          absent.body().goals().forEach(this::goal);
        }
      }
      case Goal.ForAll every -> {
        node(every.domain());
        closure(every.body());
      }
    }
  }

  private void nodes(List<Node> nodes) {
    nodes.forEach(this::node);
  }

  private void node(Node node) {
    switch (node) {
      case Node.Constant _ -> {
        // No variable.
      }
      case Node.Local local -> found.add(local.variable());
      case Node.ArrayNode array -> nodes(array.items());
      case Node.SetNode set -> nodes(set.items());
      case Node.ObjectNode object -> {
        nodes(object.keys());
        nodes(object.values());
      }
      case Node.Reference reference -> {
        if (reference.variable() != null) {
          found.add(reference.variable());
        }
        nodes(reference.path());
      }
      case Node.Comprehension comprehension -> {
        closure(comprehension.body());
        Variables inner = new Variables(visible);
        if (comprehension.key() != null) {
          inner.node(comprehension.key());
        }
        inner.node(comprehension.value());
        addVisible(inner);
      }
    }
  }

  private void closure(Body body) {
    if (visible.isEmpty()) {
      return;
    }
    Variables inner = new Variables(visible);
    body.goals().forEach(inner::goal);
    addVisible(inner);
  }

  private void addVisible(Variables inner) {
    for (Variable variable : inner.found) {
      if (visible.contains(variable)) {
        found.add(variable);
      }
    }
  }
}
