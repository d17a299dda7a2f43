package roadbed.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Arguments as the types that a builtin needs, refused in OPA's words; positions count from 1. */
final class Operands {
  private Operands() {}

  static String string(Value[] args, int position) {
    if (args[position - 1] instanceof StringValue string) {
      return string.value();
    }
    throw BuiltinException.wrongType(position, args[position - 1], "string");
  }

  static NumberValue number(Value[] args, int position) {
    if (args[position - 1] instanceof NumberValue number) {
      return number;
    }
    throw BuiltinException.wrongType(position, args[position - 1], "number");
  }

  /** A number written as a whole one that fits an int of Go's. */
  static long integer(Value[] args, int position) {
    NumberValue number = number(args, position);
    if (number.isLong() && number.isWrittenAsInteger()) {
      return number.longValue();
    }
    throw notInteger(position);
  }

  /** A whole number of any size, however it is written. */
  static BigInteger bigInteger(Value[] args, int position) {
    if (!(args[position - 1] instanceof NumberValue number)) {
      throw BuiltinException.wrongType(position, args[position - 1], "integer");
    }
    if (!number.isInteger()) {
      throw notInteger(position);
    }
    return number.integer();
  }

  private static BuiltinException notInteger(int position) {
    return BuiltinException.operand(position, "must be integer number but got floating-point number");
  }

  static boolean bool(Value[] args, int position) {
    if (args[position - 1] instanceof BooleanValue bool) {
      return bool.value();
    }
    throw BuiltinException.wrongType(position, args[position - 1], "boolean");
  }

  static ArrayValue array(Value[] args, int position) {
    if (args[position - 1] instanceof ArrayValue array) {
      return array;
    }
    throw BuiltinException.wrongType(position, args[position - 1], "array");
  }

  static SetValue set(Value[] args, int position) {
    if (args[position - 1] instanceof SetValue set) {
      return set;
    }
    throw BuiltinException.wrongType(position, args[position - 1], "set");
  }

  static ObjectValue object(Value[] args, int position) {
    if (args[position - 1] instanceof ObjectValue object) {
      return object;
    }
    throw BuiltinException.wrongType(position, args[position - 1], "object");
  }

  /** The items of an array or a set; otherwise refuses with these names of types. */
  static Iterable<Value> items(Value[] args, int position, String... expected) {
    return switch (args[position - 1]) {
      case ArrayValue array -> array;
      case SetValue set -> set;
      default -> throw BuiltinException.wrongType(position, args[position - 1], expected);
    };
  }

  /** The texts of an array or a set of them. */
  static List<String> strings(Value[] args, int position, String... expected) {
    List<String> texts = new ArrayList<>();
    for (Value item : items(args, position, expected)) {
      if (!(item instanceof StringValue string)) {
        throw wrongElement(position, args[position - 1], item, "string");
      }
      texts.add(string.value());
    }
    return texts;
  }

  /** An element of the wrong type within an argument of the right one. */
  static BuiltinException wrongElement(int position, Value composite, Value got, String... expected) {
    String type = composite.typeName();
    String wanted =
        expected.length == 1 ? expected[0] + "s" : "(any of) {" + String.join(", ", expected) + "}";
    return BuiltinException.operand(
        position, "must be " + type + " of " + wanted + " but got " + type + " containing " + got.typeName());
  }
}
