package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.collect.terraform.expression.Expression.Operator;
import roadbed.model.Value;

/**
 * Parses expressions, as they stand in files of native syntax and in the templates of JSON syntax. Written by hand,
 * by precedence climbing; bounded in depth and length, so that no text can exhaust the stack.
 */
public final class ExpressionParser {
  private static final int DEEPEST = 200;
  private static final int LONGEST_CHAIN = 500;
  private static final int LONGEST_NUMBER = 1_000;

  private final Cursor cursor;
  private final TemplateParser templates;
  private final @Nullable Spans spans;
  private int depth;

  /** A parser of the expressions of a text that others read as well. */
  public ExpressionParser(Cursor cursor) {
    this(cursor, null);
  }

  /** A parser of the expressions of a text that notes where they stand. */
  public ExpressionParser(Cursor cursor, @Nullable Spans spans) {
    this.cursor = cursor;
    this.spans = spans;
    this.templates = new TemplateParser(cursor, this);
  }

  /** Parses a bare expression, such as {@code 1 + 2}. */
  public static Parsed expression(String text) {
    return attempt(
        text,
        parser -> {
          Expression expression = parser.conditional();
          parser.cursor.blank();
          if (!parser.cursor.atEnd()) {
            throw parser.cursor.problem("the expression goes on where its end is expected");
          }
          return expression;
        });
  }

  /**
   * Parses a template that is a text of its own: a string of JSON syntax, or a file. Backslashes mean nothing in it.
   * A template that is one interpolation is that expression and not text.
   */
  public static Parsed template(String text) {
    return attempt(text, parser -> parser.templates.bare());
  }

  private static Parsed attempt(String text, Function<ExpressionParser, Expression> parsing) {
    try {
      return new Parsed.Good(parsing.apply(new ExpressionParser(Cursor.ofPart(text))));
    } catch (SyntaxProblem problem) {
      return new Parsed.Malformed(problem.offset(), problem.problem());
    }
  }

  /**
   * Parses the value of an attribute, up to where it cannot go on; a line break ends it.
   *
   * @throws SyntaxProblem where it is malformed
   */
  public Expression value() {
    begin();
    return conditional();
  }

  /** Begins anew at an item of a body, where a line break ends something, whatever a problem left behind. */
  public void begin() {
    depth = 0;
    templates.begin();
    cursor.linesAreBlank(false);
  }

  /**
   * Parses a text in quotes without anything to work out in it, such as the label of a block.
   *
   * @throws SyntaxProblem where it is malformed
   */
  public String quotedText() {
    begin();
    if (!cursor.take('"')) {
      throw cursor.problem("a text in quotes is expected here");
    }
    return templates.quotedText();
  }

  /** One level further down; each that goes down comes up again, or parsing has ended. */
  void down() {
    if (++depth > DEEPEST) {
      throw cursor.problem("the expression is nested more than " + DEEPEST + " deep");
    }
  }

  void up() {
    depth--;
  }

  void demand(char symbol) {
    if (!cursor.take(symbol)) {
      throw cursor.problem("\"" + symbol + "\" is expected here");
    }
  }

  /** A choice, or what binds more strongly. Choices in a row are a chain, long and not deep. */
  Expression conditional() {
    down();
    cursor.blank();
    int from = cursor.at();
    Expression expression = binary(1);
    if (cursor.ahead('?')) {
      Deque<Expression> chain = new ArrayDeque<>();
      note(expression, from);
      while (cursor.take('?')) {
        if (chain.size() > 2 * LONGEST_CHAIN) {
          throw cursor.problem("more than " + LONGEST_CHAIN + " choices stand in a row");
        }
        chain.push(expression);
        chain.push(conditional());
        if (!cursor.takeColon()) {
          throw cursor.problem("\":\" and the other choice are expected here");
        }
        cursor.blank();
        int start = cursor.at();
        expression = binary(1);
        note(expression, start);
      }
      while (!chain.isEmpty()) {
        Expression then = chain.pop();
        expression = new Expression.Conditional(chain.pop(), then, expression);
      }
    }
    up();
    note(expression, from);
    return expression;
  }

  private void note(Expression expression, int from) {
    if (spans != null) {
      spans.note(expression, from, cursor.endOfLast());
    }
  }

  private Expression binary(int weakest) {
    Expression left = unary();
    for (int links = 0; ; links++) {
      Operator operator = operator();
      if (operator == null || operator.strength < weakest) {
        return left;
      }
      if (links > LONGEST_CHAIN) {
        throw cursor.problem("more than " + LONGEST_CHAIN + " operators stand in a row");
      }
      cursor.moveTo(cursor.at() + operator.symbol.length());
      left = new Expression.Binary(operator, left, binary(operator.strength + 1));
    }
  }

  /** The operator that stands here; null where none does. */
  private @Nullable Operator operator() {
    cursor.blank();
    boolean equals = cursor.behind(1) == '=';
    return switch (cursor.here()) {
      case '|' -> cursor.behind(1) == '|' ? Operator.OR : null;
      case '&' -> cursor.behind(1) == '&' ? Operator.AND : null;
      case '=' -> equals ? Operator.EQUAL : null;
      case '!' -> equals ? Operator.NOT_EQUAL : null;
      case '<' -> equals ? Operator.LESS_OR_EQUAL : Operator.LESS;
      case '>' -> equals ? Operator.GREATER_OR_EQUAL : Operator.GREATER;
      case '+' -> Operator.PLUS;
      case '-' -> Operator.MINUS;
      case '*' -> Operator.TIMES;
      case '/' -> Operator.DIVIDED;
      case '%' -> Operator.MODULO;
      default -> null;
    };
  }

  private Expression unary() {
    if (cursor.ahead('!') && cursor.behind(1) != '=') {
      return below(Expression.Not::new);
    }
    if (cursor.ahead('-')) {
      return below(Expression.Negative::new);
    }
    return steps(term());
  }

  private Expression below(Function<Expression, Expression> sign) {
    cursor.moveTo(cursor.at() + 1);
    down();
    Expression operand = unary();
    up();
    return sign.apply(operand);
  }

  /** What follows a term: attributes, indexes and splats. */
  private Expression steps(Expression start) {
    Expression expression = start;
    for (int links = 0; ; links++) {
      if (links > LONGEST_CHAIN) {
        throw cursor.problem("more than " + LONGEST_CHAIN + " steps stand in a row");
      }
      if (cursor.ahead('.') && !cursor.aheadEllipsis()) {
        cursor.take('.');
        expression = cursor.take('*') ? splatOfAttributes(expression) : step(expression);
      } else if (cursor.take('[')) {
        if (cursor.take('*')) {
          demand(']');
          down();
          expression = new Expression.Splat(expression, steps(new Expression.Element()));
          up();
        } else {
          boolean before = cursor.linesAreBlank(true);
          Expression key = conditional();
          demand(']');
          cursor.linesAreBlank(before);
          expression = new Expression.Index(expression, key);
        }
      } else {
        return expression;
      }
    }
  }

  /** {@code .*} takes names and old indexes along, and leaves indexes in brackets to the whole list. */
  private Expression splatOfAttributes(Expression of) {
    Expression each = new Expression.Element();
    for (int links = 0; cursor.ahead('.') && !cursor.aheadEllipsis(); links++) {
      if (links > LONGEST_CHAIN) {
        throw cursor.problem("more than " + LONGEST_CHAIN + " steps stand in a row");
      }
      cursor.take('.');
      each = step(each);
    }
    return new Expression.Splat(of, each);
  }

  /** What stands behind a dot: a name, or a number, which is an old way to write an index. */
  private Expression step(Expression of) {
    cursor.blank();
    if (cursor.atDigit()) {
      int start = cursor.at();
      String digits = cursor.numeral();
      if (digits.indexOf('.') >= 0) {
        throw new SyntaxProblem(start, "two old indexes cannot stand in a row; write them in brackets");
      }
      return new Expression.Index(of, number(digits, start));
    }
    if (!cursor.atName()) {
      throw cursor.problem("the name of an attribute is expected behind the dot");
    }
    return new Expression.Attribute(of, cursor.name());
  }

  private static Expression number(String digits, int start) {
    try {
      int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
      if (digits.length() > LONGEST_NUMBER || (exponent >= 0 && digits.length() - exponent > 6)) {
        return new Expression.Literal(new Value.Unknown("the number is too long or too large to be read"));
      }
      return new Expression.Literal(Conversions.number(new BigDecimal(digits)));
    } catch (NumberFormatException malformed) {
      throw new SyntaxProblem(start, "this is not a number");
    } catch (Undecided beyond) {
      return new Expression.Literal(beyond.instead());
    }
  }

  private Expression term() {
    cursor.blank();
    return switch (cursor.here()) {
      case '(' -> {
        cursor.take('(');
        boolean before = cursor.linesAreBlank(true);
        Expression inner = conditional();
        demand(')');
        cursor.linesAreBlank(before);
        yield inner;
      }
      case '"' -> {
        cursor.take('"');
        yield templates.quoted();
      }
      case '<' -> templates.heredoc();
      case '[' -> {
        cursor.take('[');
        yield tuple();
      }
      case '{' -> {
        cursor.take('{');
        yield object();
      }
      default -> plainTerm();
    };
  }

  private Expression plainTerm() {
    if (cursor.atDigit()) {
      int start = cursor.at();
      return number(cursor.numeral(), start);
    }
    if (cursor.atName()) {
      return named();
    }
    throw cursor.problem(
        cursor.atEnd() ? "an expression is expected here, and the text ends" : "an expression is expected here");
  }

  private Expression named() {
    String name = cursor.name();
    if (cursor.ahead(':') && cursor.behind(1) == ':') {
      StringBuilder qualified = new StringBuilder(name);
      while (cursor.take("::")) {
        qualified.append("::").append(cursor.name());
      }
      demand('(');
      return call(qualified.toString());
    }
    if (cursor.take('(')) {
      return call(name);
    }
    return switch (name) {
      case "true" -> new Expression.Literal(Value.Bool.TRUE);
      case "false" -> new Expression.Literal(Value.Bool.FALSE);
      case "null" -> new Expression.Literal(Value.Null.INSTANCE);
      default -> new Expression.Root(name);
    };
  }

  private Expression call(String name) {
    boolean before = cursor.linesAreBlank(true);
    List<Expression> arguments = new ArrayList<>();
    boolean expand = false;
    while (!cursor.take(')')) {
      arguments.add(conditional());
      if (cursor.take("...")) {
        expand = true;
        demand(')');
        break;
      }
      if (!cursor.take(',')) {
        if (!cursor.take(')')) {
          throw cursor.problem("\",\" or \")\" is expected behind an argument");
        }
        break;
      }
    }
    cursor.linesAreBlank(before);
    return new Expression.Call(name, arguments, expand);
  }

  private Expression tuple() {
    boolean before = cursor.linesAreBlank(true);
    Expression result;
    if (cursor.takeWord("for")) {
      Loop loop = loop();
      demandColon();
      Expression body = conditional();
      Optional<Expression> condition = condition();
      demand(']');
      result = new Expression.ForTuple(loop.key(), loop.value(), loop.collection(), body, condition);
    } else {
      List<Expression> items = new ArrayList<>();
      while (!cursor.take(']')) {
        items.add(conditional());
        if (!cursor.take(',')) {
          if (!cursor.take(']')) {
            throw cursor.problem("\",\" or \"]\" is expected behind an element");
          }
          break;
        }
      }
      result = new Expression.TupleOf(items);
    }
    cursor.linesAreBlank(before);
    return result;
  }

  /** The two names, or one, of a loop, and what it goes over. */
  record Loop(Optional<String> key, String value, Expression collection) {}

  Loop loop() {
    String first = cursor.name();
    Optional<String> key = Optional.empty();
    String value = first;
    if (cursor.take(',')) {
      key = Optional.of(first);
      value = cursor.name();
    }
    if (!cursor.takeWord("in")) {
      throw cursor.problem("\"in\" is expected here");
    }
    return new Loop(key, value, conditional());
  }

  private void demandColon() {
    if (!cursor.takeColon()) {
      throw cursor.problem("\":\" is expected here");
    }
  }

  private Optional<Expression> condition() {
    return cursor.takeWord("if") ? Optional.of(conditional()) : Optional.empty();
  }

  private Expression object() {
    boolean before = cursor.linesAreBlank(true);
    Expression result;
    if (cursor.takeWord("for")) {
      result = forObject();
    } else {
      cursor.linesAreBlank(false);
      result = entries();
    }
    cursor.linesAreBlank(before);
    return result;
  }

  private Expression entries() {
    List<Expression.Entry> entries = new ArrayList<>();
    while (true) {
      if (cursor.takeLineBreak()) {
        continue;
      }
      if (cursor.take('}')) {
        return new Expression.ObjectOf(entries);
      }
      int start = cursor.at();
      Expression key = key();
      if (!cursor.takeEquals() && !cursor.takeColon()) {
        throw cursor.problem("\"=\" and a value are expected behind a key");
      }
      Expression value = conditional();
      entries.add(new Expression.Entry(key, value, cursor.line(start), cursor.column(start)));
      if (cursor.take('}')) {
        return new Expression.ObjectOf(entries);
      }
      if (!cursor.take(',') && !cursor.takeLineBreak()) {
        throw cursor.problem("\",\", a new line or \"}\" is expected behind an entry");
      }
    }
  }

  /** A key is a name, which stands for itself, or an expression. */
  private Expression key() {
    cursor.blank();
    int start = cursor.at();
    if (cursor.atName()) {
      String name = cursor.name();
      cursor.blank();
      char next = cursor.here();
      if ((next == '=' && cursor.behind(1) != '=') || (next == ':' && cursor.behind(1) != ':')) {
        return new Expression.Literal(new Value.Text(name));
      }
      cursor.moveTo(start);
    }
    return conditional();
  }

  private Expression forObject() {
    Loop loop = loop();
    demandColon();
    Expression newKey = conditional();
    if (!cursor.take("=>")) {
      throw cursor.problem("\"=>\" and a value are expected behind the key");
    }
    Expression body = conditional();
    boolean grouped = cursor.take("...");
    Optional<Expression> condition = condition();
    demand('}');
    return new Expression.ForObject(
        loop.key(), loop.value(), loop.collection(), newKey, body, grouped, condition);
  }
}
