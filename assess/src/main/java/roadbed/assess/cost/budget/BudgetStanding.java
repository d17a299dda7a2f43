package roadbed.assess.cost.budget;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import roadbed.model.CostBudget;

/**
 * Where a budget stands.
 *
 * @param from first day of the period that holds the day in question
 * @param to its last day
 * @param asOf the last day whose cost counts
 * @param spent cost from the first day on
 * @param projected what the whole period will cost; empty where there is no cost to judge by
 * @param alerts what is to be told, the most serious first
 */
public record BudgetStanding(
    CostBudget budget,
    LocalDate from,
    LocalDate to,
    LocalDate asOf,
    BigDecimal spent,
    Optional<Projection> projected,
    List<Alert> alerts) {
  public BudgetStanding {
    alerts = List.copyOf(alerts);
  }

  /**
   * What the whole period will cost.
   *
   * @param mean what is spent, with the forecast of the days to come
   * @param low80 lower end of the interval that holds it in 80 of 100 cases
   * @param high80 its upper end
   * @param error symmetric percentage error of the same forecast before; empty where the series is too short to know
   */
  public record Projection(BigDecimal mean, BigDecimal low80, BigDecimal high80, Optional<BigDecimal> error) {}

  /**
   * A threshold that is passed.
   *
   * @param forecast whether it is passed by the projection only
   * @param percent the threshold, in percent of the budget
   * @param words what to tell
   */
  public record Alert(boolean forecast, int percent, String words) {}

  /**
   * The same in another currency.
   *
   * @param rate what one of its own currency is in the other
   */
  public BudgetStanding in(String currency, BigDecimal rate) {
    return new BudgetStanding(
        new CostBudget(
            budget.name(),
            budget.scope(),
            budget.owners(),
            budget.period(),
            budget.amount().multiply(rate),
            currency,
            budget.actualThresholds(),
            budget.forecastThresholds(),
            budget.from(),
            budget.until()),
        from,
        to,
        asOf,
        spent.multiply(rate),
        projected.map(
            one ->
                new Projection(
                    one.mean().multiply(rate), one.low80().multiply(rate), one.high80().multiply(rate), one.error())),
        alerts);
  }

  /** Spent of the budget, in percent. */
  public BigDecimal spentPercent() {
    return percent(spent);
  }

  /** An amount in percent of the budget. */
  BigDecimal percent(BigDecimal amount) {
    return amount.movePointRight(2).divide(budget.amount(), MathContext.DECIMAL64);
  }
}
