package roadbed.rego.resolve;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which variables a goal would bind, given those that are bound. */
final class Outputs {
  private final Set<Variable> bound;
  private final Set<Variable> visible;
  private final Set<Variable> out = new HashSet<>();

  Outputs(Set<Variable> bound, Set<Variable> visible) {
    this.bound = bound;
    this.visible = visible;
  }

  Set<Variable> of(Goal goal) {
    switch (goal) {
      case Goal.Holds holds -> lookup(holds.term());
      case Goal.Unify unify -> {
        if (unify.bindsPath() || known(unify.right())) {
          unify(unify.left(), unify.right());
        }
      }
      case Goal.Invoke invoke -> {
        if (invoke.result() != null && invoke.args().stream().allMatch(this::known)) {
          bind(invoke.result());
        }
      }
      case Goal.Absent _, Goal.ForAll _ -> {
        // Binds nothing outside of itself.
      }
    }
    return out;
  }

  private boolean isBound(Variable variable) {
    return bound.contains(variable) || out.contains(variable);
  }

  private boolean known(Node node) {
    return switch (node) {
      case Node.Constant _ -> true;
      case Node.Local local -> isBound(local.variable());
      case Node.ArrayNode array -> allKnown(array.items());
      case Node.SetNode set -> allKnown(set.items());
      case Node.ObjectNode object -> allKnown(object.keys()) && allKnown(object.values());
      case Node.Reference reference ->
          (reference.variable() == null || isBound(reference.variable())) && allKnown(reference.path());
      case Node.Comprehension comprehension -> {
        boolean known = true;
        for (Variable variable : Variables.in(comprehension, visible)) {
          known &= isBound(variable);
        }
        yield known;
      }
    };
  }

  private boolean allKnown(List<Node> nodes) {
    for (Node node : nodes) {
      if (!known(node)) {
        return false;
      }
    }
    return true;
  }

  /** A reference binds the variables in its path once it is known where it begins. */
  private boolean lookup(Node node) {
    if (!(node instanceof Node.Reference reference)) {
      return false;
    }
    if (reference.variable() != null && !isBound(reference.variable())) {
      return false;
    }
    reference.path().forEach(this::bind);
    return allKnown(reference.path());
  }

  private void unify(Node left, Node right) {
    int before;
    do {
      before = out.size();
      step(left, right);
    } while (out.size() > before);
  }

  private void step(Node left, Node right) {
    if (lookup(left) || known(left)) {
      bind(right);
    }
    if (lookup(right) || known(right)) {
      bind(left);
    }
    if (left instanceof Node.ArrayNode a && right instanceof Node.ArrayNode b) {
      pairs(a.items(), b.items());
    } else if (left instanceof Node.ObjectNode a && right instanceof Node.ObjectNode b) {
      for (int i = 0; i < a.keys().size(); i++) {
        int j = b.keys().indexOf(a.keys().get(i));
        if (j >= 0) {
          step(a.values().get(i), b.values().get(j));
        }
      }
    }
  }

  private void pairs(List<Node> left, List<Node> right) {
    if (left.size() == right.size()) {
      for (int i = 0; i < left.size(); i++) {
        step(left.get(i), right.get(i));
      }
    }
  }

  private void bind(Node pattern) {
    switch (pattern) {
      case Node.Local local -> out.add(local.variable());
      case Node.ArrayNode array -> array.items().forEach(this::bind);
      case Node.ObjectNode object -> {
        if (allKnown(object.keys())) {
          object.values().forEach(this::bind);
        }
      }
      case Node.Reference reference -> lookup(reference);
      case Node.Constant _, Node.SetNode _, Node.Comprehension _ -> {
        // Compared, never bound.
      }
    }
  }
}
