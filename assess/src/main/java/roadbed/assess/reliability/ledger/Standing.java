package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
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

  /**
   * How a composite stands: its share is the mean of its parts' shares by their weights, and its budget is what its own
   * target leaves of that. It is unknown where a part of it is, unless its parts are known and too bad.
   *
   * @param parts how each part stands, by service and name; parts of which there are no counts are not in it
   */
  public static Optional<Standing> of(ServiceLevelObjective slo, Indicator.Composite composite, Map<String, Standing> parts) {
    List<Standing> known = new ArrayList<>();
    for (Indicator.Part part : composite.parts()) {
      Optional.ofNullable(parts.get(partId(slo, part))).ifPresent(known::add);
    }
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Instant at = known.stream().map(Standing::at).min(Instant::compareTo).orElseThrow();
    boolean all = known.size() == composite.parts().size() && known.stream().allMatch(part -> part.valid.signum() > 0);
    BigDecimal weights = BigDecimal.ZERO;
    BigDecimal good = BigDecimal.ZERO;
    // The same over a common denominator, so that no division rounds a miss away.
    BigDecimal exact = BigDecimal.ZERO;
    BigDecimal common = known.stream().map(Standing::valid).reduce(BigDecimal.ONE, BigDecimal::multiply);
    if (all) {
      for (int i = 0; i < known.size(); i++) {
        BigDecimal weight = composite.parts().get(i).weight();
        BigDecimal part = weight.multiply(known.get(i).good);
        weights = weights.add(weight);
        good = good.add(part.divide(known.get(i).valid, EXACT_ENOUGH));
        for (int other = 0; other < known.size(); other++) {
          part = other == i ? part : part.multiply(known.get(other).valid);
        }
        exact = exact.add(part);
      }
    }
    boolean met = exact.compareTo(slo.target().multiply(weights).multiply(common)) >= 0;
    BigDecimal coverage =
        known.size() == composite.parts().size()
            ? known.stream().map(Standing::coverage).min(BigDecimal::compareTo).orElse(BigDecimal.ZERO)
            : BigDecimal.ZERO;
    Tally slices = new Tally(0, 0, 0, 0, 0, 0);
    for (Standing part : known) {
      slices = slices.withSlicesOf(part.tally);
    }
    return Optional.of(made(slo, at, WindowSpan.of(slo.window(), at), slices, good, weights, weights, coverage, met));
  }

  /** The name of the objective that measures a part of a composite. */
  public static String partId(ServiceLevelObjective composite, Indicator.Part part) {
    return composite.service() + "-" + part.objective();
  }

  private static Standing made(
      ServiceLevelObjective slo, Instant at, WindowSpan window, Tally tally, BigDecimal good, BigDecimal valid, BigDecimal expected) {
    int slices = tally.slices();
    BigDecimal coverage =
        slices == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(slices - (long) tally.noData()).divide(BigDecimal.valueOf(slices), 6, RoundingMode.DOWN);
    // Compared as a product, so that no division rounds a miss away.
    boolean met = good.compareTo(valid.multiply(slo.target())) >= 0;
    return made(slo, at, window, tally, good, valid, expected, coverage, met);
  }

  private static Standing made(
      ServiceLevelObjective slo,
      Instant at,
      WindowSpan window,
      Tally tally,
      BigDecimal good,
      BigDecimal valid,
      BigDecimal expected,
      BigDecimal coverage,
      boolean met) {
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
