package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.terraform.expression.Expression.Operator;
import roadbed.model.Value;

/**
 * Parses expressions, and templates as they stand in JSON strings. Written by hand, by precedence climbing;
 * bounded in depth, so that no text can exhaust the stack.
 */
public final class ExpressionParser {
  private static final int DEEPEST = 100;
  private static final int LONGEST_CHAIN = 500;
  private static final int LONGEST_NUMBER = 500;

  private final String text;
  private int at;
  private int depth;

  /** Whether a line break is a blank here; in an object it ends an entry. */
  private boolean linesAreBlank = true;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /** Ends parsing; caught in this class. */
  private static final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int offset;
    private final String problem;

    Problem(int offset, String problem) {
      super(problem, null, false, false);
      this.offset = offset;
      this.problem = problem;
    }
  }

  /** Parses a bare expression, such as {@code 1 + 2}. */
  public static Parsed expression(String text) {
    ExpressionParser parser = new ExpressionParser(text);
    return parser.attempt(
        () -> {
          Expression expression = parser.whole();
          parser.blank();
          if (parser.at < text.length()) {
            throw parser.problem("the expression goes on where its end is expected");
          }
          return expression;
        });
  }

  /**
   * Parses a string of JSON syntax: a template, in which backslashes mean nothing. A template that is one
   * interpolation is that expression and not text.
   */
  public static Parsed template(String text) {
    ExpressionParser parser = new ExpressionParser(text);
    return parser.attempt(() -> new TemplateParser(parser, false).all());
  }

  private Parsed attempt(java.util.function.Supplier<Expression> parsing) {
    try {
      return new Parsed.Good(parsing.get());
    } catch (Problem problem) {
      return new Parsed.Malformed(problem.offset, problem.problem);
    }
  }

  // What the template parser, which reads the same text, needs of this one.

  String text() {
    return text;
  }

  int at() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  RuntimeException problem(String message) {
    return new Problem(at, message);
  }

  /** An expression in which line breaks are blanks, as within parentheses. */
  Expression whole() {
    boolean before = linesAreBlank;
    linesAreBlank = true;
    Expression expression = conditional();
    blank();
    linesAreBlank = before;
    return expression;
  }

  /** Skips blanks and comments. */
  void blank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && linesAreBlank)) {
        at++;
      } else if (c == '#' || text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw problem("the comment does not end");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  boolean take(String symbol) {
    blank();
    if (text.startsWith(symbol, at)) {
      at += symbol.length();
      return true;
    }
    return false;
  }

  void demand(String symbol) {
    if (!take(symbol)) {
      throw problem("\"" + symbol + "\" is expected here");
    }
  }

  private boolean ahead(String symbol) {
    blank();
    return text.startsWith(symbol, at);
  }

  private boolean takeWord(String word) {
    blank();
    int end = at + word.length();
    if (text.startsWith(word, at) && (end >= text.length() || !isNamePart(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  private static boolean isNameStart(char c) {
    return c == '_' || Character.isLetter(c);
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c == '-' || Character.isLetterOrDigit(c);
  }

  String name() {
    blank();
    if (at >= text.length() || !isNameStart(text.charAt(at))) {
      throw problem("a name is expected here");
    }
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private Expression conditional() {
    if (++depth > DEEPEST) {
      throw problem("the expression is nested more than " + DEEPEST + " deep");
    }
    Expression condition = binary(1);
    if (!take("?")) {
      depth--;
      return condition;
    }
    Expression then = conditional();
    demand(":");
    Expression otherwise = conditional();
    depth--;
    return new Expression.Conditional(condition, then, otherwise);
  }

  private Expression binary(int weakest) {
    Expression left = unary();
    for (int links = 0; ; links++) {
      Optional<Operator> operator = operator(weakest);
      if (operator.isEmpty()) {
        return left;
      }
      if (links > LONGEST_CHAIN) {
        throw problem("more than " + LONGEST_CHAIN + " operators stand in a row");
      }
      at += operator.get().symbol.length();
      left = new Expression.Binary(operator.get(), left, binary(operator.get().strength + 1));
    }
  }

  private Optional<Operator> operator(int weakest) {
    blank();
    for (Operator operator : Operator.values()) {
      if (operator.strength >= weakest && text.startsWith(operator.symbol, at)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  private Expression unary() {
    blank();
    if (++depth > DEEPEST) {
      throw problem("the expression is nested more than " + DEEPEST + " deep");
    }
    Expression expression;
    if (ahead("!") && !ahead("!=")) {
      at++;
      expression = new Expression.Not(unary());
    } else if (take("-")) {
      expression = new Expression.Negative(unary());
    } else {
      expression = postfix(primary());
    }
    depth--;
    return expression;
  }

  private Expression postfix(Expression start) {
    Expression expression = start;
    for (int links = 0; ; links++) {
      if (links > LONGEST_CHAIN) {
        throw problem("more than " + LONGEST_CHAIN + " steps stand in a row");
      }
      int before = at;
      blank();
      if (text.startsWith("...", at) || at >= text.length()) {
        return expression;
      }
      if (text.charAt(at) == '.') {
        at++;
        if (take("*")) {
          Expression each = new Expression.Element();
          while (at < text.length() && text.charAt(at) == '.' && !text.startsWith("...", at)) {
            at++;
            each = step(each);
          }
          expression = new Expression.Splat(expression, each);
        } else {
          expression = step(expression);
        }
      } else if (text.charAt(at) == '[') {
        at++;
        if (take("*")) {
          demand("]");
          expression = new Expression.Splat(expression, postfix(new Expression.Element()));
        } else {
          Expression key = whole();
          demand("]");
          expression = new Expression.Index(expression, key);
        }
      } else {
        at = before;
        return expression;
      }
    }
  }

  /** What stands behind a dot: a name, or a number, which is an old way to write an index. */
  private Expression step(Expression of) {
    if (at < text.length() && Character.isDigit(text.charAt(at))) {
      int start = at;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
      return new Expression.Index(of, number(text.substring(start, at)));
    }
    return new Expression.Attribute(of, name());
  }

  private Expression number(String digits) {
    if (digits.length() > LONGEST_NUMBER) {
      throw problem("the number has more than " + LONGEST_NUMBER + " digits");
    }
    try {
      return new Expression.Literal(Conversions.number(new BigDecimal(digits)));
    } catch (NumberFormatException | ArithmeticException malformed) {
      throw problem("this is not a number");
    }
  }

  private Expression primary() {
    blank();
    if (at >= text.length()) {
      throw problem("an expression is expected here");
    }
    char c = text.charAt(at);
    if (c == '(') {
      at++;
      Expression inner = whole();
      demand(")");
      return inner;
    }
    if (c == '"') {
      at++;
      return new TemplateParser(this, true).all();
    }
    if (c == '[') {
      at++;
      return tuple();
    }
    if (c == '{') {
      at++;
      return object();
    }
    if (Character.isDigit(c)) {
      return numeral();
    }
    if (isNameStart(c)) {
      return named();
    }
    throw problem("an expression is expected here");
  }

  private Expression numeral() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at + 1 < text.length() && text.charAt(at) == '.' && Character.isDigit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length() && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      int digits = exponent;
      while (exponent < text.length() && Character.isDigit(text.charAt(exponent))) {
        exponent++;
      }
      if (exponent > digits) {
        if (exponent - digits > 3) {
          throw problem("the exponent has more than 3 digits");
        }
        at = exponent;
      }
    }
    return number(text.substring(start, at));
  }

  private Expression named() {
    StringBuilder name = new StringBuilder(name());
    while (text.startsWith("::", at)) {
      at += 2;
      name.append("::").append(name());
    }
    if (at < text.length() && text.charAt(at) == '(') {
      at++;
      return call(name.toString());
    }
    return switch (name.toString()) {
      case "true" -> new Expression.Literal(Value.Bool.TRUE);
      case "false" -> new Expression.Literal(Value.Bool.FALSE);
      case "null" -> new Expression.Literal(Value.Null.INSTANCE);
      default -> new Expression.Root(name.toString());
    };
  }

  private Expression call(String name) {
    boolean before = linesAreBlank;
    linesAreBlank = true;
    List<Expression> arguments = new ArrayList<>();
    boolean expand = false;
    while (!take(")")) {
      arguments.add(conditional());
      if (take("...")) {
        expand = true;
        take(",");
        demand(")");
        break;
      }
      if (!take(",")) {
        demand(")");
        break;
      }
    }
    linesAreBlank = before;
    return new Expression.Call(name, arguments, expand);
  }

  private Expression tuple() {
    boolean before = linesAreBlank;
    linesAreBlank = true;
    if (takeWord("for")) {
      Expression result = forTuple();
      linesAreBlank = before;
      return result;
    }
    List<Expression> items = new ArrayList<>();
    while (!take("]")) {
      items.add(conditional());
      if (!take(",")) {
        demand("]");
        break;
      }
    }
    linesAreBlank = before;
    return new Expression.TupleOf(items);
  }

  /** The two names, or one, of a loop, and what it goes over. */
  record Loop(Optional<String> key, String value, Expression collection) {}

  Loop loop() {
    String first = name();
    Optional<String> key = Optional.empty();
    String value = first;
    if (take(",")) {
      key = Optional.of(first);
      value = name();
    }
    if (!takeWord("in")) {
      throw problem("\"in\" is expected here");
    }
    return new Loop(key, value, conditional());
  }

  private Expression forTuple() {
    Loop loop = loop();
    demand(":");
    Expression body = conditional();
    Optional<Expression> condition = takeWord("if") ? Optional.of(conditional()) : Optional.empty();
    demand("]");
    return new Expression.ForTuple(loop.key(), loop.value(), loop.collection(), body, condition);
  }

  private Expression object() {
    boolean before = linesAreBlank;
    linesAreBlank = true;
    if (takeWord("for")) {
      Expression result = forObject();
      linesAreBlank = before;
      return result;
    }
    List<Expression.Entry> entries = new ArrayList<>();
    while (!take("}")) {
      Expression key = key();
      if (!take("=")) {
        demand(":");
      }
      linesAreBlank = true;
      blank();
      linesAreBlank = false;
      Expression value = conditional();
      blank();
      entries.add(new Expression.Entry(key, value));
      boolean separated = take(",") || ahead("\n");
      linesAreBlank = true;
      if (!separated) {
        demand("}");
        break;
      }
    }
    linesAreBlank = before;
    return new Expression.ObjectOf(entries);
  }

  /** A key is a name, which stands for itself, or an expression. */
  private Expression key() {
    blank();
    int start = at;
    if (at < text.length() && isNameStart(text.charAt(at))) {
      String name = name();
      blank();
      if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
        return new Expression.Literal(new Value.Text(name));
      }
      at = start;
    }
    return conditional();
  }

  private Expression forObject() {
    Loop loop = loop();
    demand(":");
    Expression newKey = conditional();
    demand("=>");
    Expression body = conditional();
    boolean grouped = take("...");
    Optional<Expression> condition = takeWord("if") ? Optional.of(conditional()) : Optional.empty();
    demand("}");
    return new Expression.ForObject(
        loop.key(), loop.value(), loop.collection(), newKey, body, grouped, condition);
  }

  /** Reads the word of a template directive; empty where there is none. */
  String directive() {
    blank();
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }
}
