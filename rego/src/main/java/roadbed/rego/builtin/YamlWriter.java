package roadbed.rego.builtin;

import java.util.regex.Pattern;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Patience;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Values as YAML in block style, as Go's YAML library writes what came from JSON. */
final class YamlWriter {
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(?i)|~|null|true|false|yes|no|on|off|y|n|<<|=|[-+]?[0-9][0-9_,.:eE+-]*|[-+]?\\.[0-9].*|0x[0-9a-f_]+|0o?[0-7_]+|0b[01_]+"
              + "|[-+]?\\.inf|\\.nan|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  static String write(Value value) {
    YamlWriter writer = new YamlWriter();
    writer.node(value, 0, false);
    return writer.out.toString();
  }

  /** Writes a node and the end of its last line; {@code inLine} where something stands before it on its line. */
  private void node(Value value, int indent, boolean inLine) {
    Patience.turn(out);
    switch (value) {
      case ObjectValue object when !object.isEmpty() -> mapping(object, indent, inLine);
      case ArrayValue array when !array.isEmpty() -> sequence(array, indent, inLine);
      case SetValue set when !set.isEmpty() -> sequence(set.toArray(), indent, inLine);
      case ObjectValue _ -> out.append("{}\n");
      case ArrayValue _, SetValue _ -> out.append("[]\n");
      case StringValue string -> text(string.value(), indent);
      default -> out.append(Values.toJson(value)).append('\n');
    }
  }

  private void mapping(ObjectValue object, int indent, boolean inLine) {
    for (int i = 0; i < object.size(); i++) {
      if (i > 0 || !inLine) {
        out.append(" ".repeat(indent));
      }
      Value key = object.keyAt(i);
      String name = key instanceof StringValue string ? string.value() : Values.toJson(key);
      out.append(isPlain(name) ? name : quoted(name)).append(':');
      Value value = object.valueAt(i);
      if (isBlock(value)) {
        out.append('\n');
        node(value, value instanceof ObjectValue ? indent + 2 : indent, false);
      } else {
        out.append(' ');
        node(value, indent + 2, true);
      }
    }
  }

  private void sequence(ArrayValue array, int indent, boolean inLine) {
    for (int i = 0; i < array.size(); i++) {
      if (i > 0 || !inLine) {
        out.append(" ".repeat(indent));
      }
      out.append("- ");
      node(array.get(i), indent + 2, true);
    }
  }

  private static boolean isBlock(Value value) {
    return switch (value) {
      case ObjectValue object -> !object.isEmpty();
      case ArrayValue array -> !array.isEmpty();
      case SetValue set -> !set.isEmpty();
      default -> false;
    };
  }

  private void text(String text, int indent) {
    boolean lines = text.indexOf('\n') >= 0 && text.chars().noneMatch(c -> (c < 0x20 && c != '\n') || c == 0x7F);
    if (lines && !text.startsWith(" ") && !text.startsWith("\n")) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == '\n') {
        end--;
      }
      int breaks = text.length() - end;
      out.append(breaks == 0 ? "|-" : breaks == 1 ? "|" : "|+").append('\n');
      for (String line : text.substring(0, Math.max(end, text.length() - 1)).split("\n", -1)) {
        out.append(line.isEmpty() ? "" : " ".repeat(Math.max(indent, 2))).append(line).append('\n');
      }
      return;
    }
    out.append(isPlain(text) ? text : quoted(text)).append('\n');
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || AMBIGUOUS.matcher(text).matches()) {
      return false;
    }
    char first = text.charAt(0);
    boolean soft = (first == '-' || first == '?' || first == ':') && text.length() > 1 && text.charAt(1) != ' ';
    return (INDICATORS.indexOf(first) < 0 || soft)
        && first != ' '
        && !text.endsWith(" ")
        && !text.endsWith(":")
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.startsWith("---")
        && !text.startsWith("...")
        && text.chars().noneMatch(c -> c < 0x20 || c == 0x7F || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF);
  }

  private static String quoted(String text) {
    boolean special = text.chars().anyMatch(c -> c < 0x20 || c == 0x7F || c == 0x85 || (c >= 0x2028 && c <= 0x2029));
    boolean resolves = AMBIGUOUS.matcher(text).matches();
    if (special || resolves) {
      return Values.quote(text);
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
