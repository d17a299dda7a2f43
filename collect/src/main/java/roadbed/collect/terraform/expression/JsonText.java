package roadbed.collect.terraform.expression;

import java.util.Map;
import java.util.TreeMap;
import roadbed.model.Value;

/**
 * JSON text as {@code jsonencode} writes it: compact, keys in order, and what could end a script in a page escaped.
 */
final class JsonText {
  private JsonText() {}

  /** The text of a wholly known value. */
  static String of(Value value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Value value, StringBuilder text) {
    if (text.length() > Evaluator.LONGEST_TEXT) {
      throw Undecided.because(
          new Value.Unknown("the text is longer than " + Evaluator.LONGEST_TEXT + " characters"));
    }
    switch (value) {
      case Value.Text inner -> quote(inner.value(), text);
      case Value.Whole _, Value.Decimal _, Value.Bool _ -> text.append(Conversions.text(value));
      case Value.Null _ -> text.append("null");
      case Value.Items items -> {
        char before = '[';
        for (Value item : items.values()) {
          text.append(before);
          write(item, text);
          before = ',';
        }
        text.append(items.values().isEmpty() ? "[]" : "]");
      }
      case Value.Fields fields -> {
        TreeMap<String, Value> sorted = new TreeMap<>(SetOrder::codePoints);
        sorted.putAll(fields.values());
        char before = '{';
        for (Map.Entry<String, Value> entry : sorted.entrySet()) {
          text.append(before);
          quote(entry.getKey(), text);
          text.append(':');
          write(entry.getValue(), text);
          before = ',';
        }
        text.append(sorted.isEmpty() ? "{}" : "}");
      }
      case Value.Unknown _, Value.Secret _ -> throw Undecided.because(value);
    }
  }

  private static void quote(String inner, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029' -> text.append(String.format("\\u%04x", (int) c));
        default -> {
          if (c < 0x20) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
