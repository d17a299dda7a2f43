package roadbed.rego.syntax;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.Value;

/**
 * One token.
 *
 * @param text what it says: a name, a symbol; for strings and numbers the source
 * @param value the value of a string or number
 * @param spaced whether blanks or a newline stand before it
 * @param template the pieces of a template string
 */
record Token(
    Kind kind,
    String text,
    @Nullable Value value,
    int line,
    int column,
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

  /** For messages. */
  String shown() {
    return switch (kind) {
      case END -> "end of file";
      case NAME -> "`" + text + "`";
      case NUMBER -> "number " + text;
      case STRING, TEMPLATE -> "string";
      case SYMBOL -> "`" + text + "`";
    };
  }
}
