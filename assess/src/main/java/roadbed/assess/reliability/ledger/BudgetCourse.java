package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * How an objective's budget went in its window.
 *
 * @param points what was left at some moments, as it stood then: what falls out of a window that rolls comes back
 * @param spenders the hours that most of it went in, the worst first
 * @param pace how fast it went in the last day; 1 spends it in exactly the period
 * @param exhausted when it will be gone at that pace; empty where it is gone, does not go, or lasts longer than the period.
 *     What will fall out of a window that rolls is not reckoned with
 */
public record BudgetCourse(
    List<Point> points, List<Spender> spenders, Optional<BigDecimal> pace, Optional<Instant> exhausted) {
  private static final int POINTS = 60;
  private static final int SPENDERS = 8;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  public BudgetCourse {
    points = List.copyOf(points);
    spenders = List.copyOf(spenders);
  }

  /** What was left at a moment; empty where nothing was counted. */
  public record Point(Instant at, Optional<BigDecimal> left) {}

  /**
   * An hour that spent some of it.
   *
   * @param bad bad events, those included that time without counts stands for
   * @param gone slices in which the service was not there
   */
  public record Spender(Instant from, Instant until, BigDecimal bad, int gone) {}

  /** The course up to a moment. */
  public static BudgetCourse of(ServiceLevelObjective slo, EventLedger ledger, StatePolicy policy, Instant at) {
    WindowSpan window = WindowSpan.of(slo.window(), at);
    Instant from = window.from().isAfter(ledger.start()) ? window.from() : ledger.start();
    long step = Math.max(ledger.slice().toSeconds(), Duration.between(from, at).toSeconds() / POINTS);
    List<Point> points = new ArrayList<>();
    for (Instant now = from.plusSeconds(step); now.isBefore(at); now = now.plusSeconds(step)) {
      points.add(new Point(now, Standing.of(slo, ledger, policy, now).left()));
    }
    Standing last = Standing.of(slo, ledger, policy, at);
    points.add(new Point(at, last.left()));
    Optional<BigDecimal> pace = BurnRate.of(slo, ledger, policy, DAY, at).byEvents();
    return new BudgetCourse(points, spenders(ledger, policy, from, at), pace, exhausted(slo, last, pace, at));
  }

  private static List<Spender> spenders(EventLedger ledger, StatePolicy policy, Instant from, Instant at) {
    List<Spender> all = new ArrayList<>();
    for (Instant begin = from; begin.isBefore(at); begin = begin.plus(HOUR)) {
      Instant end = begin.plus(HOUR).isAfter(at) ? at : begin.plus(HOUR);
      Tally tally = ledger.tally(begin, end);
      Tally.Weighed weighed = tally.weighed(policy);
      if (weighed.bad() > 0) {
        all.add(new Spender(begin, end, Tally.events(weighed.bad()), tally.targetGone()));
      }
    }
    all.sort(Comparator.comparing(Spender::bad).reversed().thenComparing(Spender::from));
    return all.stream().limit(SPENDERS).toList();
  }

  private static Optional<Instant> exhausted(
      ServiceLevelObjective slo, Standing last, Optional<BigDecimal> pace, Instant at) {
    if (last.left().isEmpty() || last.left().get().signum() <= 0 || pace.isEmpty() || pace.get().signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal periods = last.left().get().divide(pace.get(), MathContext.DECIMAL64);
    if (periods.compareTo(BigDecimal.ONE) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        at.plusSeconds(periods.multiply(BigDecimal.valueOf(slo.window().length().toSeconds())).longValue()));
  }
}
