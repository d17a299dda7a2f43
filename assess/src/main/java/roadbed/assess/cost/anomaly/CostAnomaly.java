package roadbed.assess.cost.anomaly;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was found: one departure of cost from what its past let expect, however many parts of the bill show it.
 *
 * @param scope where it shows best
 * @param since first day that is off
 * @param until last day that is off, as far as is known
 * @param above whether it costs more than expected, else less
 * @param kind {@code spike} where it came back, {@code step} where it stays, {@code pattern} where the week has another shape,
 *     {@code open} where the bill ends first
 * @param value cost of the first day
 * @param expected what that should have been
 * @param low lower end of what would have been unremarkable
 * @param high upper end of it
 * @param size what days cost beyond expectation in all, below zero where they cost less; a step's while it was new
 * @param strangeness how many times the limit the farthest day is off
 * @param causes the parts that it comes from, likeliest first
 * @param seen the scopes that show it
 * @param makeup whether price or volume made it; empty where lines do not tell
 * @param near what happened about then
 */
public record CostAnomaly(
    Scope scope,
    String currency,
    LocalDate since,
    LocalDate until,
    boolean above,
    String kind,
    BigDecimal value,
    BigDecimal expected,
    BigDecimal low,
    BigDecimal high,
    BigDecimal size,
    double strangeness,
    List<Cause> causes,
    List<Scope> seen,
    Optional<Makeup> makeup,
    List<Happening> near) {
  /** Copies the lists. */
  public CostAnomaly {
    causes = List.copyOf(causes);
    seen = List.copyOf(seen);
    near = List.copyOf(near);
  }

  /**
   * A part that it comes from.
   *
   * @param share its part of the change; above 1 where others went the other way
   */
  public record Cause(Scope part, BigDecimal expected, BigDecimal actual, double share) {}

  /** The likeliest part; the scope itself where none was found. */
  public Scope cause() {
    return causes.isEmpty() ? scope : causes.getFirst().part();
  }

  /** Whether another is the same departure, seen on another day: one shows where the other does, and they begin together. */
  boolean sameAs(CostAnomaly other) {
    return currency.equals(other.currency)
        && above == other.above
        && Math.abs(since.toEpochDay() - other.since.toEpochDay()) <= 1
        && (scope.covers(other.scope) || other.scope.covers(scope));
  }

  /** The same with what lines and events tell. */
  public CostAnomaly with(Optional<Makeup> found, List<Happening> happened) {
    return new CostAnomaly(
        scope, currency, since, until, above, kind, value, expected, low, high, size, strangeness, causes, seen, found, happened);
  }
}
