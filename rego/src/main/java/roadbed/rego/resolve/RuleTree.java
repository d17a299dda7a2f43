package roadbed.rego.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.resolve.RuleNode.Kind;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Builds the tree of all rules from their heads, and finds the heads that contradict each other. */
final class RuleTree {
  /** A rule with the module it stands in and the place that its head names. */
  record Placed(Module module, int index, Rule rule, RuleNode node) {}

  private final RuleNode root = new RuleNode(null, StringValue.of("data"));
  private final List<Placed> placed = new ArrayList<>();
  /** The first rule's reference, as it is written. */
  private final Map<RuleNode, String> named = new HashMap<>();
  private final Map<RuleNode, Location> places = new LinkedHashMap<>();
  private final Map<RuleNode, Location> packages = new LinkedHashMap<>();
  private final Map<RuleNode, Location> defaults = new LinkedHashMap<>();
  private final List<RegoError> errors;

  RuleTree(List<Module> modules, List<RegoError> errors) {
    this.errors = errors;
    for (Module module : modules) {
      RuleNode node = packageNode(module);
      node.markPackage();
      packages.putIfAbsent(node, module.at());
    }
    for (Module module : modules) {
      for (int i = 0; i < module.rules().size(); i++) {
        place(module, i, module.rules().get(i));
      }
    }
  }

  RuleNode root() {
    return root;
  }

  List<Placed> placed() {
    return placed;
  }

  RuleNode packageNode(Module module) {
    RuleNode node = root;
    for (String part : module.path()) {
      node = node.childOrNew(StringValue.of(part));
    }
    return node;
  }

  /** How many parts of a head's path are constants, from its beginning. */
  static int groundLength(Rule.Head head) {
    int length = 0;
    while (length < head.path().size() && head.path().get(length) instanceof Term.Scalar) {
      length++;
    }
    return length;
  }

  private void place(Module module, int index, Rule rule) {
    Rule.Head head = rule.head();
    RuleNode node = packageNode(module).childOrNew(StringValue.of(head.name()));
    int ground = groundLength(head);
    for (Term part : head.path().subList(0, ground)) {
      node = node.childOrNew(((Term.Scalar) part).value());
    }
    boolean dynamic = ground < head.path().size();
    Kind kind;
    int arity = 0;
    if (head.args() != null) {
      kind = Kind.FUNCTION;
      arity = head.args().size();
      if (dynamic) {
        error("function " + node.pathText() + " cannot have a variable in its name", rule.at());
        return;
      }
    } else if (dynamic) {
      kind = Kind.OBJECT;
    } else {
      kind = head.key() != null ? Kind.SET : Kind.COMPLETE;
    }
    Kind known = node.kind();
    if (known != null && (known != kind || node.arity() != arity)) {
      node.contest();
      error("conflicting rules " + node.pathText() + " found", rule.at());
      return;
    }
    if (rule.isDefault()) {
      Location first = defaults.putIfAbsent(node, rule.at());
      if (first != null) {
        error("multiple default rules " + node.pathText() + " found at " + line(first) + ", " + line(rule.at()), rule.at());
        return;
      }
    }
    node.declare(kind, arity);
    places.putIfAbsent(node, rule.at());
    List<String> path = Module.groundPath(List.of(), rule);
    named.putIfAbsent(node, String.join(".", path.subList(1, path.size())));
    placed.add(new Placed(module, index, rule, node));
  }

  private void error(String message, Location at) {
    errors.add(new RegoError(RegoError.TYPE, message, at));
  }

  /** Rules under rules, and packages that are rules as well. */
  void checkConflicts() {
    for (Map.Entry<RuleNode, Location> entry : places.entrySet()) {
      RuleNode node = entry.getKey();
      Kind kind = node.kind();
      if (kind == Kind.OBJECT || kind == null) {
        continue;
      }
      if (packages.containsKey(node)) {
        String rule = named.getOrDefault(node, "");
        error("package " + node.pathText().substring("data.".length()) + " conflicts with rule "
            + rule + " defined at " + line(entry.getValue()), packages.getOrDefault(node, entry.getValue()));
      } else {
        List<String> below = new ArrayList<>();
        collectBelow(node, below);
        if (!below.isEmpty()) {
          error("rule " + node.pathText() + " conflicts with [" + String.join(" ", below) + "]", entry.getValue());
        }
      }
    }
  }

  private static void collectBelow(RuleNode node, List<String> into) {
    for (RuleNode child : node.children().values()) {
      if (child.kind() != null) {
        into.add(child.pathText());
      } else {
        collectBelow(child, into);
      }
    }
  }

  private static String line(Location at) {
    return at.file() + ":" + at.line();
  }
}
