package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * {@code strings.render_template}: the part of Go's text/template that works on plain data. All of it is there but
 * templates that are defined within templates.
 */
final class TextTemplates {
  private static final int MAX_DEPTH = 100;

  private static final Pattern ASSIGNMENT = Pattern.compile("(\\$\\w+)\\s*(:=|=)");

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

    /** Whether the loop at hand is to be left, or only its present turn. */
    private boolean leaves;

    private boolean skips;

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
    private int block(int from, @Nullable Object dot, Map<String, TemplateExpression.Cell> variables, boolean live) {
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
        boolean on = live && !leaves && !skips;
        if (!part.action()) {
          if (on) {
            out.append(part.text());
            context.checkCharacters(out.length());
          }
          at++;
        } else if (word.equals("if") || word.equals("with") || word.equals("range")) {
          at = control(at, word, rest(part.text()), dot, variables, on);
        } else {
          if (on && (word.equals("break") || word.equals("continue"))) {
            leaves = word.equals("break");
            skips = word.equals("continue");
          } else if (on) {
            action(part.text(), dot, variables);
          }
          at++;
        }
      }
      depth--;
      return at;
    }

    private void action(String text, @Nullable Object dot, Map<String, TemplateExpression.Cell> variables) {
      Matcher assignment = ASSIGNMENT.matcher(text);
      if (!assignment.lookingAt()) {
        out.append(TemplateFunctions.shown(value(text, dot, variables)));
        context.checkCharacters(out.length());
        return;
      }
      String name = assignment.group(1);
      Object value = value(text.substring(assignment.end()), dot, variables);
      if (assignment.group(2).equals(":=")) {
        variables.put(name, new TemplateExpression.Cell(value));
      } else {
        TemplateExpression.Cell cell = variables.get(name);
        if (cell == null) {
          throw TemplateExpression.failed("undefined variable \"" + name + "\"");
        }
        cell.set(value);
      }
    }

    private @Nullable Object value(
        String text, @Nullable Object dot, Map<String, TemplateExpression.Cell> variables) {
      return new TemplateExpression(context, text.strip(), root, dot, variables).value();
    }

    private int control(
        int at, String word, String rest, @Nullable Object dot, Map<String, TemplateExpression.Cell> variables, boolean live) {
      int assign = rest.startsWith("$") ? rest.indexOf(":=") : -1;
      List<String> names = assign < 0 ? List.of() : List.of(rest.substring(0, assign).strip().split("\\s*,\\s*"));
      Object value = live ? value(assign < 0 ? rest : rest.substring(assign + 2), dot, variables) : null;
      boolean chosen = live && TemplateExpression.isTrue(value);
      int end;
      if (chosen && word.equals("range") && value != null) {
        end = range(at + 1, value, names, variables);
      } else {
        Map<String, TemplateExpression.Cell> inner = new HashMap<>(variables);
        names.forEach(name -> inner.put(name, new TemplateExpression.Cell(value)));
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

    private int range(int from, Object value, List<String> names, Map<String, TemplateExpression.Cell> variables) {
      int end = from;
      List<Object> keys = new ArrayList<>();
      List<Object> items = new ArrayList<>();
      if (value instanceof ArrayValue array) {
        for (int i = 0; i < array.size(); i++) {
          keys.add(new TemplateExpression.Whole(i));
          items.add(array.get(i));
        }
      } else if (value instanceof ObjectValue object) {
        for (int i = 0; i < object.size(); i++) {
          keys.add(object.keyAt(i));
          items.add(object.valueAt(i));
        }
      } else if (value instanceof TemplateExpression.Whole(long times)) {
        context.checkItems(times);
        for (long i = 0; i < times; i++) {
          keys.add(new TemplateExpression.Whole(i));
          items.add(new TemplateExpression.Whole(i));
        }
      } else {
        throw TemplateExpression.failed("range can't iterate over " + TemplateFunctions.shown(value));
      }
      for (int i = 0; i < items.size(); i++) {
        context.checkTime();
        Map<String, TemplateExpression.Cell> inner = new HashMap<>(variables);
        if (names.size() == 1) {
          inner.put(names.getFirst(), new TemplateExpression.Cell(items.get(i)));
        } else if (names.size() == 2) {
          inner.put(names.getFirst(), new TemplateExpression.Cell(keys.get(i)));
          inner.put(names.get(1), new TemplateExpression.Cell(items.get(i)));
        }
        end = block(from, items.get(i), inner, !leaves);
        skips = false;
        if (leaves) {
          break;
        }
      }
      leaves = false;
      return end;
    }
  }
}
