package roadbed.collect.oncall;

import java.util.Map;
import java.util.regex.Pattern;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** A document as YAML that people go on writing: blocks, and quotes only where a text needs them. */
public final class DocumentYaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_@./+-]*(?: [A-Za-z0-9_@./+()-]+)*");
  private static final Pattern WORDS =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|nan|inf");

  private DocumentYaml() {}

  /** Writes it. */
  public static String of(Value.Fields document) {
    StringBuilder text = new StringBuilder();
    fields(text, document, 0, false);
    return text.toString();
  }

  private static void fields(StringBuilder text, Value.Fields fields, int depth, boolean begun) {
    boolean first = begun;
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      if (!first) {
        text.append("  ".repeat(depth));
      }
      first = false;
      text.append(scalar(field.getKey())).append(':');
      below(text, field.getValue(), depth);
    }
  }

  private static void below(StringBuilder text, Value value, int depth) {
    switch (value) {
      case Value.Fields inner when !inner.values().isEmpty() -> {
        text.append('\n');
        fields(text, inner, depth + 1, false);
      }
      case Value.Items items when !items.values().isEmpty() -> {
        text.append('\n');
        for (Value item : items.values()) {
          text.append("  ".repeat(depth + 1)).append('-');
          if (item instanceof Value.Fields inner && !inner.values().isEmpty()) {
            text.append(' ');
            fields(text, inner, depth + 2, true);
          } else {
            below(text, item, depth + 1);
          }
        }
      }
      case Value.Text plain -> text.append(' ').append(scalar(plain.value())).append('\n');
      case Value.Fields _, Value.Items _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          text.append(' ').append(ValueJson.text(value)).append('\n');
    }
  }

  /** Quoted as JSON is, which YAML reads, unless it is plainly a word. */
  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.matcher(text).matches() ? text : ValueJson.text(Value.of(text)).strip();
  }
}
