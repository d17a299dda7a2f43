package roadbed.rego.builtin;

import java.util.ArrayList;
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
 * The pipelines of Go's text/template: fields, variables, literals, functions, parentheses.
 *
 * <p>What comes from the policy is as Go's decoder leaves it: a number is text that looks like one, and so is neither
 * more nor less than a number that the template itself writes. Those, and lengths, are {@link Whole}.
 */
final class TemplateExpression {
  /** A whole number of the template's own. */
  record Whole(long value) {}

  /** A variable of a template, which blocks within its own may set. */
  static final class Cell {
    private @Nullable Object content;

    Cell(@Nullable Object content) {
      this.content = content;
    }

    void set(@Nullable Object value) {
      content = value;
    }
  }

  private static final int MAX_DEPTH = 100;

  private final CallContext context;
  private final Value root;
  private final @Nullable Object dot;
  private final Map<String, Cell> variables;
  private final String text;
  private int at;
  private int depth;

  TemplateExpression(
      CallContext context, String text, Value root, @Nullable Object dot, Map<String, Cell> variables) {
    this.context = context;
    this.text = text;
    this.root = root;
    this.dot = dot;
    this.variables = variables;
  }

  static BuiltinException failed(String problem) {
    return BuiltinException.failed("template: " + problem);
  }

  /** The value of the whole text. */
  @Nullable Object value() {
    Object value = pipeline();
    if (at < text.length()) {
      throw failed("unexpected " + text.substring(at) + " in operand");
    }
    return value;
  }

  private boolean blanks() {
    int from = at;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at > from;
  }

  private @Nullable Object pipeline() {
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.limit("template nested deeper than " + MAX_DEPTH + " levels");
    }
    Object value = command(false, null);
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      value = command(true, value);
    }
    depth--;
    return value;
  }

  /** One function with its operands, the last of which the pipe may bring; or an operand alone. */
  private @Nullable Object command(boolean piped, @Nullable Object last) {
    blanks();
    int from = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String name = text.substring(from, at);
    boolean function =
        !name.isEmpty() && Character.isLetter(name.charAt(0)) && !List.of("true", "false", "nil").contains(name);
    if (!function) {
      at = from;
      Object value = operand();
      blanks();
      if (piped) {
        throw failed("non executable command in pipeline");
      }
      return value;
    }
    List<@Nullable Object> operands = new ArrayList<>();
    blanks();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      operands.add(operand());
      blanks();
    }
    if (piped) {
      operands.add(last);
    }
    return TemplateFunctions.call(context, name, operands);
  }

  private @Nullable Object operand() {
    blanks();
    if (at == text.length()) {
      throw failed("missing value for command");
    }
    char c = text.charAt(at);
    Object value =
        switch (c) {
          case '(' -> parenthesized();
          case '"' -> quoted();
          case '`' -> raw();
          case '.' -> dot;
          case '$' -> variable();
          default -> word();
        };
    while (at < text.length() && text.charAt(at) == '.') {
      int from = ++at;
      while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      if (at > from) {
        value = field(value, text.substring(from, at));
      }
    }
    return value;
  }

  private @Nullable Object parenthesized() {
    at++;
    Object value = pipeline();
    if (at == text.length() || text.charAt(at) != ')') {
      throw failed("unclosed left paren");
    }
    at++;
    return value;
  }

  private static @Nullable Object field(@Nullable Object value, String name) {
    return switch (value) {
      case null -> null;
      case ObjectValue object -> object.get(name);
      case NullValue _ -> null;
      case Value other ->
          throw failed("can't evaluate field " + name + " in type " + TemplateFunctions.typeOf(other));
      default -> throw failed("can't evaluate field " + name + " in type int");
    };
  }

  private Value quoted() {
    int from = at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        out.append(
            switch (escaped) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        out.append(c);
      }
    }
    if (at == text.length()) {
      throw failed("unterminated quoted string " + text.substring(from));
    }
    at++;
    return StringValue.of(out.toString());
  }

  private Value raw() {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw failed("unterminated raw quoted string");
    }
    Value value = StringValue.of(text.substring(at + 1, end));
    at = end + 1;
    return value;
  }

  private @Nullable Object variable() {
    int from = at++;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    String name = text.substring(from, at);
    if (name.equals("$")) {
      return root;
    }
    Cell cell = variables.get(name);
    if (cell == null) {
      throw failed("undefined variable \"" + name + "\"");
    }
    return cell.content;
  }

  private @Nullable Object word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(from, at);
    if (word.equals("true") || word.equals("false")) {
      return BooleanValue.of(word.equals("true"));
    }
    if (word.equals("nil")) {
      return null;
    }
    if (word.matches("[+-]?[0-9]{1,18}")) {
      return new Whole(Long.parseLong(word));
    }
    try {
      return NumberValue.of(Double.parseDouble(word));
    } catch (NumberFormatException _) {
      throw failed(word.isEmpty() ? "unexpected " + text.charAt(from) + " in operand" : "bad number syntax: \"" + word + "\"");
    }
  }

  /** Whether a value is one that a condition takes for true. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Whole whole -> whole.value() != 0;
      case NullValue _ -> false;
      case BooleanValue bool -> bool.value();
      case NumberValue number -> !number.toString().isEmpty();
      case StringValue string -> !string.value().isEmpty();
      case ArrayValue array -> !array.isEmpty();
      case ObjectValue object -> !object.isEmpty();
      default -> true;
    };
  }
}
