package roadbed.rego.eval;

import java.util.Arrays;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/**
 * A way through all that a value consists of, itself first, in Rego's order. Paths are made only where they are asked for:
 * most who walk do not want them.
 */
final class Walk {
  /** The solutions of what stands in for the builtin; empty where nothing does. */
  private final ArrayValue given;

  private final boolean replaced;
  private int taken;

  /** The collections on the way down to where it is, and which member of each. */
  private Value[] collections = new Value[8];

  private int[] members = new int[8];
  private int depth;
  private Value at;
  private boolean begun;

  private Walk(Value start, ArrayValue given, boolean replaced) {
    this.at = start;
    this.given = given;
    this.replaced = replaced;
  }

  /** Begins a walk; another function may stand in for it, which then has given all solutions. */
  static Walk begin(Run run, Scope scope, Builtin builtin, Location place, Value start) {
    if (scope.functions != null && scope.functions.containsKey(builtin)) {
      Value found = run.calls.callNative(scope, builtin, new Value[] {start}, place);
      return new Walk(start, found instanceof ArrayValue array ? array : ArrayValue.EMPTY, true);
    }
    if (start instanceof UnknownValue unknown) {
      throw unknown.reached();
    }
    return new Walk(start, ArrayValue.EMPTY, false);
  }

  /** Goes on; whether there was anything left. */
  boolean next() {
    if (replaced) {
      return nextGiven();
    }
    if (!begun) {
      begun = true;
      return true;
    }
    int size = at instanceof UnknownValue ? 0 : Operations.size(at);
    if (size > 0) {
      if (depth == members.length) {
        collections = Arrays.copyOf(collections, depth * 2);
        members = Arrays.copyOf(members, depth * 2);
      }
      collections[depth] = at;
      members[depth] = 0;
      at = Operations.valueAt(at, 0);
      depth++;
      return true;
    }
    while (depth > 0) {
      Value collection = collections[depth - 1];
      int member = ++members[depth - 1];
      if (member < Operations.size(collection)) {
        at = Operations.valueAt(collection, member);
        return true;
      }
      depth--;
    }
    return false;
  }

  /** The next solution that is a pair, as a walk's are. */
  private boolean nextGiven() {
    while (taken < given.size()) {
      Value solution = given.get(taken++);
      if (Operations.isArray(solution, 2)) {
        at = solution;
        return true;
      }
    }
    return false;
  }

  /** Where it is. */
  Value value() {
    return replaced ? ((ArrayValue) at).get(1) : at;
  }

  /** The way from the beginning to where it is. */
  Value path() {
    if (replaced) {
      return ((ArrayValue) at).get(0);
    }
    Value[] keys = new Value[depth];
    for (int i = 0; i < depth; i++) {
      keys[i] = Operations.keyAt(collections[i], members[i]);
    }
    return ArrayValue.of(keys);
  }
}
