package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * What the result of a query depends on: base documents, that is input and data that are given, and virtual ones, that
 * is rules.
 *
 * @param base paths as far as they are constant, without those below others
 * @param virtual the paths of rules and functions
 */
public record Dependencies(List<String> base, List<String> virtual) {
  public Dependencies {
    base = List.copyOf(base);
    virtual = List.copyOf(virtual);
  }

  /** Those of a resolved query over the rules of a tree. */
  public static Dependencies of(Resolver.Query query, RuleNode root) {
    Search search = new Search(root);
    search.body(query.body());
    return search.found();
  }

  private static final class Search {
    private final RuleNode root;
    private final Set<RuleNode> rules = new HashSet<>();
    private final Set<String> virtual = new TreeSet<>();
    private final Set<List<String>> base = new HashSet<>();

    Search(RuleNode root) {
      this.root = root;
    }

    Dependencies found() {
      List<String> least = new ArrayList<>();
      for (List<String> path : base) {
        boolean covered =
            base.stream().anyMatch(other -> other.size() < path.size() && path.subList(0, other.size()).equals(other));
        if (!covered) {
          least.add(String.join("", path));
        }
      }
      least.sort(null);
      return new Dependencies(least, List.copyOf(virtual));
    }

    void body(Body body) {
      body.goals().forEach(this::goal);
    }

    private void goal(Goal goal) {
      switch (goal) {
        case Goal.Holds holds -> node(holds.term());
        case Goal.Unify unify -> {
          node(unify.left());
          node(unify.right());
        }
        case Goal.Invoke invoke -> {
          callee(invoke.callee());
          invoke.args().forEach(this::node);
          node(invoke.result());
        }
        case Goal.Absent absent -> body(absent.body());
        case Goal.ForAll every -> {
          node(every.domain());
          body(every.body());
        }
      }
      for (Modifier modifier : goal.with()) {
        switch (modifier.replacement()) {
          case Modifier.ByValue value -> node(value.node());
          case Modifier.ByFunction function -> callee(function.callee());
        }
      }
    }

    private void callee(Callee callee) {
      switch (callee) {
        case Callee.Native _ -> {
          // A function of the language depends on nothing of the policy.
        }
        case Callee.Defined defined -> rule(defined.node());
      }
    }

    private void node(@Nullable Node node) {
      switch (node) {
        case null -> {
          // There is no term.
        }
        case Node.Constant _, Node.Local _ -> {
          // No reference.
        }
        case Node.ArrayNode array -> array.items().forEach(this::node);
        case Node.SetNode set -> set.items().forEach(this::node);
        case Node.ObjectNode object -> {
          object.keys().forEach(this::node);
          object.values().forEach(this::node);
        }
        case Node.Comprehension comprehension -> {
          node(comprehension.key());
          node(comprehension.value());
          body(comprehension.body());
        }
        case Node.Reference reference -> {
          switch (reference.root()) {
            case INPUT -> base.add(path("input", reference.path()));
            case DATA -> data(reference.path());
            case VARIABLE -> {
              // What the variable was bound to was seen where it was bound.
            }
          }
          reference.path().forEach(this::node);
        }
      }
    }

    private void data(List<Node> path) {
      RuleNode at = root;
      for (Node part : path) {
        if (at.kind() != null || !(part instanceof Node.Constant constant)) {
          break;
        }
        RuleNode child = at.child(constant.value());
        if (child == null) {
          base.add(path("data", path));
          return;
        }
        at = child;
      }
      below(at);
    }

    private void below(RuleNode node) {
      if (node.kind() != null) {
        rule(node);
      }
      node.children().values().forEach(this::below);
    }

    private void rule(RuleNode node) {
      if (!rules.add(node)) {
        return;
      }
      virtual.add(node.pathText());
      node.definitions().forEach(this::definition);
      Definition byDefault = node.byDefault();
      if (byDefault != null) {
        definition(byDefault);
      }
    }

    private void definition(Definition definition) {
      for (Definition next = definition; next != null; next = next.orElse()) {
        body(next.body());
        next.path().forEach(this::node);
        node(next.value());
      }
    }

    private static List<String> path(String root, List<Node> path) {
      List<String> names = new ArrayList<>();
      names.add(root);
      for (Node part : path) {
        if (!(part instanceof Node.Constant constant)) {
          break;
        }
        names.add(text(constant.value()));
      }
      return names;
    }

    private static String text(Value key) {
      return key instanceof StringValue name && name.value().matches("[A-Za-z_][A-Za-z0-9_]*")
          ? "." + name.value()
          : "[" + key + "]";
    }
  }
}
