package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * How fast the budget went in a window up to a moment. 1 spends all of it in exactly the objective's period.
 *
 * @param window how long the window is
 * @param bad bad events in it
 * @param byShare the share of bad events over the share that may be bad: at 3 a.m. one error may make it large
 * @param byEvents the bad events over those that may be bad in such a time at the mean traffic of the period; this is what
 *     goes from the budget
 */
public record BurnRate(Duration window, BigDecimal bad, Optional<BigDecimal> byShare, Optional<BigDecimal> byEvents) {

  /** The rate in one window; empty parts where nothing may be bad, or nothing was counted. */
  public static BurnRate of(
      ServiceLevelObjective slo, EventLedger ledger, StatePolicy policy, Duration window, Instant at) {
    Tally.Weighed now = ledger.tally(at.minus(window), at).weighed(policy);
    WindowSpan span = WindowSpan.of(slo.window(), at);
    Instant since = span.from().isAfter(ledger.start()) ? span.from() : ledger.start();
    Tally.Weighed period = ledger.tally(since, at).weighed(policy);
    BigDecimal budget = slo.budget();
    BigDecimal bad = Tally.events(now.bad());
    if (budget.signum() == 0) {
      return new BurnRate(window, bad, Optional.empty(), Optional.empty());
    }
    Optional<BigDecimal> byShare =
        now.valid() == 0
            ? Optional.empty()
            : Optional.of(bad.divide(Tally.events(now.valid()).multiply(budget), MathContext.DECIMAL64));
    long elapsed = Duration.between(since, at).toSeconds();
    Optional<BigDecimal> byEvents =
        period.valid() == 0 || elapsed < 1
            ? Optional.empty()
            : Optional.of(
                bad.multiply(BigDecimal.valueOf(elapsed))
                    .divide(
                        Tally.events(period.valid()).multiply(budget).multiply(BigDecimal.valueOf(Math.min(window.toSeconds(), elapsed))),
                        MathContext.DECIMAL64));
    return new BurnRate(window, bad, byShare, byEvents);
  }
}
