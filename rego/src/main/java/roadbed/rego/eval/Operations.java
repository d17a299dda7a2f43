package roadbed.rego.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.ir.Step;
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
    return switch (collection) {
      case ArrayValue array -> array.size();
      case ObjectValue object -> object.size();
      case SetValue set -> set.size();
      case UnknownValue unknown -> throw unknown.reached();
      default -> -1;
    };
  }

  /** The key of the i-th member, in Rego's order. */
  static Value keyAt(Value collection, int i) {
    return switch (collection) {
      case ArrayValue _ -> NumberValue.of(i);
      case ObjectValue object -> object.keyAt(i);
      case SetValue set -> set.at(i);
      default -> throw new IllegalStateException("no collection: " + collection);
    };
  }

  /** The i-th member, in Rego's order. */
  static Value valueAt(Value collection, int i) {
    return switch (collection) {
      case ArrayValue array -> array.get(i);
      case ObjectValue object -> object.valueAt(i);
      case SetValue set -> set.at(i);
      default -> throw new IllegalStateException("no collection: " + collection);
    };
  }
}
