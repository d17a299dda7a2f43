package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.Plan;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Documents of the tree: rules' values, objects of rules, and inner nodes where base and virtual documents meet. */
final class Documents {
  private static final Value SYSTEM = StringValue.of("system");

  private final Run run;

  Documents(Run run) {
    this.run = run;
  }

  /** The value of a place that has rules; null where it is undefined. */
  @Nullable Value document(Scope scope, TreeNode node) {
    if (scope.isReplaced(node)) {
      return scope.base(node.path());
    }
    RuleNode.Kind kind = node.kind();
    if (kind == null) {
      return whole(scope, node, scope.base(node.path()));
    }
    return switch (kind) {
      case COMPLETE -> run.complete(node, scope);
      case SET -> run.set(node, scope);
      case OBJECT -> extent(scope, node, List.of());
      case FUNCTION -> null;
    };
  }

  /**
   * An object of rules, or the part of it that a path needs.
   *
   * @param known the beginning of the path that will be looked up
   */
  Value extent(Scope scope, TreeNode node, List<Value> known) {
    if (scope.isReplaced(node)) {
      Value base = scope.base(node.path());
      return base == null ? ObjectValue.EMPTY : base;
    }
    List<Plan> plans = node.plans();
    long chosen = 0;
    boolean all = node.children().isEmpty() || known.isEmpty();
    for (int i = 0; i < plans.size(); i++) {
      if (mayMatch(plans.get(i).known(), known)) {
        chosen |= 1L << Math.min(i, 63);
      } else {
        all = false;
      }
    }
    if (plans.size() > 63) {
      chosen = -1;
    }
    TreeNode child = known.isEmpty() ? null : node.child(known.getFirst());
    Object key = all ? null : new Scope.ExtentKey(node, chosen, child == null && plans.size() <= 63 ? List.of() : known);
    Object remembered = key == null ? scope.remembered(node) : scope.remembered(key);
    if (remembered instanceof Value value) {
      return value;
    }
    Extent extent = new Extent();
    run.budget.enter();
    for (int i = 0; i < plans.size(); i++) {
      if (mayMatch(plans.get(i).known(), known)) {
        run.collect(node, i, scope, extent);
      }
    }
    if (known.isEmpty()) {
      node.children().values().forEach(below -> addChild(scope, extent, node, below, List.of()));
    } else if (child != null) {
      addChild(scope, extent, node, child, known.subList(1, known.size()));
    }
    run.budget.leave();
    ObjectValue value = extent.build();
    if (key == null) {
      scope.remember(node, value);
    } else {
      scope.remember(key, value);
    }
    return value;
  }

  private static boolean mayMatch(List<@Nullable Value> made, List<Value> wanted) {
    for (int i = 0; i < made.size() && i < wanted.size(); i++) {
      Value constant = made.get(i);
      if (constant != null && !constant.equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void addChild(Scope scope, Extent extent, TreeNode top, TreeNode child, List<Value> known) {
    List<Value> path = child.path().subList(top.path().size(), child.path().size());
    RuleNode.Kind kind = child.kind();
    if (kind == null) {
      for (Map.Entry<Value, TreeNode> below : child.children().entrySet()) {
        if (known.isEmpty() || below.getKey().equals(known.getFirst())) {
          addChild(scope, extent, top, below.getValue(), known.isEmpty() ? known : known.subList(1, known.size()));
        }
      }
      return;
    }
    Value value = kind == RuleNode.Kind.OBJECT ? extent(scope, child, known) : document(scope, child);
    if (value instanceof ObjectValue object && kind == RuleNode.Kind.OBJECT) {
      putAll(extent, path, object);
    } else if (value instanceof SetValue set && kind == RuleNode.Kind.SET) {
      set.forEach(member -> extent.add(path, member, child.plans().getFirst().at()));
    } else if (value != null) {
      extent.put(path, value, child.plans().isEmpty() ? null : child.plans().getFirst().at());
    }
  }

  private static void putAll(Extent extent, List<Value> path, ObjectValue object) {
    for (int i = 0; i < object.size(); i++) {
      List<Value> below = new ArrayList<>(path);
      below.add(object.keyAt(i));
      extent.put(below, object.valueAt(i), null);
    }
  }

  /** The document at a path below an inner node; null where there is none. */
  @Nullable Value lookup(Scope scope, TreeNode start, List<Value> path) {
    TreeNode node = start;
    Value base = scope.base(start.path());
    for (int i = 0; i < path.size(); i++) {
      Value key = path.get(i);
      TreeNode child = node == null ? null : node.child(key);
      if (child != null && scope.isReplaced(child)) {
        child = null;
      }
      base = base == null ? null : Operations.member(base, key);
      RuleNode.Kind kind = child == null ? null : child.kind();
      if (child != null && kind != null && kind != RuleNode.Kind.FUNCTION) {
        List<Value> rest = path.subList(i + 1, path.size());
        Value value = kind == RuleNode.Kind.OBJECT ? extent(scope, child, rest) : document(scope, child);
        for (Value part : rest) {
          value = value == null ? null : Operations.member(value, part);
        }
        return value;
      }
      if (child == null && base == null) {
        return null;
      }
      node = child;
    }
    return node == null ? base : whole(scope, node, base);
  }

  /** All names at a place below an inner node. */
  List<Value> keys(Scope scope, TreeNode start, List<Value> path) {
    TreeNode node = start;
    Value base = scope.base(start.path());
    for (int i = 0; i < path.size(); i++) {
      TreeNode child = node == null ? null : node.child(path.get(i));
      if (child != null && (scope.isReplaced(child) || child.kind() == RuleNode.Kind.FUNCTION)) {
        child = null;
      }
      if (child != null && child.kind() != null) {
        Value value = lookup(scope, start, path);
        return value == null ? List.of() : keys(value);
      }
      base = base == null ? null : Operations.member(base, path.get(i));
      node = child;
    }
    Set<Value> keys = new LinkedHashSet<>(base == null ? List.of() : keys(base));
    if (node != null) {
      node.children().forEach((key, child) -> {
        if (child.kind() != RuleNode.Kind.FUNCTION) {
          keys.add(key);
        }
      });
    }
    return List.copyOf(keys);
  }

  private static List<Value> keys(Value value) {
    List<Value> keys = new ArrayList<>();
    switch (value) {
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          keys.add(object.keyAt(i));
        }
      }
      case ArrayValue array -> {
        for (int i = 0; i < array.size(); i++) {
          keys.add(NumberValue.of(i));
        }
      }
      case SetValue set -> set.forEach(keys::add);
      case UnknownValue unknown -> throw unknown.reached();
      default -> {
        // A scalar has no members.
      }
    }
    return keys;
  }

  private @Nullable Value whole(Scope scope, TreeNode node, @Nullable Value base) {
    if (scope.isReplaced(node)) {
      return base;
    }
    if (node.kind() == RuleNode.Kind.FUNCTION) {
      return base;
    }
    if (node.kind() != null) {
      return merge(base, document(scope, node));
    }
    if (base != null && !(base instanceof ObjectValue)) {
      return base;
    }
    ObjectValue.Builder out = base instanceof ObjectValue object ? object.toBuilder() : ObjectValue.builder();
    for (Map.Entry<Value, TreeNode> child : node.children().entrySet()) {
      if (node.parent() == null && child.getKey().equals(SYSTEM)) {
        continue;
      }
      Value value = whole(scope, child.getValue(), base == null ? null : base.get(child.getKey()));
      if (value != null) {
        out.put(child.getKey(), value);
      }
    }
    return out.build();
  }

  private static @Nullable Value merge(@Nullable Value base, @Nullable Value virtual) {
    if (base == null || virtual == null) {
      return base == null ? virtual : base;
    }
    if (!(base instanceof ObjectValue first) || !(virtual instanceof ObjectValue second)) {
      return base;
    }
    ObjectValue.Builder out = first.toBuilder();
    for (int i = 0; i < second.size(); i++) {
      Value merged = merge(first.get(second.keyAt(i)), second.valueAt(i));
      if (merged != null) {
        out.put(second.keyAt(i), merged);
      }
    }
    return out.build();
  }
}
