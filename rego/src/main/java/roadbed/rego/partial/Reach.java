package roadbed.rego.partial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.Body;
import roadbed.rego.resolve.Callee;
import roadbed.rego.resolve.Definition;
import roadbed.rego.resolve.Goal;
import roadbed.rego.resolve.Modifier;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * Whether a goal may touch something unknown, or a function whose result is another each time, by itself or through the
 * rules and functions that it needs. What may not is evaluated at once.
 */
final class Reach {
  private static final Value INPUT = StringValue.of("input");
  private static final Value DATA = StringValue.of("data");

  private final RuleNode root;
  private final PartialOptions options;
  private final Map<RuleNode, Boolean> rules = new HashMap<>();

  Reach(RuleNode root, PartialOptions options) {
    this.root = root;
    this.options = options;
  }

  boolean touches(Goal goal) {
    for (Modifier modifier : goal.with()) {
      boolean touched =
          switch (modifier.replacement()) {
            case Modifier.ByValue value -> touches(value.node());
            case Modifier.ByFunction function -> touches(function.callee());
          };
      if (touched) {
        return true;
      }
    }
    return switch (goal) {
      case Goal.Holds holds -> touches(holds.term());
      case Goal.Unify unify -> touches(unify.left()) || touches(unify.right());
      case Goal.Invoke invoke ->
          touches(invoke.callee())
              || invoke.args().stream().anyMatch(this::touches)
              || touches(invoke.result());
      case Goal.Absent absent -> touches(absent.body());
      case Goal.ForAll every -> touches(every.domain()) || touches(every.body());
    };
  }

  private boolean touches(Body body) {
    return body.goals().stream().anyMatch(this::touches);
  }

  boolean touches(Callee callee) {
    return switch (callee) {
      case Callee.Native builtin -> !builtin.builtin().deterministic() && !options.nondeterministic();
      case Callee.Defined defined -> touches(defined.node());
    };
  }

  private boolean touches(@Nullable Node node) {
    return switch (node) {
      case null -> false;
      case Node.Constant _, Node.Local _ -> false;
      case Node.ArrayNode array -> array.items().stream().anyMatch(this::touches);
      case Node.SetNode set -> set.items().stream().anyMatch(this::touches);
      case Node.ObjectNode object ->
          object.keys().stream().anyMatch(this::touches) || object.values().stream().anyMatch(this::touches);
      case Node.Comprehension made -> touches(made.body()) || touches(made.key()) || touches(made.value());
      case Node.Reference reference ->
          reference.path().stream().anyMatch(this::touches)
              || switch (reference.root()) {
                case VARIABLE -> false;
                case INPUT -> options.touches(known(INPUT, reference));
                case DATA -> options.touches(known(DATA, reference)) || touchesRules(reference);
              };
    };
  }

  private static List<Value> known(Value root, Node.Reference reference) {
    List<Value> path = new ArrayList<>();
    path.add(root);
    for (Node part : reference.path()) {
      if (!(part instanceof Node.Constant constant)) {
        break;
      }
      path.add(constant.value());
    }
    return path;
  }

  private boolean touchesRules(Node.Reference reference) {
    RuleNode at = root;
    for (Node part : reference.path()) {
      if (at.kind() != null) {
        return touches(at);
      }
      RuleNode next = part instanceof Node.Constant constant ? at.child(constant.value()) : null;
      if (next == null) {
        return !(part instanceof Node.Constant) && touches(at);
      }
      at = next;
    }
    return touches(at);
  }

  /** Whether the rules at a place or below it do. */
  boolean touches(RuleNode node) {
    Boolean known = rules.get(node);
    if (known != null) {
      return known;
    }
    // Rules do not need themselves; a place that is asked for again while it is looked at adds nothing.
    rules.put(node, false);
    boolean touched =
        node.definitions().stream().anyMatch(this::touches)
            || (node.byDefault() != null && touches(node.byDefault()))
            || node.children().values().stream().anyMatch(this::touches);
    rules.put(node, touched);
    return touched;
  }

  private boolean touches(Definition definition) {
    for (Definition d = definition; d != null; d = d.orElse()) {
      if (touches(d.body()) || touches(d.value()) || d.path().stream().anyMatch(this::touches)) {
        return true;
      }
    }
    return false;
  }
}
