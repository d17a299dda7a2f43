package roadbed.assess.reliability.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.reliability.promql.Expression.Aggregation;
import roadbed.assess.reliability.promql.Expression.Binary;
import roadbed.assess.reliability.promql.Expression.Call;
import roadbed.assess.reliability.promql.Expression.Constant;
import roadbed.assess.reliability.promql.Expression.Matching;
import roadbed.assess.reliability.promql.Expression.Range;
import roadbed.assess.reliability.promql.Expression.Selector;
import roadbed.assess.reliability.promql.Expression.Shifted;
import roadbed.assess.reliability.promql.Expression.Span;
import roadbed.assess.reliability.promql.Expression;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.model.slo.Indicator;

/**
 * How many events there were in one slice, as queries of Prometheus: bad ones and all.
 *
 * <p>A query asks for rates over a window. Each rate in it is replaced by the difference of the counter's value to its last
 * one before the slice. Differences add up to what the counter grew, whatever the times of the scrapes; a counter that
 * fell began anew and counts in full; and a series that was not there before counts in full if the service was being
 * measured before, because the first error makes its series.
 */
record EventCounts(String bad, String total) {
  /** How long a slice is; the rules of counts are evaluated as often. */
  static final Duration SLICE = Duration.ofMinutes(1);

  /** How long after its last sample a series is still the same one. */
  private static final Span MEMORY = new Span.Fixed(3_600_000);

  private static final Span STEP = new Span.Fixed(SLICE.toMillis());
  private static final Set<String> GROWTH = Set.of("rate", "increase", "irate");
  private static final Set<String> PLAIN = Set.of("vector", "clamp_min", "round", "label_replace", "label_join");
  private static final Set<String> SUMS = Set.of("sum_over_time", "count_over_time");

  /**
   * The counts of an indicator; empty where it has no events that can be counted.
   *
   * @param recorded the series that the total is recorded as, before the bad ones are asked for; empty where it is not
   */
  static Optional<EventCounts> of(Indicator indicator, Optional<String> recorded) {
    return switch (indicator) {
      case Indicator.Events events -> {
        Optional<Expression> part = PromQl.query(ErrorShare.ranged(events.part(), events.counter()));
        Optional<Expression> total = PromQl.query(ErrorShare.ranged(events.total(), events.counter()));
        yield part.isEmpty() || total.isEmpty() ? Optional.empty() : of(part.get(), events.good(), total.get(), recorded);
      }
      case Indicator.Ratio ratio ->
          // A quotient of two counts is written out often enough.
          ErrorShare.hasWindow(ratio.share())
                  && PromQl.query(ratio.share().text()).orElse(new Constant(0)) instanceof Binary quotient
                  && quotient.operator().equals("/")
              ? of(quotient.left(), ratio.good(), quotient.right(), recorded)
              : Optional.empty();
      case Indicator.Threshold _, Indicator.Composite _ -> Optional.empty();
    };
  }

  private static Optional<EventCounts> of(Expression part, boolean good, Expression total, Optional<String> recorded) {
    Optional<Selector> guard = firstCounter(total);
    Optional<Expression> counted = counted(part, guard);
    Optional<Expression> all = counted(total, guard);
    if (counted.isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    String whole = PromQl.text(all.get());
    // One number can be had from its series; several are told apart by labels that only the query itself gives.
    String same =
        recorded.filter(_ -> isOne(all.get()) && isOne(counted.get())).map(series -> "sum(" + series + ")").orElse(whole);
    String some = "(\n  " + PromQl.text(counted.get()) + "\n  or\n  " + same + " * 0\n)";
    return Optional.of(new EventCounts(good ? "clamp_min(\n" + same + "\n-\n" + some + ", 0)" : some, whole));
  }

  private static boolean isOne(Expression expression) {
    return expression instanceof Aggregation sum && sum.grouping().isEmpty();
  }

  private static Optional<Selector> firstCounter(Expression expression) {
    List<Selector> found = new ArrayList<>();
    PromQl.map(
        expression,
        part -> {
          if (part instanceof Call call && GROWTH.contains(call.function()) && call.arguments().getFirst() instanceof Range range
              && range.series() instanceof Selector selector) {
            found.add(selector);
          }
          return part;
        });
    return found.stream().findFirst();
  }

  /** The expression with counts of a slice in place of what it asks of the window; empty where it asks anything else. */
  private static Optional<Expression> counted(Expression expression, Optional<Selector> guard) {
    boolean[] other = {false};
    boolean[] any = {false};
    Expression counted =
        PromQl.map(
            expression,
            part -> {
              if (!(part instanceof Call call)
                  || call.arguments().isEmpty()
                  || !(call.arguments().getFirst() instanceof Range range)) {
                other[0] |= !addsUp(part);
                return part;
              }
              if (GROWTH.contains(call.function()) && range.series() instanceof Selector selector) {
                any[0] = true;
                return growth(selector, guard.orElse(selector));
              }
              if (SUMS.contains(call.function()) && range.span() instanceof Span.Window) {
                any[0] = true;
                return new Call(call.function(), List.of(new Range(range.series(), STEP)));
              }
              other[0] = true;
              return part;
            });
    if (other[0] || !any[0]) {
      return Optional.empty();
    }
    return Optional.of(
        counted instanceof Aggregation ? counted : new Aggregation("sum", Optional.empty(), Optional.empty(), counted));
  }

  /** Whether counts in it stay counts. */
  private static boolean addsUp(Expression part) {
    return switch (part) {
      case Constant _, Expression.Text _, Selector _, Range _, Binary _, Expression.Negative _ -> true;
      case Aggregation aggregation -> aggregation.operator().equals("sum");
      case Call call -> PLAIN.contains(call.function());
      case Shifted _, Expression.Subquery _ -> false;
    };
  }

  private static Expression growth(Selector series, Selector guard) {
    Expression before = last(series);
    Expression grown = binary(">=", binary("-", series, before), new Constant(0));
    Expression anew = binary("<", series, before);
    Expression known =
        binary(">", new Aggregation("count", Optional.empty(), Optional.empty(), last(guard)), new Constant(0));
    Expression first =
        new Binary(
            "and",
            binary("unless", series, before),
            known,
            false,
            Optional.of(new Matching(false, List.of(), "", List.of())));
    return binary("or", binary("or", grown, anew), first);
  }

  private static Expression last(Selector series) {
    return new Call("last_over_time", List.of(new Shifted(new Range(series, MEMORY), Optional.of(STEP), Optional.empty())));
  }

  private static Expression binary(String operator, Expression left, Expression right) {
    return new Binary(operator, left, right, false, Optional.empty());
  }
}
