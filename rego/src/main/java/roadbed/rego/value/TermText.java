package roadbed.rego.value;

/** Values as Rego text, the way OPA prints terms. */
final class TermText {
  private TermText() {}

  static String of(Value value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Value value, StringBuilder out) {
    switch (value) {
      case StringValue string -> quote(string.value(), out);
      case ArrayValue array -> {
        Patience.turn(out);
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
          write(array.get(i), separated(out, i));
        }
        out.append(']');
      }
      case ObjectValue object -> {
        Patience.turn(out);
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
          write(object.keyAt(i), separated(out, i));
          write(object.valueAt(i), out.append(": "));
        }
        out.append('}');
      }
      case SetValue set -> {
        if (set.isEmpty()) {
          out.append("set()");
          return;
        }
        Patience.turn(out);
        out.append('{');
        for (int i = 0; i < set.size(); i++) {
          write(set.at(i), separated(out, i));
        }
        out.append('}');
      }
      case UnknownValue unknown -> throw unknown.reached();
      case NullValue _, BooleanValue _, NumberValue _ -> out.append(value);
    }
  }

  private static StringBuilder separated(StringBuilder out, int position) {
    return position == 0 ? out : out.append(", ");
  }

  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(text, out);
    return out.toString();
  }

  /** A text as Go's strconv.Quote writes it. */
  private static void quote(String text, StringBuilder out) {
    out.append('"');
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      switch (point) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case 0x07 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 0x0B -> out.append("\\v");
        default -> {
          if (isPrintable(point)) {
            out.appendCodePoint(point);
          } else if (Utf8.isRawByte(point)) {
            out.append("\\x").append(hex(Utf8.rawByte(point), 2));
          } else if (point < 0x20 || point == 0x7F) {
            out.append("\\x").append(hex(point, 2));
          } else if (point <= 0xFFFF) {
            out.append("\\u").append(hex(point, 4));
          } else {
            out.append("\\U").append(hex(point, 8));
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPrintable(int point) {
    if (point < 0x7F) {
      return point >= 0x20;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String hex(int number, int width) {
    String digits = Integer.toHexString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
