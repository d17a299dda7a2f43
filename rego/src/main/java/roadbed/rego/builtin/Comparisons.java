package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Equality, order, membership and types. */
final class Comparisons {
  private Comparisons() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "eq", "equal", "assign" -> (_, args) -> BooleanValue.of(args[0].equals(args[1]));
      case "neq" -> (_, args) -> BooleanValue.of(!args[0].equals(args[1]));
      case "lt" -> (_, args) -> BooleanValue.of(args[0].compareTo(args[1]) < 0);
      case "lte" -> (_, args) -> BooleanValue.of(args[0].compareTo(args[1]) <= 0);
      case "gt" -> (_, args) -> BooleanValue.of(args[0].compareTo(args[1]) > 0);
      case "gte" -> (_, args) -> BooleanValue.of(args[0].compareTo(args[1]) >= 0);
      case "internal.member_2" -> (_, args) -> BooleanValue.of(isMember(args[0], args[1]));
      case "internal.member_3" -> (_, args) -> BooleanValue.of(isMember(args[0], args[1], args[2]));
      case "type_name" -> (_, args) -> StringValue.of(args[0].typeName());
      case "is_array" -> is("array");
      case "is_boolean" -> is("boolean");
      case "is_null" -> is("null");
      case "is_number" -> is("number");
      case "is_object" -> is("object");
      case "is_set" -> is("set");
      case "is_string" -> is("string");
      case "cast_array" -> (_, args) -> castArray(args[0]);
      case "cast_set" -> (_, args) -> castSet(args[0]);
      case "cast_boolean" -> cast("boolean");
      case "cast_null" -> cast("null");
      case "cast_object" -> cast("object");
      case "cast_string" -> cast("string");
      case "to_number" -> (_, args) -> toNumber(args[0]);
      default -> null;
    };
  }

  private static Body is(String type) {
    return (_, args) -> BooleanValue.of(args[0].typeName().equals(type));
  }

  private static Body cast(String type) {
    return (_, args) -> {
      if (!args[0].typeName().equals(type)) {
        throw BuiltinException.wrongType(1, args[0], type);
      }
      return args[0];
    };
  }

  private static Value castArray(Value value) {
    return switch (value) {
      case ArrayValue array -> array;
      case SetValue set -> set.toArray();
      default -> throw BuiltinException.wrongType(1, value, "array", "set");
    };
  }

  private static Value castSet(Value value) {
    return switch (value) {
      case SetValue set -> set;
      case ArrayValue array -> SetValue.of(array.toArray());
      default -> throw BuiltinException.wrongType(1, value, "array", "set");
    };
  }

  private static boolean isMember(Value element, Value collection) {
    if (collection instanceof SetValue set) {
      return set.contains(element);
    }
    if (collection instanceof ArrayValue array) {
      for (Value item : array) {
        if (item.equals(element)) {
          return true;
        }
      }
    } else if (collection instanceof ObjectValue object) {
      for (int i = 0; i < object.size(); i++) {
        if (object.valueAt(i).equals(element)) {
          return true;
        }
      }
    } else {
      collection.typeName();
    }
    return false;
  }

  private static boolean isMember(Value key, Value element, Value collection) {
    if (collection instanceof SetValue set) {
      return key.equals(element) && set.contains(element);
    }
    if (collection instanceof ArrayValue || collection instanceof ObjectValue) {
      Value found = collection.get(key);
      return found != null && found.equals(element);
    }
    collection.typeName();
    return false;
  }

  private static Value toNumber(Value value) {
    return switch (value) {
      case NullValue _ -> NumberValue.ZERO;
      case BooleanValue bool -> NumberValue.of(bool.value() ? 1 : 0);
      case NumberValue number -> number;
      case StringValue string -> parseNumber(string);
      default -> throw BuiltinException.wrongType(1, value, "null", "boolean", "number", "string");
    };
  }

  private static NumberValue parseNumber(StringValue value) {
    String text = value.value();
    String bare = Strings.lower(text.replaceAll("^[+-]+", ""));
    if (bare.equals("inf") || bare.equals("infinity") || bare.equals("nan")) {
      throw BuiltinException.wrongType(1, value, "valid number string");
    }
    try {
      NumberValue number = NumberValue.parse(text);
      boolean plain = !text.startsWith("+") && !text.startsWith(".") && !text.endsWith(".");
      return plain ? number : NumberValue.of(number.decimal());
    } catch (NumberFormatException _) {
      throw BuiltinException.failed("strconv.ParseFloat: parsing " + Values.quote(text) + ": invalid syntax");
    }
  }
}
