package roadbed.assess.reliability.promql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.assess.reliability.promql.Expression.Aggregation;
import roadbed.assess.reliability.promql.Expression.Binary;
import roadbed.assess.reliability.promql.Expression.Call;
import roadbed.assess.reliability.promql.Expression.Constant;
import roadbed.assess.reliability.promql.Expression.Negative;
import roadbed.assess.reliability.promql.Expression.Range;
import roadbed.assess.reliability.promql.Expression.Selector;
import roadbed.assess.reliability.promql.Expression.Shifted;
import roadbed.assess.reliability.promql.Expression.Subquery;
import roadbed.assess.reliability.promql.Expression.Text;

/** What the parts of a query are, and whether each stands where such a thing may. */
final class Types {

  /** What an expression gives. */
  enum Type {
    NUMBER("a number"),
    SERIES("values of series at one time"),
    RANGE("a range of values"),
    TEXT("a text");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  /** A function by its arguments: {@code s} series, {@code r} range, {@code n} number, {@code t} text; after | may be left out. */
  private static final Map<String, String> FUNCTIONS = new HashMap<>();

  private static final Set<String> GIVING_NUMBERS = Set.of("scalar", "time", "pi");

  static {
    for (String name :
        List.of(
            "abs", "absent", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "deg", "exp", "floor",
            "histogram_avg", "histogram_count", "histogram_stddev", "histogram_stdvar", "histogram_sum", "ln", "log10", "log2",
            "rad", "scalar", "sgn", "sin", "sinh", "sort", "sort_desc", "sqrt", "tan", "tanh", "timestamp")) {
      FUNCTIONS.put(name, "s");
    }
    for (String name :
        List.of(
            "absent_over_time", "avg_over_time", "changes", "count_over_time", "delta", "deriv", "idelta", "increase", "irate",
            "last_over_time", "first_over_time", "mad_over_time", "max_over_time", "min_over_time", "present_over_time", "rate",
            "resets", "stddev_over_time", "stdvar_over_time", "sum_over_time", "ts_of_first_over_time", "ts_of_last_over_time",
            "ts_of_max_over_time", "ts_of_min_over_time")) {
      FUNCTIONS.put(name, "r");
    }
    for (String name :
        List.of("day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year")) {
      FUNCTIONS.put(name, "|s");
    }
    FUNCTIONS.put("time", "");
    FUNCTIONS.put("pi", "");
    FUNCTIONS.put("vector", "n");
    FUNCTIONS.put("clamp", "snn");
    FUNCTIONS.put("clamp_max", "sn");
    FUNCTIONS.put("clamp_min", "sn");
    FUNCTIONS.put("histogram_fraction", "nns");
    FUNCTIONS.put("histogram_quantile", "ns");
    FUNCTIONS.put("holt_winters", "rnn");
    FUNCTIONS.put("double_exponential_smoothing", "rnn");
    FUNCTIONS.put("predict_linear", "rn");
    FUNCTIONS.put("quantile_over_time", "nr");
    FUNCTIONS.put("round", "s|n");
    FUNCTIONS.put("label_replace", "stttt");
    FUNCTIONS.put("info", "s|s");
  }

  private Types() {}

  static void check(Expression expression) {
    Type type = of(expression);
    if (type == Type.RANGE || type == Type.TEXT) {
      throw new Malformed("the whole query gives " + type.words, 0);
    }
  }

  private static Type of(Expression expression) {
    return switch (expression) {
      case Constant _ -> Type.NUMBER;
      case Text _ -> Type.TEXT;
      case Selector selector -> selector(selector);
      case Range range -> {
        of(range.series());
        yield Type.RANGE;
      }
      case Subquery subquery -> {
        want(of(subquery.of()), Type.SERIES, "before [range:]");
        yield Type.RANGE;
      }
      case Shifted shifted -> shifted(shifted);
      case Call call -> call(call);
      case Aggregation aggregation -> {
        aggregation
            .parameter()
            .ifPresent(
                parameter ->
                    want(
                        of(parameter),
                        aggregation.operator().equals("count_values") ? Type.TEXT : Type.NUMBER,
                        "as the first argument of " + aggregation.operator()));
        want(of(aggregation.of()), Type.SERIES, "in " + aggregation.operator());
        yield Type.SERIES;
      }
      case Binary binary -> binary(binary);
      case Negative negative -> {
        Type type = of(negative.of());
        if (type == Type.RANGE || type == Type.TEXT) {
          throw new Malformed("there is " + type.words + " after a sign", 0);
        }
        yield type;
      }
    };
  }

  private static Type selector(Selector selector) {
    boolean narrowed =
        selector.name().isPresent()
            || selector.matchers().stream()
                .anyMatch(
                    matcher ->
                        switch (matcher.operator()) {
                          case "=" -> !matcher.value().isEmpty();
                          case "!=" -> matcher.value().isEmpty();
                          case "=~" -> !matcher.value().isEmpty() && !matcher.value().equals(".*");
                          default -> false;
                        });
    if (!narrowed) {
      throw new Malformed("a selection of series needs a name or a label that is not empty", 0);
    }
    return Type.SERIES;
  }

  private static Type shifted(Shifted shifted) {
    return switch (shifted.of()) {
      case Selector _, Range _, Subquery _ -> of(shifted.of());
      case Constant _, Text _, Shifted _, Call _, Aggregation _, Binary _, Negative _ ->
          throw new Malformed("offset and @ follow a series or a range", 0);
    };
  }

  private static Type call(Call call) {
    String name = call.function();
    if (name.equals("label_join") || name.equals("sort_by_label") || name.equals("sort_by_label_desc")) {
      List<Expression> arguments = call.arguments();
      for (int i = 0; i < arguments.size(); i++) {
        want(of(arguments.get(i)), i == 0 ? Type.SERIES : Type.TEXT, "in " + name);
      }
      return Type.SERIES;
    }
    String signature = FUNCTIONS.get(name);
    if (signature == null) {
      throw new Malformed("there is no function " + name, 0);
    }
    int bar = signature.indexOf('|');
    String letters = signature.replace("|", "");
    int least = bar < 0 ? letters.length() : bar;
    int count = call.arguments().size();
    if (count < least || count > letters.length()) {
      throw new Malformed(name + " takes " + (least == letters.length() ? "" : "up to ") + letters.length() + " arguments, not " + count, 0);
    }
    for (int i = 0; i < count; i++) {
      Type wanted =
          switch (letters.charAt(i)) {
            case 's' -> Type.SERIES;
            case 'r' -> Type.RANGE;
            case 'n' -> Type.NUMBER;
            default -> Type.TEXT;
          };
      want(of(call.arguments().get(i)), wanted, "in " + name);
    }
    return GIVING_NUMBERS.contains(name) ? Type.NUMBER : Type.SERIES;
  }

  private static Type binary(Binary binary) {
    Type left = of(binary.left());
    Type right = of(binary.right());
    String operator = binary.operator();
    for (Type side : List.of(left, right)) {
      if (side == Type.RANGE || side == Type.TEXT) {
        throw new Malformed("there is " + side.words + " beside " + operator, 0);
      }
    }
    boolean numbers = left == Type.NUMBER && right == Type.NUMBER;
    if (Parser.SET_OPERATORS.contains(operator) && (left != Type.SERIES || right != Type.SERIES)) {
      throw new Malformed(operator + " joins series, not numbers", 0);
    }
    if (numbers && Parser.COMPARISONS.contains(operator) && !binary.bool()) {
      throw new Malformed("a comparison of two numbers needs bool", 0);
    }
    if (binary.matching().isPresent() && (left != Type.SERIES || right != Type.SERIES)) {
      throw new Malformed("on and ignoring are for series on both sides", 0);
    }
    return numbers ? Type.NUMBER : Type.SERIES;
  }

  private static void want(Type found, Type wanted, String where) {
    if (found != wanted) {
      throw new Malformed("there is " + found.words + " " + where + ", where " + wanted.words + " is expected", 0);
    }
  }
}
