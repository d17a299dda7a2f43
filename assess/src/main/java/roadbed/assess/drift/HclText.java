package roadbed.assess.drift;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.inventory.Sighting;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Writes blocks of Terraform's language for what is live. */
final class HclText {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private HclText() {}

  /** A resource with all attributes that a person may set. */
  static String resource(Sighting live, String name) {
    StringBuilder text = new StringBuilder();
    text.append("resource ").append(quoted(live.type())).append(' ').append(quoted(name)).append(" {\n");
    fields(live, live.attributes(), "", 1, text);
    return text.append("}\n").toString();
  }

  private static void fields(Sighting live, Value.Fields fields, String path, int depth, StringBuilder text) {
    StringBuilder blocks = new StringBuilder();
    for (Map.Entry<String, Value> field : fields.values().entrySet()) {
      String name = field.getKey();
      String inner = path.isEmpty() ? name : path + "." + name;
      Value value = field.getValue();
      boolean skipped =
          Scalars.isEmpty(value)
              || !NAME.matcher(name).matches()
              || AttributeFacts.isMade(live.provider(), live.type(), inner)
              || AttributeFacts.isInstruction(live.type(), inner);
      if (skipped) {
        continue;
      }
      String indent = "  ".repeat(depth);
      if (value instanceof Value.Secret || value instanceof Value.Unknown) {
        text.append(indent).append("# ").append(name).append(" is not told here: set it before applying\n");
      } else if (value instanceof Value.Fields one && !AttributeFacts.isNamed(name)) {
        block(live, name, one, inner, depth, blocks);
      } else if (value instanceof Value.Items items && items.values().stream().anyMatch(Value.Fields.class::isInstance)) {
        for (Value item : items.values()) {
          if (item instanceof Value.Fields one) {
            block(live, name, one, inner, depth, blocks);
          }
        }
      } else {
        text.append(indent).append(name).append(" = ").append(expression(value, depth)).append('\n');
      }
    }
    text.append(blocks);
  }

  private static void block(
      Sighting live, String name, Value.Fields one, String path, int depth, StringBuilder text) {
    String indent = "  ".repeat(depth);
    text.append('\n').append(indent).append(name).append(" {\n");
    fields(live, one, path, depth + 1, text);
    text.append(indent).append("}\n");
  }

  /** A value as an expression. */
  static String expression(Value value, int depth) {
    return switch (value) {
      case Value.Text text ->
          JsonTexts.parse(text.value())
              .filter(document -> document instanceof Value.Fields)
              .map(document -> "jsonencode(" + expression(document, depth) + ")")
              .orElseGet(() -> quoted(text.value()));
      case Value.Whole _, Value.Decimal _, Value.Bool _ -> Scalars.text(value);
      case Value.Null _ -> "null";
      case Value.Items items ->
          items.values().stream()
              .map(item -> expression(item, depth + 1))
              .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
      case Value.Fields fields -> {
        String indent = "  ".repeat(depth);
        StringBuilder text = new StringBuilder("{\n");
        fields
            .values()
            .forEach(
                (name, inner) ->
                    text.append(indent)
                        .append("  ")
                        .append(NAME.matcher(name).matches() ? name : quoted(name))
                        .append(" = ")
                        .append(expression(inner, depth + 1))
                        .append('\n'));
        yield text.append(indent).append('}').toString();
      }
      case Value.Unknown _, Value.Secret _ -> "null";
    };
  }

  /** A text in quotes, nothing in it read as a template. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '$', '%' -> {
          quoted.append(c);
          if (i + 1 < text.length() && text.charAt(i + 1) == '{') {
            quoted.append(c);
          }
        }
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** A name for a block, from what people call the resource. */
  static String name(String called) {
    StringBuilder name = new StringBuilder();
    for (char c : called.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      name.append(plain ? c : '_');
    }
    return name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "r_" + name : name.toString();
  }

  /** The JSON text of a value, for configuration in JSON. */
  static String json(Value value) {
    return ValueJson.text(value);
  }

  /** Whether an attribute of a line of code is set to that value by a literal, and what the line says instead. */
  static Optional<String> replaced(String line, String name, Value from, Value to) {
    for (boolean json : new boolean[] {false, true}) {
      String head = json ? "\"" + Pattern.quote(name) + "\"\\s*:\\s*" : "(?:^|[\\s{,])\"?" + Pattern.quote(name) + "\"?\\s*[=:]\\s*";
      java.util.regex.Matcher found = Pattern.compile(head).matcher(line);
      while (found.find()) {
        for (String old : literals(from, json)) {
          if (line.startsWith(old, found.end()) && ends(line, found.end() + old.length())) {
            String made = json ? json(to) : expression(to, 0);
            return Optional.of(line.substring(0, found.end()) + made + line.substring(found.end() + old.length()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean ends(String line, int at) {
    String rest = line.substring(at).strip();
    return rest.isEmpty() || rest.startsWith(",") || rest.startsWith("}") || rest.startsWith("#") || rest.startsWith("//");
  }

  /** The ways in which a value may stand in code. */
  private static java.util.List<String> literals(Value value, boolean json) {
    String plain = json ? json(value) : expression(value, 0);
    return value instanceof Value.Text text && !json
        ? java.util.List.of(plain, text.value().matches("[0-9.]+|true|false") ? text.value() : plain)
        : value instanceof Value.Whole || value instanceof Value.Bool || value instanceof Value.Decimal
            ? java.util.List.of(plain, "\"" + plain + "\"")
            : java.util.List.of(plain, plain.replace(", ", ","));
  }
}
