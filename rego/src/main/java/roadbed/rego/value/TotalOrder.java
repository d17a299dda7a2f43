package roadbed.rego.value;

/** Rego's order over all values. */
final class TotalOrder {
  private TotalOrder() {}

  @SuppressWarnings("ReferenceEquality") // the same object needs no look inside
  static int compare(Value left, Value right) {
    if (left == right && !(left instanceof UnknownValue)) {
      return 0;
    }
    int leftRank = left.typeRank();
    int rightRank = right.typeRank();
    if (leftRank != rightRank) {
      return leftRank < rightRank ? -1 : 1;
    }
    return switch (left) {
      case NullValue _ -> 0;
      case BooleanValue bool -> Boolean.compare(bool.value(), ((BooleanValue) right).value());
      case NumberValue number -> number.compareNumber((NumberValue) right);
      case StringValue string -> compareText(string.value(), ((StringValue) right).value());
      case ArrayValue array -> arrays(array, (ArrayValue) right);
      case ObjectValue object -> objects(object, (ObjectValue) right);
      case SetValue set -> sets(set, (SetValue) right);
      case UnknownValue unknown -> throw unknown.reached();
    };
  }

  /** Orders texts by code points, which is the order of their UTF-8 bytes. */
  static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        return Character.compare(inByteOrder(l), inByteOrder(r));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Moves surrogates above all other UTF-16 units, where the code points that they encode belong. */
  private static char inByteOrder(char unit) {
    if (unit < 0xD800) {
      return unit;
    }
    return (char) (unit < 0xE000 ? unit + 0x2000 : unit - 0x800);
  }

  private static int arrays(ArrayValue left, ArrayValue right) {
    Patience.turn();
    int length = Math.min(left.size(), right.size());
    for (int i = 0; i < length; i++) {
      int order = compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int sets(SetValue left, SetValue right) {
    Patience.turn();
    int length = Math.min(left.size(), right.size());
    for (int i = 0; i < length; i++) {
      int order = compare(left.at(i), right.at(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int objects(ObjectValue left, ObjectValue right) {
    Patience.turn();
    int length = Math.min(left.size(), right.size());
    for (int i = 0; i < length; i++) {
      int order = compare(left.keyAt(i), right.keyAt(i));
      if (order == 0) {
        order = compare(left.valueAt(i), right.valueAt(i));
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
