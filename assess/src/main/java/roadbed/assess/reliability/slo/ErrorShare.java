package roadbed.assess.reliability.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.assess.reliability.promql.Expression.Aggregation;
import roadbed.assess.reliability.promql.Expression.Call;
import roadbed.assess.reliability.promql.Expression.Range;
import roadbed.assess.reliability.promql.Expression.Selector;
import roadbed.assess.reliability.promql.Expression.Span;
import roadbed.assess.reliability.promql.Expression;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.model.slo.Indicator.Query;
import roadbed.model.slo.Indicator;

/** The share of what was bad in a window, as a query of Prometheus. */
final class ErrorShare {
  private static final Pattern WINDOW = Pattern.compile("\\{\\{-?\\s*\\.window\\s*-?\\}\\}");

  /** How far apart the looks at a measured value are. */
  private static final String STEP = "1m";

  /** The range of a measured value that has one of its own. */
  private static final String OWN_RANGE = "5m";

  private ErrorShare() {}

  /** Whether a query says itself where the window belongs. */
  static boolean hasWindow(Query query) {
    return WINDOW.matcher(query.text()).find();
  }

  /** A text with the window filled in. */
  static String filled(String query, Duration window) {
    return filled(query, PromQl.duration(window.toMillis()));
  }

  private static String filled(String query, String window) {
    return WINDOW.matcher(query).replaceAll(Matcher.quoteReplacement(window));
  }

  /**
   * The share of a window.
   *
   * @param quiet whether a window without events and a service that never failed have a share, which is 0; as the usual
   *     rules are made, they have none
   */
  static String of(Indicator indicator, Duration window, boolean quiet) {
    return switch (indicator) {
      case Indicator.Events events -> events(events, window, quiet);
      case Indicator.Ratio ratio -> {
        String share = filled(ratio.share().text().strip(), window);
        yield ratio.good() ? "1 - (\n" + share + "\n)" : "(" + share + "\n)";
      }
      case Indicator.Threshold threshold ->
          "1 - avg(avg_over_time((\n(" + filled(threshold.value().text().strip(), OWN_RANGE) + "\n) "
              + threshold.operator().sign() + " bool " + threshold.threshold().toPlainString()
              + "\n)[" + PromQl.duration(window.toMillis()) + ":" + STEP + "]))";
      case Indicator.Composite _ -> throw new IllegalArgumentException("a composite is made of its parts' series");
    };
  }

  private static String events(Indicator.Events events, Duration window, boolean quiet) {
    String part = filled(ranged(events.part(), events.counter()), window);
    String total = filled(ranged(events.total(), events.counter()), window);
    if (quiet) {
      part = "(" + part + ") or (" + total + ") * 0";
    }
    return events.good()
        ? "1 - (\n(" + part + ")\n/\n(" + total + ")\n)"
        : "(" + part + ")\n/\n(" + total + ")";
  }

  /**
   * A query with the window in it. Where it has none, its own ranges make way for it; where it has no ranges either, the
   * growth of counters is asked for, or the sum of numbers of events.
   */
  static String ranged(Query query, boolean counter) {
    if (hasWindow(query)) {
      return query.text().strip();
    }
    Expression asked = PromQl.query(query.text()).orElseThrow(() -> new IllegalArgumentException("the query was not checked"));
    Expression moved =
        PromQl.map(
            asked,
            part ->
                part instanceof Range range && range.span() instanceof Span.Fixed
                    ? new Range(range.series(), new Span.Window())
                    : part);
    if (moved.equals(asked)) {
      String function = counter ? "rate" : "sum_over_time";
      moved =
          PromQl.map(
              asked,
              part ->
                  part instanceof Selector
                      ? new Call(function, List.of(new Range(part, new Span.Window())))
                      : part);
    }
    return PromQl.text(moved instanceof Aggregation ? moved : new Aggregation("sum", Optional.empty(), Optional.empty(), moved));
  }
}
