package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * How an objective stands at a moment.
 *
 * @param at the moment
 * @param window the stretch that it is judged over
 * @param tally what there was in it up to the moment
 * @param good good events, or good slices where slices are counted
 * @param valid all of them that count; slices that mean nothing do not
 * @param attainment the share that was good, from 0 to 1; empty where nothing counts
 * @param budget what may be bad in the whole window, in the unit of {@code valid}. Of a calendar's period that is not over
 *     the events still to come are taken as the mean of those so far
 * @param spent the share of that budget that is gone, above 1 where more than all; empty where nothing counts, and where
 *     nothing may be bad and something was
 * @param coverage the share of the slices since the ledger began of which something is known
 * @param outcome whether the objective is met
 */
public record Standing(
    ServiceLevelObjective slo,
    Instant at,
    WindowSpan window,
    Tally tally,
    BigDecimal good,
    BigDecimal valid,
    Optional<BigDecimal> attainment,
    BigDecimal budget,
    Optional<BigDecimal> spent,
    BigDecimal coverage,
    Outcome outcome) {
  private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

  /** The least share of slices that must be known before an objective counts as met. */
  public static final BigDecimal LEAST_COVERAGE = new BigDecimal("0.9");

  /** Whether an objective is met. What is not known well enough is not. */
  public enum Outcome {
    MET("met"),
    MISSED("missed"),
    UNKNOWN("unknown");

    private final String id;

    Outcome(String id) {
      this.id = id;
    }

    /** As files and pages write it. */
    public String id() {
      return id;
    }
  }

  /** The share of the budget that is left; below 0 where more than all is gone. */
  public Optional<BigDecimal> left() {
    return spent.map(BigDecimal.ONE::subtract);
  }

  /** How an objective stands by its ledger. */
  public static Standing of(ServiceLevelObjective slo, EventLedger ledger, StatePolicy policy, Instant at) {
    WindowSpan window = WindowSpan.of(slo.window(), at);
    Tally tally = ledger.tally(window.from(), at);
    return switch (slo.budgeting()) {
      case Budgeting.Occurrences _ -> {
        Tally.Weighed weighed = tally.weighed(policy);
        BigDecimal valid = Tally.events(weighed.valid());
        yield made(slo, at, window, tally, Tally.events(weighed.good()), valid, expected(valid, window, at));
      }
      case Budgeting.Timeslices slices ->
          sliced(slo, at, window, tally, Buckets.good(ledger, policy, window, at, slices.slice(), slices.target()), slices.slice());
      case Budgeting.RatioTimeslices slices ->
          sliced(slo, at, window, tally, Buckets.ratios(ledger, policy, window, at, slices.slice()), slices.slice());
    };
  }

  private static Standing sliced(
      ServiceLevelObjective slo, Instant at, WindowSpan window, Tally tally, Buckets buckets, Duration slice) {
    BigDecimal all = BigDecimal.valueOf(Math.max(1, window.length().toSeconds() / slice.toSeconds()));
    return made(slo, at, window, tally, buckets.good(), BigDecimal.valueOf(buckets.valid()), all);
  }

  private static Standing made(
      ServiceLevelObjective slo, Instant at, WindowSpan window, Tally tally, BigDecimal good, BigDecimal valid, BigDecimal expected) {
    BigDecimal bad = valid.subtract(good);
    BigDecimal budget = expected.multiply(slo.budget());
    boolean nothing = valid.signum() == 0;
    Optional<BigDecimal> attainment = nothing ? Optional.empty() : Optional.of(good.divide(valid, EXACT_ENOUGH));
    Optional<BigDecimal> spent =
        nothing
            ? Optional.empty()
            : bad.signum() == 0
                ? Optional.of(BigDecimal.ZERO)
                : budget.signum() == 0 ? Optional.empty() : Optional.of(bad.divide(budget, EXACT_ENOUGH));
    int slices = tally.slices();
    BigDecimal coverage =
        slices == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(slices - (long) tally.noData()).divide(BigDecimal.valueOf(slices), 6, RoundingMode.DOWN);
    // Compared as a product, so that no division rounds a miss away.
    boolean met = good.compareTo(valid.multiply(slo.target())) >= 0;
    Outcome outcome =
        nothing
            ? Outcome.UNKNOWN
            : !met ? Outcome.MISSED : coverage.compareTo(LEAST_COVERAGE) < 0 ? Outcome.UNKNOWN : Outcome.MET;
    return new Standing(slo, at, window, tally, good, valid, attainment, budget, spent, coverage, outcome);
  }

  private static BigDecimal expected(BigDecimal valid, WindowSpan window, Instant at) {
    long elapsed = Duration.between(window.from(), at).toSeconds();
    return at.isBefore(window.end()) && elapsed > 0
        ? valid.multiply(BigDecimal.valueOf(window.length().toSeconds())).divide(BigDecimal.valueOf(elapsed), EXACT_ENOUGH)
        : valid;
  }
}
