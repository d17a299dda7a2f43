package roadbed.assess.reliability.promql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import roadbed.assess.reliability.promql.Expression.Aggregation;
import roadbed.assess.reliability.promql.Expression.Binary;
import roadbed.assess.reliability.promql.Expression.Call;
import roadbed.assess.reliability.promql.Expression.Constant;
import roadbed.assess.reliability.promql.Expression.Matcher;
import roadbed.assess.reliability.promql.Expression.Matching;
import roadbed.assess.reliability.promql.Expression.Negative;
import roadbed.assess.reliability.promql.Expression.Range;
import roadbed.assess.reliability.promql.Expression.Selector;
import roadbed.assess.reliability.promql.Expression.Shifted;
import roadbed.assess.reliability.promql.Expression.Span;
import roadbed.assess.reliability.promql.Expression.Subquery;
import roadbed.assess.reliability.promql.Expression.Text;

/** Queries of Prometheus: read, compared, written. */
public final class PromQl {
  /** Numbers that differ after so many digits come from different orders of the same calculation. */
  private static final MathContext SAME = new MathContext(12);

  private PromQl() {}

  /** What a text is. */
  public sealed interface Parsed {
    /** A query. */
    record Query(Expression expression) implements Parsed {}

    /**
     * None.
     *
     * @param offset characters before the place
     */
    record Wrong(String why, int offset) implements Parsed {}
  }

  /** Reads a query, which may have {@code {{.window}}} where a range stands. */
  public static Parsed parse(String text) {
    try {
      Expression expression = new Parser(Tokens.of(text)).whole();
      Types.check(expression);
      return new Parsed.Query(expression);
    } catch (Malformed malformed) {
      return new Parsed.Wrong(malformed.why(), malformed.offset());
    }
  }

  /** The query with all parentheses that its shape asks for, valid wherever a query is. */
  public static String text(Expression expression) {
    return write(expression, false);
  }

  /**
   * One text for all queries that are written differently and are the same: blanks, the order of labels, parentheses,
   * spellings of numbers and durations.
   */
  public static String canonical(Expression expression) {
    return write(expression, true);
  }

  /** The same query with parts of it replaced, from the outside in; what is replaced is not looked into. */
  public static Expression map(Expression expression, UnaryOperator<Expression> change) {
    Expression changed = change.apply(expression);
    if (!changed.equals(expression)) {
      return changed;
    }
    return switch (expression) {
      case Constant _, Text _, Selector _ -> expression;
      case Range range -> new Range(map(range.series(), change), range.span());
      case Subquery subquery -> new Subquery(map(subquery.of(), change), subquery.range(), subquery.step());
      case Shifted shifted -> new Shifted(map(shifted.of(), change), shifted.offset(), shifted.at());
      case Call call ->
          new Call(call.function(), call.arguments().stream().map(argument -> map(argument, change)).toList());
      case Aggregation aggregation ->
          new Aggregation(
              aggregation.operator(),
              aggregation.grouping(),
              aggregation.parameter().map(parameter -> map(parameter, change)),
              map(aggregation.of(), change));
      case Binary binary ->
          new Binary(
              binary.operator(), map(binary.left(), change), map(binary.right(), change), binary.bool(), binary.matching());
      case Negative negative -> new Negative(map(negative.of(), change));
    };
  }

  /** A duration as Prometheus writes it: the largest units first, weeks and years only where they divide it. */
  public static String duration(long milliseconds) {
    if (milliseconds == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = Math.abs(milliseconds);
    for (Unit unit : Unit.values()) {
      if (unit.whole && rest % unit.milliseconds != 0) {
        continue;
      }
      long count = rest / unit.milliseconds;
      if (count > 0) {
        text.append(count).append(unit.name().toLowerCase(Locale.ROOT));
        rest -= count * unit.milliseconds;
      }
    }
    return milliseconds < 0 ? "-" + text : text.toString();
  }

  enum Unit {
    Y(365L * 86_400_000, true),
    W(7L * 86_400_000, true),
    D(86_400_000, false),
    H(3_600_000, false),
    M(60_000, false),
    S(1_000, false),
    MS(1, false);

    final long milliseconds;
    private final boolean whole;

    Unit(long milliseconds, boolean whole) {
      this.milliseconds = milliseconds;
      this.whole = whole;
    }
  }

  private static String write(Expression expression, boolean canonical) {
    return switch (expression) {
      case Constant number -> number(number.value(), canonical);
      case Text text -> quoted(text.value());
      case Selector selector -> selector(selector, canonical);
      case Range range -> write(range.series(), canonical) + "[" + span(range.span()) + "]";
      case Subquery subquery ->
          inner(subquery.of(), canonical)
              + "[" + span(subquery.range()) + ":" + subquery.step().map(PromQl::span).orElse("") + "]";
      case Shifted shifted ->
          inner(shifted.of(), canonical)
              + shifted.at().map(at -> " @ " + at).orElse("")
              + shifted.offset().map(offset -> " offset " + span(offset)).orElse("");
      case Call call ->
          call.function()
              + call.arguments().stream()
                  .map(argument -> write(argument, canonical))
                  .collect(Collectors.joining(", ", "(", ")"));
      case Aggregation aggregation ->
          aggregation.operator()
              + aggregation
                  .grouping()
                  .map(by -> (by.without() ? " without " : " by ") + labels(by.labels(), canonical) + " ")
                  .orElse("")
              + "("
              + aggregation.parameter().map(parameter -> write(parameter, canonical) + ", ").orElse("")
              + write(aggregation.of(), canonical)
              + ")";
      case Binary binary ->
          inner(binary.left(), canonical)
              + " " + binary.operator() + (binary.bool() ? " bool" : "")
              + binary.matching().map(matching -> " " + matching(matching, canonical)).orElse("")
              + " " + inner(binary.right(), canonical);
      case Negative negative -> "-" + inner(negative.of(), canonical);
    };
  }

  private static String inner(Expression expression, boolean canonical) {
    String text = write(expression, canonical);
    return switch (expression) {
      case Binary _, Negative _, Shifted _ -> "(" + text + ")";
      case Constant number when number.value() < 0 -> "(" + text + ")";
      case Constant _, Text _, Selector _, Range _, Subquery _, Call _, Aggregation _ -> text;
    };
  }

  private static String matching(Matching matching, boolean canonical) {
    StringBuilder text = new StringBuilder();
    text.append(matching.ignoring() ? "ignoring" : "on").append(labels(matching.labels(), canonical));
    if (!matching.group().isEmpty()) {
      text.append(' ').append(matching.group()).append(labels(matching.include(), canonical));
    }
    return text.toString();
  }

  private static String labels(List<String> labels, boolean canonical) {
    return labels.stream()
        .sorted(canonical ? Comparator.naturalOrder() : (_, _) -> 0)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String selector(Selector selector, boolean canonical) {
    List<Matcher> matchers = selector.matchers();
    if (canonical) {
      matchers = matchers.stream().sorted(Comparator.comparing(PromQl::matcher)).toList();
    }
    if (matchers.isEmpty() && selector.name().isPresent()) {
      return selector.name().get();
    }
    return selector.name().orElse("")
        + matchers.stream().map(PromQl::matcher).collect(Collectors.joining(",", "{", "}"));
  }

  private static String matcher(Matcher matcher) {
    return matcher.label() + matcher.operator() + quoted(matcher.value());
  }

  private static String span(Span span) {
    return switch (span) {
      case Span.Fixed fixed -> duration(fixed.milliseconds());
      case Span.Window _ -> "{{.window}}";
    };
  }

  private static String number(double value, boolean canonical) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Inf" : "-Inf";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal written = (canonical ? exact.round(SAME) : exact).stripTrailingZeros();
    return written.signum() == 0 ? "0" : written.toPlainString();
  }

  /** A text in double quotes. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** The query of a text that must be one. */
  public static Optional<Expression> query(String text) {
    return parse(text) instanceof Parsed.Query query ? Optional.of(query.expression()) : Optional.empty();
  }
}
