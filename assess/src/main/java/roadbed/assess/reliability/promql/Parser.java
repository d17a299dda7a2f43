package roadbed.assess.reliability.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.assess.reliability.promql.Expression.Aggregation;
import roadbed.assess.reliability.promql.Expression.Binary;
import roadbed.assess.reliability.promql.Expression.Constant;
import roadbed.assess.reliability.promql.Expression.Grouping;
import roadbed.assess.reliability.promql.Expression.Matching;
import roadbed.assess.reliability.promql.Expression.Negative;
import roadbed.assess.reliability.promql.Expression.Range;
import roadbed.assess.reliability.promql.Expression.Selector;
import roadbed.assess.reliability.promql.Expression.Shifted;
import roadbed.assess.reliability.promql.Expression.Span;
import roadbed.assess.reliability.promql.Expression.Subquery;
import roadbed.assess.reliability.promql.Expression.Text;
import roadbed.assess.reliability.promql.Tokens.Kind;
import roadbed.assess.reliability.promql.Tokens.Token;

/** Reads words into a tree, by precedence. */
final class Parser {
  private static final int DEEPEST = 200;
  private static final int MOST_OPERATORS = 1_000;
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");
  private static final Set<String> WITH_PARAMETER =
      Set.of("topk", "bottomk", "quantile", "count_values", "limitk", "limit_ratio");
  static final Set<String> AGGREGATIONS =
      Set.of(
          "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk", "quantile",
          "limitk", "limit_ratio");
  static final Set<String> SET_OPERATORS = Set.of("and", "or", "unless");
  static final Set<String> COMPARISONS = Set.of("==", "!=", ">", "<", ">=", "<=");
  private static final Map<String, Integer> PRECEDENCE =
      Map.ofEntries(
          Map.entry("or", 1),
          Map.entry("and", 2),
          Map.entry("unless", 2),
          Map.entry("==", 3),
          Map.entry("!=", 3),
          Map.entry(">", 3),
          Map.entry("<", 3),
          Map.entry(">=", 3),
          Map.entry("<=", 3),
          Map.entry("+", 4),
          Map.entry("-", 4),
          Map.entry("*", 5),
          Map.entry("/", 5),
          Map.entry("%", 5),
          Map.entry("atan2", 5),
          Map.entry("^", 6));
  private static final int UNARY = 6;

  private final List<Token> tokens;
  private int next;
  private int depth;

  Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  Expression whole() {
    if (peek().kind() == Kind.END) {
      throw new Malformed("the query is empty", 0);
    }
    Expression expression = expression(0);
    if (peek().kind() != Kind.END) {
      throw unexpected("the end of the query");
    }
    return expression;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next == tokens.size() - 1 ? next : next++);
  }

  private void take(String sign) {
    if (!peek().is(sign)) {
      throw unexpected(sign);
    }
    take();
  }

  private Malformed unexpected(String wanted) {
    Token token = peek();
    String found = token.kind() == Kind.END ? "the query ends" : "there is " + token.text();
    return new Malformed(found + " where " + wanted + " is expected", token.offset());
  }

  private String operator() {
    Token token = peek();
    String text = token.kind() == Kind.NAME ? token.text().toLowerCase(Locale.ROOT) : token.text();
    return (token.kind() == Kind.NAME || token.kind() == Kind.SIGN) && PRECEDENCE.containsKey(text) ? text : "";
  }

  private Expression expression(int above) {
    if (++depth > DEEPEST) {
      throw new Malformed("the query is more than " + DEEPEST + " levels deep", peek().offset());
    }
    Expression left = unary();
    int operators = 0;
    for (String operator = operator(); !operator.isEmpty(); operator = operator()) {
      int precedence = PRECEDENCE.getOrDefault(operator, 0);
      if (precedence <= above) {
        break;
      }
      int at = take().offset();
      if (++operators > MOST_OPERATORS) {
        throw new Malformed("there are more than " + MOST_OPERATORS + " operators in a row", at);
      }
      boolean bool = keyword("bool");
      if (bool && !COMPARISONS.contains(operator)) {
        throw new Malformed("bool belongs to comparisons", at);
      }
      Optional<Matching> matching = matching(operator, at);
      // A power is read from the right.
      Expression right = expression(operator.equals("^") ? precedence - 1 : precedence);
      left = new Binary(operator, left, right, bool, matching);
    }
    depth--;
    return left;
  }

  private boolean keyword(String word) {
    if (peek().kind() == Kind.NAME && peek().text().equalsIgnoreCase(word)) {
      take();
      return true;
    }
    return false;
  }

  private Optional<Matching> matching(String operator, int at) {
    boolean ignoring = keyword("ignoring");
    if (!ignoring && !keyword("on")) {
      return Optional.empty();
    }
    List<String> labels = labels();
    String group = keyword("group_left") ? "group_left" : keyword("group_right") ? "group_right" : "";
    if (!group.isEmpty() && SET_OPERATORS.contains(operator)) {
      throw new Malformed(group + " does not belong to " + operator, at);
    }
    List<String> include = !group.isEmpty() && peek().is("(") ? labels() : List.of();
    return Optional.of(new Matching(ignoring, labels, group, include));
  }

  private List<String> labels() {
    take("(");
    List<String> labels = new ArrayList<>();
    while (!peek().is(")")) {
      if (peek().kind() != Kind.NAME || peek().text().contains(":")) {
        throw unexpected("the name of a label");
      }
      labels.add(take().text());
      if (!peek().is(")") && !peek().is(",")) {
        throw unexpected(", or )");
      }
      if (peek().is(",")) {
        take();
      }
    }
    take(")");
    return labels;
  }

  private Expression unary() {
    if (peek().is("-") || peek().is("+")) {
      boolean negative = take().text().equals("-");
      // A sign binds less than a power: -2^2 is -4.
      Expression of = expression(UNARY - 1);
      return switch (of) {
        case Constant number -> new Constant(negative ? -number.value() : number.value());
        case Expression other -> negative ? new Negative(other) : other;
      };
    }
    return postfix(primary());
  }

  private Expression postfix(Expression first) {
    Expression expression = first;
    while (true) {
      if (peek().is("[")) {
        expression = range(expression);
      } else if (keyword("offset")) {
        boolean back = peek().is("-");
        if (back) {
          take();
        }
        Span span = span();
        expression = shifted(expression, Optional.of(back ? negative(span) : span), Optional.empty());
      } else if (peek().is("@")) {
        take();
        expression = shifted(expression, Optional.empty(), Optional.of(instant()));
      } else {
        return expression;
      }
    }
  }

  private Expression shifted(Expression of, Optional<Span> offset, Optional<String> at) {
    if (of instanceof Shifted known) {
      if ((offset.isPresent() && known.offset().isPresent()) || (at.isPresent() && known.at().isPresent())) {
        throw new Malformed("a series is moved in time once", peek().offset());
      }
      return new Shifted(known.of(), offset.or(known::offset), at.or(known::at));
    }
    return new Shifted(of, offset, at);
  }

  private String instant() {
    Token token = take();
    if (token.kind() == Kind.NAME && (token.text().equals("start") || token.text().equals("end"))) {
      take("(");
      take(")");
      return token.text() + "()";
    }
    String sign = token.is("-") ? "-" : "";
    Token number = sign.isEmpty() ? token : take();
    if (number.kind() != Kind.NUMBER) {
      throw new Malformed("a time in seconds, start() or end() is expected after @", token.offset());
    }
    return sign + number.text();
  }

  private Span negative(Span span) {
    return switch (span) {
      case Span.Fixed fixed -> new Span.Fixed(-fixed.milliseconds());
      case Span.Window _ -> throw new Malformed("the window is not negative", peek().offset());
    };
  }

  private Expression range(Expression of) {
    int at = peek().offset();
    take("[");
    Span span = span();
    if (peek().is(":")) {
      take();
      Optional<Span> step = peek().is("]") ? Optional.empty() : Optional.of(span());
      take("]");
      return new Subquery(of, span, step);
    }
    take("]");
    if (!(of instanceof Selector)) {
      throw new Malformed("a range follows a series; write [range:] for anything else", at);
    }
    return new Range(of, span);
  }

  private Span span() {
    Token token = take();
    return switch (token.kind()) {
      case WINDOW -> new Span.Window();
      case DURATION -> new Span.Fixed(milliseconds(token));
      case NAME, NUMBER, TEXT, SIGN, END ->
          throw new Malformed("a duration such as 5m is expected", token.offset());
    };
  }

  private static long milliseconds(Token token) {
    long sum = 0;
    long largest = Long.MAX_VALUE;
    Matcher parts = PART.matcher(token.text());
    while (parts.find()) {
      long unit = PromQl.Unit.valueOf(parts.group(2).toUpperCase(Locale.ROOT)).milliseconds;
      if (unit >= largest || parts.group(1).length() > 9) {
        throw new Malformed("a duration has each unit once, the largest first", token.offset());
      }
      largest = unit;
      sum += Long.parseLong(parts.group(1)) * unit;
    }
    if (sum == 0) {
      throw new Malformed("a duration is more than nothing", token.offset());
    }
    return sum;
  }

  private Expression primary() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER -> {
        take();
        String digits = token.text().replace("_", "");
        yield new Constant(
            digits.startsWith("0x") || digits.startsWith("0X")
                ? (double) Long.parseUnsignedLong(digits.substring(2), 16)
                : Double.parseDouble(digits));
      }
      case TEXT -> {
        take();
        yield new Text(token.text());
      }
      case NAME -> named();
      case SIGN -> {
        if (token.is("(")) {
          take();
          Expression inner = expression(0);
          take(")");
          yield inner;
        }
        if (token.is("{")) {
          yield new Selector(Optional.empty(), matchers());
        }
        throw unexpected("a series, a number or a function");
      }
      case DURATION, WINDOW, END -> throw unexpected("a series, a number or a function");
    };
  }

  private Expression named() {
    Token token = take();
    String lower = token.text().toLowerCase(Locale.ROOT);
    boolean called = peek().is("(");
    boolean grouped =
        peek().kind() == Kind.NAME && (peek().text().equalsIgnoreCase("by") || peek().text().equalsIgnoreCase("without"));
    if (AGGREGATIONS.contains(lower) && (called || grouped)) {
      return aggregation(lower);
    }
    if (called) {
      return new Expression.Call(token.text(), arguments());
    }
    if (lower.equals("inf") || lower.equals("nan")) {
      return new Constant(lower.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN);
    }
    if (PRECEDENCE.containsKey(lower) || Set.of("by", "without", "on", "ignoring", "offset", "bool").contains(lower)) {
      throw new Malformed("there is " + token.text() + " where a series is expected", token.offset());
    }
    return new Selector(Optional.of(token.text()), peek().is("{") ? matchers() : List.of());
  }

  private List<Expression> arguments() {
    take("(");
    List<Expression> arguments = new ArrayList<>();
    while (!peek().is(")")) {
      arguments.add(expression(0));
      if (!peek().is(")") && !peek().is(",")) {
        throw unexpected(", or )");
      }
      if (peek().is(",")) {
        take();
      }
    }
    take(")");
    return arguments;
  }

  private Expression aggregation(String operator) {
    int at = peek().offset();
    Optional<Grouping> grouping = grouping();
    List<Expression> arguments = arguments();
    if (grouping.isEmpty()) {
      grouping = grouping();
    }
    boolean two = WITH_PARAMETER.contains(operator);
    if (arguments.size() != (two ? 2 : 1)) {
      throw new Malformed(operator + " takes " + (two ? "two arguments" : "one argument"), at);
    }
    return new Aggregation(
        operator, grouping, two ? Optional.of(arguments.getFirst()) : Optional.empty(), arguments.getLast());
  }

  private Optional<Grouping> grouping() {
    if (keyword("by")) {
      return Optional.of(new Grouping(false, labels()));
    }
    return keyword("without") ? Optional.of(new Grouping(true, labels())) : Optional.empty();
  }

  private List<Expression.Matcher> matchers() {
    take("{");
    List<Expression.Matcher> matchers = new ArrayList<>();
    while (!peek().is("}")) {
      if (peek().kind() != Kind.NAME) {
        throw unexpected("the name of a label");
      }
      String label = take().text();
      Token operator = take();
      if (!Set.of("=", "!=", "=~", "!~").contains(operator.text())) {
        throw new Malformed("=, !=, =~ or !~ is expected after the label " + label, operator.offset());
      }
      if (peek().kind() != Kind.TEXT) {
        throw unexpected("a text in quotes");
      }
      matchers.add(new Expression.Matcher(label, operator.text(), take().text()));
      if (!peek().is("}")) {
        take(",");
      }
    }
    take("}");
    return matchers;
  }
}
