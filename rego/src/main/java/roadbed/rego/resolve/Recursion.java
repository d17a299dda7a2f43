package roadbed.rego.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.Value;

/** Finds rules that depend on themselves. */
final class Recursion {
  private final RuleNode root;
  private final List<RegoError> errors;
  private final Map<RuleNode, Set<RuleNode>> needs = new HashMap<>();

  Recursion(RuleNode root, List<RegoError> errors) {
    this.root = root;
    this.errors = errors;
  }

  void check(Iterable<RuleNode> rules) {
    Set<RuleNode> done = new HashSet<>();
    Set<RuleNode> reported = new HashSet<>();
    for (RuleNode start : rules) {
      if (done.add(start)) {
        search(start, done, reported);
      }
    }
  }

  /** The rules, each after those that it uses; of rules that use each other, in any order. */
  List<RuleNode> ordered(Iterable<RuleNode> rules) {
    Set<RuleNode> seen = new HashSet<>();
    List<RuleNode> ordered = new ArrayList<>();
    Deque<RuleNode> path = new ArrayDeque<>();
    Deque<Iterator<RuleNode>> open = new ArrayDeque<>();
    for (RuleNode start : rules) {
      if (!seen.add(start)) {
        continue;
      }
      path.push(start);
      open.push(needs(start).iterator());
      while (!open.isEmpty()) {
        Iterator<RuleNode> next = open.element();
        if (!next.hasNext()) {
          open.pop();
          ordered.add(path.pop());
          continue;
        }
        RuleNode node = next.next();
        if (seen.add(node)) {
          path.push(node);
          open.push(needs(node).iterator());
        }
      }
    }
    return ordered;
  }

  private void search(RuleNode start, Set<RuleNode> done, Set<RuleNode> reported) {
    List<RuleNode> path = new ArrayList<>();
    Set<RuleNode> onPath = new HashSet<>();
    Deque<Iterator<RuleNode>> open = new ArrayDeque<>();
    path.add(start);
    onPath.add(start);
    open.push(needs(start).iterator());
    while (!open.isEmpty()) {
      Iterator<RuleNode> next = open.peek();
      if (!next.hasNext()) {
        open.pop();
        onPath.remove(path.removeLast());
        continue;
      }
      RuleNode node = next.next();
      if (onPath.contains(node)) {
        report(path.subList(path.indexOf(node), path.size()), reported);
      } else if (done.add(node)) {
        path.add(node);
        onPath.add(node);
        open.push(needs(node).iterator());
      }
    }
  }

  private void report(List<RuleNode> cycle, Set<RuleNode> reported) {
    if (!reported.addAll(cycle)) {
      return;
    }
    for (int i = 0; i < cycle.size(); i++) {
      List<RuleNode> turned = new ArrayList<>(cycle.subList(i, cycle.size()));
      turned.addAll(cycle.subList(0, i + 1));
      String way = turned.stream().map(RuleNode::pathText).collect(Collectors.joining(" -> "));
      RuleNode rule = cycle.get(i);
      errors.add(
          new RegoError(RegoError.RECURSION, "rule " + rule.pathText() + " is recursive: " + way, place(rule)));
    }
  }

  private static @Nullable Location place(RuleNode rule) {
    Definition byDefault = rule.byDefault();
    return !rule.definitions().isEmpty()
        ? rule.definitions().getFirst().at()
        : byDefault == null ? null : byDefault.at();
  }

  private Set<RuleNode> needs(RuleNode rule) {
    Set<RuleNode> known = needs.get(rule);
    if (known == null) {
      known = new LinkedHashSet<>();
      for (Definition definition : rule.definitions()) {
        for (Definition d = definition; d != null; d = d.orElse()) {
          body(d.body(), known);
        }
      }
      if (rule.byDefault() != null) {
        body(rule.byDefault().body(), known);
      }
      needs.put(rule, known);
    }
    return known;
  }

  private void body(Body body, Set<RuleNode> into) {
    for (Goal goal : body.goals()) {
      for (Modifier modifier : goal.with()) {
        switch (modifier.replacement()) {
          case Modifier.ByValue value -> node(value.node(), into);
          case Modifier.ByFunction function -> callee(function.callee(), into);
        }
      }
      switch (goal) {
        case Goal.Holds holds -> node(holds.term(), into);
        case Goal.Unify unify -> {
          node(unify.left(), into);
          node(unify.right(), into);
        }
        case Goal.Invoke invoke -> callee(invoke.callee(), into);
        case Goal.Absent absent -> body(absent.body(), into);
        case Goal.ForAll every -> body(every.body(), into);
      }
    }
  }

  private static void callee(Callee callee, Set<RuleNode> into) {
    if (callee instanceof Callee.Defined defined) {
      into.add(defined.node());
    }
  }

  private void node(Node node, Set<RuleNode> into) {
    if (node instanceof Node.Comprehension comprehension) {
      body(comprehension.body(), into);
    } else if (node instanceof Node.Reference reference && reference.root() == Node.Root.DATA) {
      reach(root, reference.path(), into);
    }
  }

  /** All the rules that a path may touch. */
  private static void reach(RuleNode node, List<Node> path, Set<RuleNode> into) {
    RuleNode.Kind kind = node.kind();
    if (kind == RuleNode.Kind.FUNCTION) {
      return;
    }
    if (kind == RuleNode.Kind.OBJECT && node.definitions().stream().anyMatch(d -> mayMatch(d, path))) {
      into.add(node);
    } else if (kind != null && kind != RuleNode.Kind.OBJECT) {
      into.add(node);
      return;
    }
    if (path.isEmpty() || !(path.getFirst() instanceof Node.Constant constant)) {
      List<Node> rest = path.isEmpty() ? path : path.subList(1, path.size());
      node.children().values().forEach(child -> reach(child, rest, into));
      return;
    }
    Value key = constant.value();
    RuleNode child = node.child(key);
    if (child != null) {
      reach(child, path.subList(1, path.size()), into);
    }
  }

  private static boolean mayMatch(Definition definition, List<Node> path) {
    for (int i = 0; i < path.size() && i < definition.path().size(); i++) {
      if (path.get(i) instanceof Node.Constant wanted
          && definition.path().get(i) instanceof Node.Constant made
          && !wanted.value().equals(made.value())) {
        return false;
      }
    }
    return true;
  }
}
