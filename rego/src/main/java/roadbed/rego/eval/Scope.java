package roadbed.rego.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** What an evaluation sees, and what it remembers while it sees just that; a {@code with} makes another. */
final class Scope {
  /** Remembered for a rule that is undefined. */
  static final Object UNDEFINED = new Object();

  /** What a function is replaced by: a value, or another function. */
  record Substitute(@Nullable Value value, @Nullable Object function) {}

  private final @Nullable Value input;
  private final Value data;
  private final @Nullable Set<TreeNode> replaced;
  final @Nullable Map<Object, Substitute> functions;

  /** Whether rules and functions are what the policy says they are. */
  final boolean plain;

  private final int places;
  private Object @Nullable [] documents;
  private @Nullable Map<Object, Object> calls;

  Scope(@Nullable Value input, Value data, int places) {
    this(input, data, null, null, places);
  }

  private Scope(
      @Nullable Value input,
      Value data,
      @Nullable Set<TreeNode> replaced,
      @Nullable Map<Object, Substitute> functions,
      int places) {
    this.input = input;
    this.data = data;
    this.replaced = replaced;
    this.functions = functions;
    this.plain = replaced == null && functions == null;
    this.places = places;
  }

  /** A part of the input; null where there is none. */
  @Nullable Value input(List<Value> path) {
    Value at = input;
    for (int i = 0; at != null && i < path.size(); i++) {
      at = Operations.member(at, path.get(i));
    }
    return at;
  }

  /** The input; null where there is none. */
  @Nullable Value input() {
    return input;
  }

  Scope withInput(List<Value> path, Value value) {
    return new Scope(patch(input, path, 0, value), data, replaced, functions, places);
  }

  Scope withData(List<Value> path, @Nullable TreeNode node, Value value) {
    Set<TreeNode> nodes = replaced;
    if (node != null) {
      nodes = nodes == null ? new HashSet<>() : new HashSet<>(nodes);
      nodes.add(node);
    }
    return new Scope(input, patch(data, path, 0, value), nodes, functions, places);
  }

  Scope withFunction(Object function, Substitute substitute) {
    Map<Object, Substitute> all = functions == null ? new HashMap<>() : new HashMap<>(functions);
    all.put(function, substitute);
    return new Scope(input, data, replaced, all, places);
  }

  /** The same documents with every function as it was defined. */
  Scope withoutSubstitutes() {
    return functions == null ? this : new Scope(input, data, replaced, null, places);
  }

  private static Value patch(@Nullable Value document, List<Value> path, int from, Value value) {
    if (from == path.size()) {
      return value;
    }
    if (document instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    ObjectValue object = document instanceof ObjectValue known ? known : ObjectValue.EMPTY;
    Value key = path.get(from);
    return object.toBuilder().put(key, patch(object.get(key), path, from + 1, value)).build();
  }

  /** Whether the rules at this place, or above it, are replaced by data. */
  boolean isReplaced(TreeNode node) {
    Set<TreeNode> nodes = replaced;
    if (nodes == null) {
      return false;
    }
    for (TreeNode at = node; at != null; at = at.parent()) {
      if (nodes.contains(at)) {
        return true;
      }
    }
    return false;
  }

  @Nullable Object remembered(TreeNode node) {
    return remembered(node.index());
  }

  /** What is remembered for the place of this number. */
  @Nullable Object remembered(int place) {
    return documents == null ? null : documents[place];
  }

  void remember(TreeNode node, @Nullable Value value) {
    if (documents == null) {
      documents = new Object[places];
    }
    documents[node.index()] = value == null ? UNDEFINED : value;
  }

  @Nullable Object remembered(Object key) {
    return calls == null ? null : calls.get(key);
  }

  void remember(Object key, @Nullable Value value) {
    if (calls == null) {
      calls = new HashMap<>();
    }
    calls.put(key, value == null ? UNDEFINED : value);
  }

  /** The part of the base document under a path. */
  @Nullable Value base(List<Value> path) {
    Value at = data;
    for (int i = 0; i < path.size(); i++) {
      Value key = path.get(i);
      Value next = Operations.member(at, key);
      if (next == null && key instanceof NumberValue && at instanceof ObjectValue object) {
        // The base document comes from JSON, where names are texts.
        next = object.get(key.toString());
      }
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** A key under which the result of a function is remembered: small values by content, large ones by identity. */
  static final class CallKey {
    private final TreeNode function;
    private final Value[] args;
    private final int hash;

    CallKey(TreeNode function, Value[] args) {
      this.function = function;
      this.args = args;
      int h = function.index();
      for (Value arg : args) {
        h = h * 31 + (byContent(arg) ? arg.hashCode() : System.identityHashCode(arg));
      }
      this.hash = h;
    }

    private static boolean byContent(Value value) {
      return switch (value) {
        case roadbed.rego.value.StringValue _,
            NumberValue _,
            roadbed.rego.value.BooleanValue _,
            roadbed.rego.value.NullValue _ -> true;
        case roadbed.rego.value.ArrayValue _,
            ObjectValue _,
            roadbed.rego.value.SetValue _,
            UnknownValue _ -> false;
      };
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Large values are one only if they are the same object.
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof CallKey key) || key.function != function || key.hash != hash) {
        return false;
      }
      for (int i = 0; i < args.length; i++) {
        Value mine = args[i];
        Value theirs = key.args[i];
        if (mine != theirs && !(byContent(mine) && byContent(theirs) && mine.equals(theirs))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A key under which a part of an object of rules is remembered. */
  record ExtentKey(TreeNode node, long plans, List<Value> below) {
    ExtentKey {
      below = new ArrayList<>(below);
    }
  }
}
