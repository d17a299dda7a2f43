package roadbed.rego.builtin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.Value;

/** The functions on objects. */
final class Objects {
  private Objects() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "object.get" -> (_, args) -> get(args);
      case "object.keys" -> (_, args) -> keys(Operands.object(args, 1));
      case "object.remove" -> (_, args) -> remove(args);
      case "object.filter" -> (_, args) -> filter(args);
      case "object.union" -> (_, args) -> union(Operands.object(args, 1), Operands.object(args, 2));
      case "object.union_n" -> (_, args) -> unionN(Operands.array(args, 1));
      case "object.subset" -> (_, args) -> BooleanValue.of(subset(args[0], args[1]));
      default -> null;
    };
  }

  private static Value get(Value[] args) {
    Value found = Operands.object(args, 1);
    if (!(args[1] instanceof ArrayValue path)) {
      found = found.get(args[1]);
      return found == null ? args[2] : found;
    }
    for (Value key : path) {
      found = found.get(key);
      if (found == null) {
        return args[2];
      }
    }
    return found;
  }

  static SetValue keys(ObjectValue object) {
    SetValue.Builder keys = SetValue.builder(object.size());
    for (int i = 0; i < object.size(); i++) {
      keys.add(object.keyAt(i));
    }
    return keys.build();
  }

  private static SetValue keysOperand(Value value) {
    return switch (value) {
      case ArrayValue array -> SetValue.of(array.toArray());
      case SetValue set -> set;
      case ObjectValue object -> keys(object);
      default -> throw BuiltinException.wrongType(2, value, "object", "set", "array");
    };
  }

  private static Value remove(Value[] args) {
    ObjectValue object = Operands.object(args, 1);
    SetValue keys = keysOperand(args[1]);
    ObjectValue.Builder rest = ObjectValue.builder(object.size());
    for (int i = 0; i < object.size(); i++) {
      if (!keys.contains(object.keyAt(i))) {
        rest.put(object.keyAt(i), object.valueAt(i));
      }
    }
    return rest.build();
  }

  private static Value filter(Value[] args) {
    ObjectValue object = Operands.object(args, 1);
    SetValue keys = keysOperand(args[1]);
    ObjectValue.Builder kept = ObjectValue.builder(object.size());
    for (int i = 0; i < object.size(); i++) {
      if (keys.contains(object.keyAt(i))) {
        kept.put(object.keyAt(i), object.valueAt(i));
      }
    }
    return kept.build();
  }

  /** Merges deeply; where not both sides are objects, the right one wins. */
  private static ObjectValue union(ObjectValue left, ObjectValue right) {
    ObjectValue.Builder merged = left.toBuilder();
    for (int i = 0; i < right.size(); i++) {
      Value key = right.keyAt(i);
      Value value = right.valueAt(i);
      Value old = left.get(key);
      merged.put(key, old instanceof ObjectValue l && value instanceof ObjectValue r ? union(l, r) : value);
    }
    return merged.build();
  }

  private static Value unionN(ArrayValue array) {
    ObjectValue result = ObjectValue.EMPTY;
    for (Value item : array) {
      if (!(item instanceof ObjectValue object)) {
        throw Operands.wrongElement(1, array, item, "object");
      }
      result = union(result, object);
    }
    return result;
  }

  private static boolean subset(Value all, Value part) {
    if (all instanceof ObjectValue left && part instanceof ObjectValue right) {
      return objectSubset(left, right);
    }
    if (all instanceof SetValue left && part instanceof SetValue right) {
      return right.stream().allMatch(left::contains);
    }
    if (all instanceof ArrayValue left && part instanceof ArrayValue right) {
      return arraySubset(left, right);
    }
    if (all instanceof ArrayValue left && part instanceof SetValue right) {
      SetValue items = SetValue.of(left.toArray());
      return !left.isEmpty() && right.stream().allMatch(items::contains);
    }
    all.typeName();
    part.typeName();
    throw new BuiltinException(
        BuiltinException.TYPE_ERROR, "both arguments object.subset must be of the same type or array and set");
  }

  private static boolean objectSubset(ObjectValue all, ObjectValue part) {
    for (int i = 0; i < part.size(); i++) {
      Value theirs = all.get(part.keyAt(i));
      if (theirs == null || !matches(theirs, part.valueAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(Value all, Value part) {
    boolean deep =
        (all instanceof ObjectValue && part instanceof ObjectValue)
            || (all instanceof SetValue && part instanceof SetValue)
            || (all instanceof ArrayValue && part instanceof ArrayValue);
    return deep ? subset(all, part) : part.equals(all);
  }

  private static boolean arraySubset(ArrayValue all, ArrayValue part) {
    Value[] wanted = part.toArray();
    for (int from = 0; from + part.size() <= all.size(); from++) {
      if (Arrays.equals(all.slice(from, from + part.size()).toArray(), wanted)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Keeps of a value what a tree of paths names, as {@code json.filter} does: a null in the tree keeps all below; the
   * keys of arrays are their indexes as texts.
   */
  static Value keep(Value value, Value tree) {
    if (tree instanceof NullValue) {
      return value;
    }
    ObjectValue paths = (ObjectValue) tree;
    return switch (value) {
      case ObjectValue object -> {
        ObjectValue.Builder kept = ObjectValue.builder();
        for (int i = 0; i < object.size(); i++) {
          Value below = paths.get(object.keyAt(i));
          if (below != null) {
            kept.put(object.keyAt(i), keep(object.valueAt(i), below));
          }
        }
        yield kept.build();
      }
      case ArrayValue array -> {
        java.util.List<Value> kept = new java.util.ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          Value below = paths.get(Integer.toString(i));
          if (below != null) {
            kept.add(keep(array.get(i), below));
          }
        }
        yield ArrayValue.of(kept);
      }
      case SetValue set -> {
        SetValue.Builder kept = SetValue.builder();
        for (Value element : set) {
          Value below = paths.get(element);
          if (below != null) {
            kept.add(keep(element, below));
          }
        }
        yield kept.build();
      }
      default -> value;
    };
  }
}
