package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.ir.RuleIndex;
import roadbed.rego.ir.Step;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** What steps do to values, for the interpreter and for compiled code alike. */
final class Operations {
  private Operations() {}

  /** One level down; null where there is nothing, and no answer for an unknown. */
  static @Nullable Value member(Value value, Value key) {
    if (value instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return value.get(key);
  }

  /** Whether a value is neither false nor unknown; the latter throws. */
  static boolean isTruthy(Value value) {
    if (value instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return !value.equals(BooleanValue.FALSE);
  }

  static boolean isArray(Value value, int size) {
    if (value instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return value instanceof ArrayValue array && array.size() == size;
  }

  static boolean isObject(Value value, int size) {
    if (value instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return value instanceof ObjectValue object && object.size() == size;
  }

  static boolean isEqual(Value left, Value right) {
    return left.equals(right);
  }

  static boolean compare(Step.Comparison how, Value left, Value right) {
    return switch (how) {
      case UNEQUAL -> !left.equals(right);
      case LESS -> order(left, right) < 0;
      case LESS_OR_EQUAL -> order(left, right) <= 0;
      case GREATER -> order(left, right) > 0;
      case GREATER_OR_EQUAL -> order(left, right) >= 0;
    };
  }

  /** How two values are ordered; whole numbers without a detour. */
  static int order(Value left, Value right) {
    if (left instanceof NumberValue l && right instanceof NumberValue r && l.isLong() && r.isLong()) {
      return Long.compare(l.longValue(), r.longValue());
    }
    return left.compareTo(right);
  }

  static void entry(Extent extent, Value[] path, Value value, boolean member, Location at) {
    if (member) {
      extent.add(List.of(path), value, at);
    } else {
      extent.put(List.of(path), value, at);
    }
  }

  // Loops

  /** How many members a collection has; -1 for a scalar. */
  static int size(Value collection) {
    if (collection instanceof ArrayValue array) {
      return array.size();
    }
    if (collection instanceof ObjectValue object) {
      return object.size();
    }
    if (collection instanceof SetValue set) {
      return set.size();
    }
    if (collection instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return -1;
  }

  /** The key of the i-th member, in Rego's order. */
  static Value keyAt(Value collection, int i) {
    if (collection instanceof ArrayValue) {
      return NumberValue.of(i);
    }
    return collection instanceof ObjectValue object ? object.keyAt(i) : ((SetValue) collection).at(i);
  }

  /** The i-th member, in Rego's order. */
  static Value valueAt(Value collection, int i) {
    if (collection instanceof ArrayValue array) {
      return array.get(i);
    }
    return collection instanceof ObjectValue object ? object.valueAt(i) : ((SetValue) collection).at(i);
  }

  /** How many members are tried, of those chosen by a join or of all. */
  static int size(Value collection, int @Nullable [] chosen) {
    return chosen == null ? size(collection) : chosen.length;
  }

  /** The position of the i-th member that is tried. */
  static int position(int @Nullable [] chosen, int i) {
    return chosen == null ? i : chosen[i];
  }

  /** The members that can be in a join; null for all. */
  static int @Nullable [] joined(
      Run run, Scope scope, Value collection, Value parts, @Nullable Value[] froms, Value paths) {
    return run.joins.matching(scope, collection, (ArrayValue) parts, froms, (ArrayValue) paths);
  }

  static void tick(Run run) {
    run.budget.tick();
  }

  static void enter(Run run) {
    run.budget.enter();
  }

  static void leave(Run run) {
    run.budget.leave();
  }

  // Collections

  static Value array(Value[] items) {
    return ArrayValue.of(items);
  }

  static Value set(Value[] members) {
    return SetValue.of(members);
  }

  static Value object(Value[] keys, Value[] values) {
    ObjectValue.Builder builder = ObjectValue.builder(keys.length);
    for (int i = 0; i < keys.length; i++) {
      builder.put(keys[i], values[i]);
    }
    return builder.build();
  }

  static List<Value> newList() {
    return new ArrayList<>();
  }

  static SetValue.Builder newSet() {
    return SetValue.builder();
  }

  static ObjectValue.Builder newObject() {
    return ObjectValue.builder();
  }

  static void add(List<Value> list, Value value) {
    list.add(value);
  }

  static void add(SetValue.Builder set, Value value) {
    set.add(value);
  }

  static void put(ObjectValue.Builder object, Value key, Value value) {
    Collecting.put(object, key, value);
  }

  static Value built(List<Value> list) {
    return ArrayValue.of(list);
  }

  static Value built(SetValue.Builder set) {
    return set.build();
  }

  static Value built(ObjectValue.Builder object) {
    return object.build();
  }

  // Results

  /** The one result of two solutions. */
  static Value result(@Nullable Value before, Value value, boolean function, Location at) {
    if (before != null && !before.equals(value)) {
      throw Run.conflict(function, at);
    }
    return before == null ? value : before;
  }

  /** An end that a limit made gets the place of the definition that it came in. */
  static EvaluationException placed(EvaluationException end, Location at) {
    return Budget.isSpent(end) ? end.from(at) : end;
  }

  static IllegalStateException noEntry(int entry) {
    return new IllegalStateException("compiled code has no entry " + entry);
  }

  /** As {@link #result(Value, Value, boolean, Location)}, for one of a place's definitions by its number. */
  static Value result(@Nullable Value before, Value value, TreeNode node, int definition) {
    return before == null
        ? value
        : result(before, value, node.kind() == RuleNode.Kind.FUNCTION, node.plans().get(definition).at());
  }

  /**
   * The definitions that can hold.
   *
   * @param argument the argument that the place's index looks at; null where it looks at the input
   */
  static int[] candidates(Scope scope, RuleIndex index, @Nullable Value argument) {
    List<Value> path = index.path();
    Value at = path == null ? argument : scope.input();
    for (int i = 0; path != null && i < path.size() && at != null && !(at instanceof UnknownValue); i++) {
      at = at.get(path.get(i));
    }
    return at instanceof UnknownValue ? index.all() : index.matching(at);
  }

  static int[] candidates(Scope scope, TreeNode node, @Nullable Value argument) {
    return candidates(scope, Objects.requireNonNull(node.ruleIndex()), argument);
  }

  // Documents

  /** The value of a complete rule or a set, by the number of its place. */
  static @Nullable Value document(Run run, Scope scope, TreeNode node, int place) {
    if (scope.plain) {
      Object known = scope.remembered(place);
      if (known != null) {
        return known instanceof Value value ? value : null;
      }
    }
    return run.documents().document(scope, node);
  }

  static @Nullable Value document(Run run, Scope scope, TreeNode node) {
    return run.documents().document(scope, node);
  }

  static Value extent(Run run, Scope scope, TreeNode node, Value[] known) {
    return run.documents().extent(scope, node, List.of(known));
  }

  static @Nullable Value tree(Run run, Scope scope, TreeNode node, Value[] path) {
    return run.documents().lookup(scope, node, List.of(path));
  }

  /** The names at a place of the tree. */
  static Value names(Run run, Scope scope, TreeNode node, Value[] path) {
    return ArrayValue.of(run.documents().keys(scope, node, List.of(path)));
  }

  static @Nullable Value base(Scope scope, List<Value> path) {
    return scope.base(path);
  }

  static Scope withInput(Scope scope, List<Value> path, Value value) {
    return scope.withInput(path, value);
  }

  static Scope withData(Scope scope, List<Value> path, @Nullable TreeNode node, Value value) {
    return scope.withData(path, node, value);
  }

  static Scope withFunction(Scope scope, Object function, @Nullable Value value, @Nullable Object by) {
    return scope.withFunction(function, new Scope.Substitute(value, by));
  }

  // Calls

  static @Nullable Value callNative(Run run, Scope scope, Builtin builtin, Location at, Value[] args) {
    return run.calls.callNative(scope, builtin, args, at);
  }

  static @Nullable Value callFunction(Run run, Scope scope, TreeNode function, Location at, Value[] args) {
    return run.calls.call(scope, function, args, at);
  }

  /** The solutions that a builtin has given. */
  static Value solutions(@Nullable Value found) {
    return found instanceof ArrayValue solutions ? solutions : ArrayValue.EMPTY;
  }
}
