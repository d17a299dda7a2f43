package roadbed.collect.azure;

import java.util.ArrayList;
import java.util.List;
import roadbed.model.Value;

/** Parses what stands between the brackets of a template's expression. */
final class ExpressionParser {
  private static final int MOST_LEVELS = 200;

  /** The text is no expression. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message, int at) {
      super(message + " at character " + (at + 1) + " of the expression", null, false, false);
    }

    String said() {
      return String.valueOf(getMessage());
    }
  }

  private final String text;
  private int at;
  private int level;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /** Whether a text is an expression: {@code [ … ]}, and not the escaped {@code [[ … ]}. */
  static boolean isExpression(String text) {
    return text.length() >= 2 && text.charAt(0) == '[' && text.charAt(1) != '[' && text.endsWith("]");
  }

  /**
   * The expression of a text that {@link #isExpression}.
   *
   * @throws Malformed where it is none
   */
  static Expression parse(String bracketed) throws Malformed {
    ExpressionParser parser = new ExpressionParser(bracketed.substring(1, bracketed.length() - 1));
    Expression expression = parser.expression();
    parser.space();
    if (parser.at < parser.text.length()) {
      throw parser.malformed("nothing more was expected");
    }
    return expression;
  }

  private Malformed malformed(String message) {
    return new Malformed(message, at);
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() {
    space();
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void expect(char c) throws Malformed {
    if (peek() != c) {
      throw malformed("'" + c + "' was expected");
    }
    at++;
  }

  private Expression expression() throws Malformed {
    if (++level > MOST_LEVELS) {
      throw malformed("the expression is nested too deeply");
    }
    Expression expression = primary();
    while (true) {
      char next = peek();
      if (next == '.') {
        at++;
        expression = new Expression.Access(expression, new Expression.Literal(Value.of(name())));
      } else if (next == '[') {
        at++;
        expression = new Expression.Access(expression, expression());
        expect(']');
      } else {
        level--;
        return expression;
      }
    }
  }

  private Expression primary() throws Malformed {
    char first = peek();
    if (first == '\'') {
      return new Expression.Literal(Value.of(quoted()));
    }
    if (Character.isDigit(first) || first == '-' || first == '+') {
      return new Expression.Literal(Value.of(number()));
    }
    if (first == '(') {
      at++;
      Expression inner = expression();
      expect(')');
      return inner;
    }
    StringBuilder name = new StringBuilder(name());
    while (peek() != '(') {
      if (peek() == '.') {
        at++;
        name.append('.').append(name());
      } else {
        return word(name.toString());
      }
    }
    at++;
    List<Expression> arguments = new ArrayList<>();
    if (peek() != ')') {
      arguments.add(expression());
      while (peek() == ',') {
        at++;
        arguments.add(expression());
      }
    }
    expect(')');
    return new Expression.Call(name.toString(), arguments);
  }

  /** The three words that are values without a call. */
  private Expression word(String name) throws Malformed {
    return switch (name) {
      case "true", "True" -> new Expression.Literal(Value.Bool.TRUE);
      case "false", "False" -> new Expression.Literal(Value.Bool.FALSE);
      case "null" -> new Expression.Literal(Value.Null.INSTANCE);
      default -> throw malformed("'(' was expected");
    };
  }

  private String name() throws Malformed {
    space();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '-' || text.charAt(at) == '$')) {
      at++;
    }
    if (start == at) {
      throw malformed(at < text.length() ? "a name was expected" : "the expression ends too early");
    }
    return text.substring(start, at);
  }

  private String quoted() throws Malformed {
    StringBuilder quoted = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\'') {
        quoted.append(c);
      } else if (at < text.length() && text.charAt(at) == '\'') {
        quoted.append('\'');
        at++;
      } else {
        return quoted.toString();
      }
    }
    throw malformed("the text has no end");
  }

  private long number() throws Malformed {
    int start = at;
    at++;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    try {
      return Long.parseLong(text.substring(start, at));
    } catch (NumberFormatException _) {
      throw malformed("a whole number was expected");
    }
  }
}
