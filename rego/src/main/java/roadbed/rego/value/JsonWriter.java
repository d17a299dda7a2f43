package roadbed.rego.value;

/** Values as compact JSON, members and set elements in Rego's order; texts escaped as Go's encoding/json does. */
final class JsonWriter {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out;
  private final boolean escapeHtml;

  JsonWriter(StringBuilder out, boolean escapeHtml) {
    this.out = out;
    this.escapeHtml = escapeHtml;
  }

  void write(Value value) {
    switch (value) {
      case StringValue string -> text(string.value());
      case ArrayValue array -> {
        Patience.turn(out);
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
          comma(i);
          write(array.get(i));
        }
        out.append(']');
      }
      case SetValue set -> {
        Patience.turn(out);
        out.append('[');
        for (int i = 0; i < set.size(); i++) {
          comma(i);
          write(set.at(i));
        }
        out.append(']');
      }
      case ObjectValue object -> {
        Patience.turn(out);
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
          comma(i);
          text(memberName(object.keyAt(i)));
          out.append(':');
          write(object.valueAt(i));
        }
        out.append('}');
      }
      case UnknownValue unknown -> throw unknown.reached();
      case NullValue _, BooleanValue _, NumberValue _ -> out.append(value);
    }
  }

  /** A key as a JSON name: a text as it is, anything else as its JSON. */
  static String memberName(Value key) {
    return key instanceof StringValue string ? string.value() : Values.toJson(key);
  }

  private void comma(int position) {
    if (position > 0) {
      out.append(',');
    }
  }

  void text(String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped =
          c < 0x20
              || c == '"'
              || c == '\\'
              || (escapeHtml && (c == '<' || c == '>' || c == '&'))
              || c == '\u2028'
              || c == '\u2029';
      boolean pair =
          Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (escaped || Character.isSurrogate(c)) {
        out.append(text, plain, i);
        plain = i + 1;
        escape(c);
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        char shown = Character.isSurrogate(c) ? '\uFFFD' : c;
        out.append("\\u")
            .append(HEX[shown >> 12])
            .append(HEX[(shown >> 8) & 0xF])
            .append(HEX[(shown >> 4) & 0xF])
            .append(HEX[shown & 0xF]);
      }
    }
  }
}
