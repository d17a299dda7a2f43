package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * {@code strings.render_template}: the part of Go's text/template that works on plain data. Fields, variables, {@code
 * if}, {@code with}, {@code range} and trimming are there; functions and pipelines are refused by name.
 */
final class TextTemplates {
  private static final int MAX_DEPTH = 100;

  private TextTemplates() {}

  static @Nullable Body body(String name) {
    return name.equals("strings.render_template") ? TextTemplates::render : null;
  }

  private static Value render(CallContext context, Value[] args) {
    Renderer renderer = new Renderer(context, parts(Operands.string(args, 1)), Operands.object(args, 2));
    return StringValue.of(renderer.render());
  }

  /** Text between actions, or the inside of an action. */
  private record Part(boolean action, String text) {}

  private static List<Part> parts(String template) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    boolean trimNext = false;
    while (at < template.length()) {
      int open = template.indexOf("{{", at);
      String text = template.substring(at, open < 0 ? template.length() : open);
      text = trimNext ? text.stripLeading() : text;
      if (open < 0) {
        parts.add(new Part(false, text));
        break;
      }
      int close = template.indexOf("}}", open);
      if (close < 0) {
        throw BuiltinException.failed("template: unclosed action");
      }
      String action = template.substring(open + 2, close);
      boolean trimBefore = action.startsWith("- ");
      trimNext = action.endsWith(" -");
      parts.add(new Part(false, trimBefore ? text.stripTrailing() : text));
      action = action.substring(trimBefore ? 2 : 0, action.length() - (trimNext ? 2 : 0)).strip();
      if (!action.startsWith("/*")) {
        parts.add(new Part(true, action));
      }
      at = close + 2;
    }
    return parts;
  }

  private static final class Renderer {
    private final CallContext context;
    private final List<Part> parts;
    private final Value root;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    Renderer(CallContext context, List<Part> parts, Value root) {
      this.context = context;
      this.parts = parts;
      this.root = root;
    }

    String render() {
      int end = block(0, root, new HashMap<>(), true);
      if (end < parts.size()) {
        throw BuiltinException.failed("template: unexpected {{" + parts.get(end).text() + "}}");
      }
      return out.toString();
    }

    private static String word(String action) {
      int space = action.indexOf(' ');
      return space < 0 ? action : action.substring(0, space);
    }

    private static String rest(String action) {
      int space = action.indexOf(' ');
      return space < 0 ? "" : action.substring(space + 1).strip();
    }

    /** Renders up to the {@code else} or {@code end} of a block and gives its place; only walks over it if not live. */
    private int block(int from, @Nullable Value dot, Map<String, @Nullable Value> variables, boolean live) {
      if (++depth > MAX_DEPTH) {
        throw BuiltinException.limit("template nested deeper than " + MAX_DEPTH + " levels");
      }
      int at = from;
      while (at < parts.size()) {
        Part part = parts.get(at);
        String word = part.action() ? word(part.text()) : "";
        if (word.equals("end") || word.equals("else")) {
          break;
        }
        if (!part.action()) {
          if (live) {
            out.append(part.text());
            context.checkCharacters(out.length());
          }
          at++;
        } else if (word.equals("if") || word.equals("with") || word.equals("range")) {
          at = control(at, word, rest(part.text()), dot, variables, live);
        } else {
          if (live) {
            action(part.text(), dot, variables);
          }
          at++;
        }
      }
      depth--;
      return at;
    }

    private void action(String text, @Nullable Value dot, Map<String, @Nullable Value> variables) {
      int assign = text.startsWith("$") ? text.indexOf(":=") : -1;
      if (assign > 0) {
        variables.put(text.substring(0, assign).strip(), operand(text.substring(assign + 2).strip(), dot, variables));
        return;
      }
      out.append(shown(operand(text, dot, variables)));
      context.checkCharacters(out.length());
    }

    private int control(
        int at, String word, String rest, @Nullable Value dot, Map<String, @Nullable Value> variables, boolean live) {
      int assign = rest.startsWith("$") ? rest.indexOf(":=") : -1;
      List<String> names = assign < 0 ? List.of() : List.of(rest.substring(0, assign).strip().split("\\s*,\\s*"));
      Value value = live ? operand(assign < 0 ? rest : rest.substring(assign + 2).strip(), dot, variables) : null;
      boolean chosen = live && isTrue(value);
      int end;
      if (chosen && word.equals("range") && value != null) {
        end = range(at + 1, value, names, variables);
      } else {
        Map<String, @Nullable Value> inner = new HashMap<>(variables);
        names.forEach(name -> inner.put(name, value));
        end = block(at + 1, word.equals("with") ? value : dot, inner, chosen);
      }
      if (end < parts.size() && word(parts.get(end).text()).equals("else")) {
        String next = rest(parts.get(end).text());
        boolean other = live && !chosen;
        if (!next.isEmpty()) {
          return control(end, word(next), rest(next), dot, variables, other);
        }
        end = block(end + 1, dot, new HashMap<>(variables), other);
      }
      if (end >= parts.size()) {
        throw BuiltinException.failed("template: unexpected EOF");
      }
      return end + 1;
    }

    private int range(int from, Value value, List<String> names, Map<String, @Nullable Value> variables) {
      int end = from;
      List<Value> keys = new ArrayList<>();
      List<Value> items = new ArrayList<>();
      if (value instanceof ArrayValue array) {
        for (int i = 0; i < array.size(); i++) {
          keys.add(NumberValue.of(i));
          items.add(array.get(i));
        }
      } else if (value instanceof ObjectValue object) {
        for (int i = 0; i < object.size(); i++) {
          keys.add(object.keyAt(i));
          items.add(object.valueAt(i));
        }
      } else {
        throw BuiltinException.failed("template: range can't iterate over " + shown(value));
      }
      for (int i = 0; i < items.size(); i++) {
        context.checkTime();
        Map<String, @Nullable Value> inner = new HashMap<>(variables);
        if (names.size() == 1) {
          inner.put(names.getFirst(), items.get(i));
        } else if (names.size() == 2) {
          inner.put(names.getFirst(), keys.get(i));
          inner.put(names.get(1), items.get(i));
        }
        end = block(from, items.get(i), inner, true);
      }
      return end;
    }

    private @Nullable Value operand(String text, @Nullable Value dot, Map<String, @Nullable Value> variables) {
      if (text.startsWith("\"") || text.startsWith("`")) {
        return StringValue.of(text.substring(1, text.length() - 1));
      }
      if (text.equals("true") || text.equals("false")) {
        return BooleanValue.of(text.equals("true"));
      }
      if (text.equals("nil")) {
        return NullValue.NULL;
      }
      boolean number = !text.isEmpty() && (Character.isDigit(text.charAt(0)) || text.charAt(0) == '-');
      if (number) {
        try {
          return NumberValue.parse(text);
        } catch (NumberFormatException _) {
          throw BuiltinException.failed("template: bad number syntax: " + text);
        }
      }
      boolean variable = text.startsWith("$");
      if ((!variable && !text.startsWith(".")) || text.indexOf(' ') >= 0 || text.indexOf('|') >= 0) {
        throw BuiltinException.failed("template: function or pipeline not supported: " + text);
      }
      int path = variable ? text.indexOf('.') : 0;
      String name = variable ? text.substring(0, path < 0 ? text.length() : path) : "";
      if (variable && !name.equals("$") && !variables.containsKey(name)) {
        throw BuiltinException.failed("template: undefined variable " + name);
      }
      Value found = !variable ? dot : name.equals("$") ? root : variables.get(name);
      for (String field : path < 0 ? List.<String>of() : List.of(text.substring(path).split("\\."))) {
        if (!field.isEmpty() && found != null) {
          found = found.get(StringValue.of(field));
        }
      }
      return found;
    }

    private static boolean isTrue(@Nullable Value value) {
      return switch (value) {
        case null -> false;
        case NullValue _ -> false;
        case BooleanValue bool -> bool.value();
        case NumberValue number -> number.signum() != 0;
        case StringValue string -> !string.value().isEmpty();
        case ArrayValue array -> !array.isEmpty();
        case ObjectValue object -> !object.isEmpty();
        default -> true;
      };
    }

    /** A value as Go prints plain data. */
    private static String shown(@Nullable Value value) {
      return switch (value) {
        case null -> "<undefined>";
        case NullValue _ -> "<no value>";
        case StringValue string -> string.value();
        case ArrayValue array -> array.stream().map(Renderer::shown).collect(java.util.stream.Collectors.joining(" ", "[", "]"));
        case ObjectValue object -> {
          List<String> members = new ArrayList<>();
          for (int i = 0; i < object.size(); i++) {
            members.add(shown(object.keyAt(i)) + ":" + shown(object.valueAt(i)));
          }
          yield "map[" + String.join(" ", members) + "]";
        }
        default -> {
          value.typeRank();
          yield value.toString();
        }
      };
    }
  }
}
