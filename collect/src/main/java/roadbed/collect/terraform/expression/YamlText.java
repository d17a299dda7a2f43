package roadbed.collect.terraform.expression;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import roadbed.model.Value;

/**
 * YAML text as {@code yamlencode} writes it: block style, keys and texts in quotes, texts of several lines as literal
 * blocks, sequences not further in than the key that they belong to.
 */
final class YamlText {
  private static final int WIDTH = 80;

  private YamlText() {}

  /** The text of a wholly known value. */
  static String of(Value value) {
    StringBuilder text = new StringBuilder();
    if (isNested(value)) {
      nested(value, 0, text);
    } else {
      scalar(value, 0, text);
    }
    return text.toString();
  }

  private static boolean isNested(Value value) {
    return (value instanceof Value.Fields fields && !fields.values().isEmpty())
        || (value instanceof Value.Items items && !items.values().isEmpty());
  }

  /** A mapping or sequence whose first line's indentation is written already. */
  private static void nested(Value value, int indent, StringBuilder text) {
    String margin = "";
    if (value instanceof Value.Fields fields) {
      TreeMap<String, Value> sorted = new TreeMap<>(SetOrder::codePoints);
      sorted.putAll(fields.values());
      for (Map.Entry<String, Value> entry : sorted.entrySet()) {
        text.append(margin).append(quoted(entry.getKey())).append(':');
        margin = " ".repeat(indent);
        if (isNested(entry.getValue())) {
          int inner = entry.getValue() instanceof Value.Items ? indent : indent + 2;
          text.append('\n').append(" ".repeat(inner));
          nested(entry.getValue(), inner, text);
        } else {
          text.append(' ');
          scalar(entry.getValue(), indent + 2, text);
        }
      }
    } else if (value instanceof Value.Items items) {
      for (Value item : items.values()) {
        text.append(margin).append("- ");
        margin = " ".repeat(indent);
        if (isNested(item)) {
          nested(item, indent + 2, text);
        } else {
          scalar(item, indent + 2, text);
        }
      }
    }
    if (text.length() > Evaluator.LONGEST_TEXT) {
      throw Undecided.because(
          new Value.Unknown("the text is longer than " + Evaluator.LONGEST_TEXT + " characters"));
    }
  }

  private static void scalar(Value value, int indent, StringBuilder text) {
    if (value instanceof Value.Text inner) {
      if (inner.value().indexOf('\n') >= 0 && mayBeBlock(inner.value())) {
        block(inner.value(), indent, text);
      } else {
        folded(inner.value(), indent, text);
      }
    } else {
      text.append(JsonText.of(value)).append('\n');
    }
  }

  /** Trailing spaces and what cannot be seen keep a text out of a block. */
  private static boolean mayBeBlock(String text) {
    return !text.endsWith(" ")
        && !text.contains(" \n")
        && text.codePoints().allMatch(c -> c == '\n' || (c >= 0x20 && c != 0x7F && c != 0xFEFF));
  }

  private static void block(String inner, int indent, StringBuilder text) {
    text.append('|');
    if (inner.startsWith(" ") || inner.startsWith("\n")) {
      text.append('2');
    }
    boolean keeps = inner.endsWith("\n\n") || inner.equals("\n");
    text.append(inner.endsWith("\n") ? keeps ? "+" : "" : "-").append('\n');
    String margin = " ".repeat(Math.max(2, indent));
    String[] lines = inner.split("\n", -1);
    int count = inner.endsWith("\n") ? lines.length - 1 : lines.length;
    for (int i = 0; i < count; i++) {
      if (!lines[i].isEmpty()) {
        text.append(margin).append(lines[i]);
      }
      text.append('\n');
    }
  }

  /** In quotes; behind so many columns the next single space becomes the end of a line. */
  private static void folded(String inner, int indent, StringBuilder text) {
    int column = text.length() - (text.lastIndexOf("\n") + 1) + 1;
    text.append('"');
    boolean spaces = false;
    int last = inner.length();
    for (int i = 0; i < last; ) {
      int c = inner.codePointAt(i);
      int size = Character.charCount(c);
      if (c == ' ') {
        if (!spaces && column > WIDTH && i > 0 && i + size < last) {
          text.append('\n').append(" ".repeat(Math.max(2, indent)));
          column = Math.max(2, indent);
          if (inner.charAt(i + 1) == ' ') {
            text.append('\\');
            column++;
          }
        } else {
          text.append(' ');
          column++;
        }
        spaces = true;
      } else {
        String escaped = escaped(c);
        text.append(escaped);
        column += escaped.codePointCount(0, escaped.length());
        spaces = false;
      }
      i += size;
    }
    text.append("\"\n");
  }

  private static String quoted(String inner) {
    StringBuilder text = new StringBuilder("\"");
    inner.codePoints().forEach(c -> text.append(escaped(c)));
    return text.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case 0 -> "\\0";
      case 7 -> "\\a";
      case 0x0B -> "\\v";
      case 0x1B -> "\\e";
      case 0x85 -> "\\N";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      case 0xFEFF -> "\\uFEFF";
      default ->
          c < 0x20 || c == 0x7F ? String.format(Locale.ROOT, "\\x%02X", c) : Character.toString(c);
    };
  }
}
