package roadbed.rego.syntax;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/**
 * One token.
 *
 * @param text what it says: a name, a symbol; for strings and numbers the source
 * @param value the value of a string or number
 * @param from where its text begins
 * @param to where its text ends
 * @param spaced whether blanks or a newline stand before it
 * @param template the pieces of a template string
 */
record Token(
    Kind kind,
    String text,
    @Nullable Value value,
    int line,
    int column,
    int from,
    int to,
    boolean spaced,
    java.util.@Nullable List<TemplatePiece> template) {

  enum Kind {
    NAME,
    NUMBER,
    STRING,
    TEMPLATE,
    SYMBOL,
    END
  }

  /** A text, or the tokens of an embedded expression. */
  record TemplatePiece(@Nullable String text, java.util.@Nullable List<Token> tokens) {}

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /** For messages, in OPA's words. */
  String shown() {
    return switch (kind) {
      case END -> "eof";
      case NAME -> "identifier";
      case NUMBER -> "number";
      case STRING -> "string";
      case TEMPLATE -> "template-string-end";
      case SYMBOL -> SYMBOLS.getOrDefault(text, text);
    };
  }

  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("+", "plus"),
          Map.entry("-", "minus"),
          Map.entry("*", "mul"),
          Map.entry("/", "div"),
          Map.entry("%", "rem"),
          Map.entry("&", "and"),
          Map.entry("|", "or"),
          Map.entry("=", "eq"),
          Map.entry("==", "equal"),
          Map.entry(":=", "assign"),
          Map.entry("!=", "neq"),
          Map.entry(">", "gt"),
          Map.entry("<", "lt"),
          Map.entry(">=", "gte"),
          Map.entry("<=", "lte"));
}
