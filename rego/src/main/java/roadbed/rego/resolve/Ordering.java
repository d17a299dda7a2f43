package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.RegoError;

/**
 * Orders the goals of a body so that each finds its variables bound, as near to the written order as that allows; what
 * can never be bound is unsafe.
 */
final class Ordering {
  private final List<RegoError> errors;
  private final Set<Variable> reported = new HashSet<>();

  Ordering(List<RegoError> errors) {
    this.errors = errors;
  }

  /** The definition with all its bodies in order; its alternatives too. */
  Definition order(Definition definition) {
    Definition next = definition.orElse();
    Definition orderedNext = next == null ? null : order(next);
    Set<Variable> bound = new HashSet<>(definition.parameters());
    Set<Variable> visible = new HashSet<>(bound);
    Variables.in(definition.value(), Set.of()).forEach(visible::add);
    definition.path().forEach(part -> visible.addAll(Variables.in(part, Set.of())));
    Body body = order(definition.body(), bound, visible);
    require(definition.value(), bound, visible);
    definition.path().forEach(part -> require(part, bound, visible));
    return new Definition(
        definition.at(),
        definition.parameters(),
        definition.path(),
        definition.member(),
        body,
        definition.value(),
        orderedNext);
  }

  /** The body in order; what it binds is added to the bound variables. */
  Body order(Body body, Set<Variable> bound, Set<Variable> outer) {
    Set<Variable> visible = new HashSet<>(outer);
    for (Goal goal : body.goals()) {
      visible.addAll(Variables.own(goal));
    }
    List<Goal> waiting = new ArrayList<>(body.goals());
    List<Goal> ordered = new ArrayList<>(waiting.size());
    boolean progress = true;
    while (progress && !waiting.isEmpty()) {
      progress = false;
      for (int i = 0; i < waiting.size(); ) {
        Goal goal = waiting.get(i);
        Set<Variable> outputs = new Outputs(bound, visible).of(goal);
        if (missing(goal, bound, outputs, visible).isEmpty()) {
          waiting.remove(i);
          ordered.add(closures(goal, bound, visible));
          bound.addAll(Variables.own(goal));
          progress = true;
        } else {
          i++;
        }
      }
    }
    Set<Variable> unsafe = new LinkedHashSet<>();
    for (Goal goal : waiting) {
      unsafe.addAll(missing(goal, bound, new Outputs(bound, visible).of(goal), visible));
    }
    report(unsafe);
    for (Goal goal : waiting) {
      bound.addAll(Variables.own(goal));
    }
    return new Body(ordered);
  }

  private static Set<Variable> missing(
      Goal goal, Set<Variable> bound, Set<Variable> outputs, Set<Variable> visible) {
    Set<Variable> missing = new LinkedHashSet<>();
    for (Variable variable : Variables.in(goal, visible)) {
      if (!bound.contains(variable) && !outputs.contains(variable)) {
        missing.add(variable);
      }
    }
    // What a with puts in place is needed before the goal is pursued, so the goal cannot bind it.
    for (Modifier modifier : goal.with()) {
      if (modifier.replacement() instanceof Modifier.ByValue value) {
        Variables.in(value.node(), visible).stream().filter(v -> !bound.contains(v)).forEach(missing::add);
      }
    }
    if (goal instanceof Goal.ForAll every) {
      missing.remove(every.value());
      if (every.key() != null) {
        missing.remove(every.key());
      }
    }
    return missing;
  }

  private void require(Node node, Set<Variable> bound, Set<Variable> visible) {
    Set<Variable> missing = new LinkedHashSet<>(Variables.in(node, visible));
    missing.removeAll(bound);
    report(missing);
  }

  /** A part of an expression is told of only where nothing that was written is the reason. */
  private void report(Set<Variable> missing) {
    boolean written = missing.stream().anyMatch(variable -> !variable.isPart());
    for (Variable variable : missing) {
      if ((!written || !variable.isPart()) && reported.add(variable)) {
        String subject = variable.isPart() ? "expression" : "var " + variable.name();
        errors.add(new RegoError(RegoError.UNSAFE, subject + " is unsafe", variable.at()));
      }
    }
  }

  private Goal closures(Goal goal, Set<Variable> bound, Set<Variable> visible) {
    List<Modifier> with = goal.with().stream().map(modifier -> modifier(modifier, bound, visible)).toList();
    return switch (goal) {
      case Goal.Holds holds -> new Goal.Holds(holds.at(), node(holds.term(), bound, visible), with);
      case Goal.Unify unify ->
          new Goal.Unify(
              unify.at(),
              node(unify.left(), bound, visible),
              node(unify.right(), bound, visible),
              unify.bindsPath(),
              with);
      case Goal.Invoke invoke -> new Goal.Invoke(invoke.at(), invoke.callee(), invoke.args(), invoke.result(), with);
      case Goal.Absent absent -> {
        Body body =
            absent.closed()
                ? order(absent.body(), new HashSet<>(bound), visible)
                : new Body(absent.body().goals().stream().map(inner -> closures(inner, bound, visible)).toList());
        yield new Goal.Absent(absent.at(), body, absent.closed(), with);
      }
      case Goal.ForAll every -> {
        Set<Variable> inner = new HashSet<>(bound);
        Set<Variable> seen = new HashSet<>(visible);
        add(every.key(), inner, seen);
        add(every.value(), inner, seen);
        Body body = order(every.body(), inner, seen);
        yield new Goal.ForAll(every.at(), every.key(), every.value(), every.domain(), body, with);
      }
    };
  }

  private static void add(@Nullable Variable variable, Set<Variable> bound, Set<Variable> visible) {
    if (variable != null) {
      bound.add(variable);
      visible.add(variable);
    }
  }

  private Modifier modifier(Modifier modifier, Set<Variable> bound, Set<Variable> visible) {
    return modifier.replacement() instanceof Modifier.ByValue value
        ? new Modifier(
            modifier.at(), modifier.target(), new Modifier.ByValue(node(value.node(), bound, visible)))
        : modifier;
  }

  private Node node(Node node, Set<Variable> bound, Set<Variable> visible) {
    if (!(node instanceof Node.Comprehension comprehension)) {
      return node;
    }
    Set<Variable> inner = new HashSet<>(bound);
    Set<Variable> seen = new HashSet<>(visible);
    if (comprehension.key() != null) {
      seen.addAll(Variables.in(comprehension.key(), Set.of()));
    }
    seen.addAll(Variables.in(comprehension.value(), Set.of()));
    Body body = order(comprehension.body(), inner, seen);
    if (comprehension.key() != null) {
      require(comprehension.key(), inner, seen);
    }
    require(comprehension.value(), inner, seen);
    return new Node.Comprehension(comprehension.kind(), comprehension.key(), comprehension.value(), body);
  }
}
