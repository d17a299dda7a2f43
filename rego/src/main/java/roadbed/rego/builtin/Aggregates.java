package roadbed.rego.builtin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Counting, extremes, sorting, and the functions on arrays. */
final class Aggregates {
  private Aggregates() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "count" -> (_, args) -> NumberValue.of(count(args[0]));
      case "max" -> (_, args) -> extreme(args, 1);
      case "min" -> (_, args) -> extreme(args, -1);
      case "sort" -> (_, args) -> sort(args);
      case "all" -> (_, args) -> all(args);
      case "any" -> (_, args) -> any(args);
      case "array.concat" -> (context, args) -> concat(context, args);
      case "array.reverse" -> (_, args) -> reverse(Operands.array(args, 1));
      case "array.slice" -> (_, args) -> slice(args);
      case "array.flatten" -> (context, args) -> flatten(context, Operands.array(args, 1));
      default -> null;
    };
  }

  private static int count(Value value) {
    return switch (value) {
      case ArrayValue array -> array.size();
      case ObjectValue object -> object.size();
      case SetValue set -> set.size();
      case StringValue string -> string.value().codePointCount(0, string.value().length());
      default -> throw BuiltinException.wrongType(1, value, "array", "object", "set", "string");
    };
  }

  private static @Nullable Value extreme(Value[] args, int sign) {
    Value found = null;
    for (Value item : Operands.items(args, 1, "set", "array")) {
      if (found == null || item.compareTo(found) * sign >= 0) {
        found = item;
      }
    }
    if (found != null) {
      found.typeRank();
    }
    return found;
  }

  private static Value sort(Value[] args) {
    if (args[0] instanceof SetValue set) {
      return set.toArray();
    }
    if (args[0] instanceof ArrayValue array) {
      Value[] items = array.toArray();
      Arrays.sort(items);
      return ArrayValue.of(items);
    }
    throw BuiltinException.wrongType(1, args[0], "set", "array");
  }

  private static Value all(Value[] args) {
    for (Value item : Operands.items(args, 1, "array", "set")) {
      if (!item.equals(BooleanValue.TRUE)) {
        return BooleanValue.FALSE;
      }
    }
    return BooleanValue.TRUE;
  }

  private static Value any(Value[] args) {
    for (Value item : Operands.items(args, 1, "array", "set")) {
      if (item.equals(BooleanValue.TRUE)) {
        return BooleanValue.TRUE;
      }
    }
    return BooleanValue.FALSE;
  }

  private static Value concat(CallContext context, Value[] args) {
    ArrayValue left = Operands.array(args, 1);
    ArrayValue right = Operands.array(args, 2);
    context.checkItems((long) left.size() + right.size());
    Value[] items = Arrays.copyOf(left.toArray(), left.size() + right.size());
    for (int i = 0; i < right.size(); i++) {
      items[left.size() + i] = right.get(i);
    }
    return ArrayValue.of(items);
  }

  private static Value reverse(ArrayValue array) {
    Value[] items = new Value[array.size()];
    for (int i = 0; i < items.length; i++) {
      items[i] = array.get(items.length - 1 - i);
    }
    return ArrayValue.of(items);
  }

  private static Value slice(Value[] args) {
    ArrayValue array = Operands.array(args, 1);
    long from = Operands.integer(args, 2);
    long to = Math.clamp(Operands.integer(args, 3), 0, array.size());
    return array.slice((int) Math.clamp(from, 0, to), (int) to);
  }

  private static Value flatten(CallContext context, ArrayValue array) {
    java.util.List<Value> items = new java.util.ArrayList<>();
    for (Value item : array) {
      if (item instanceof ArrayValue inner) {
        inner.forEach(items::add);
      } else {
        items.add(item);
      }
      context.checkItems(items.size());
    }
    return ArrayValue.of(items);
  }
}
