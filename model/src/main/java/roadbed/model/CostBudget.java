package roadbed.model;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Money that may be spent.
 *
 * @param name what it is called
 * @param scope values by dimension of daily cost, for example {@code service_category}, all of which must hold; empty
 *     for everything
 * @param owners who is told
 * @param period for how long the money is
 * @param amount how much, positive
 * @param currency ISO 4217 code
 * @param actualThresholds percentages of what is spent that are told
 * @param forecastThresholds percentages of what is expected that are told
 * @param from the first month in which it holds
 * @param until the last one
 */
public record CostBudget(
    String name,
    Map<String, List<String>> scope,
    List<String> owners,
    Period period,
    BigDecimal amount,
    String currency,
    List<Integer> actualThresholds,
    List<Integer> forecastThresholds,
    Optional<YearMonth> from,
    Optional<YearMonth> until) {

  /** For how long the money is. */
  public enum Period {
    MONTH,
    QUARTER,
    YEAR
  }

  public CostBudget {
    Map<String, List<String>> copied = new LinkedHashMap<>();
    scope.forEach((dimension, values) -> copied.put(dimension, List.copyOf(values)));
    scope = java.util.Collections.unmodifiableMap(copied);
    owners = List.copyOf(owners);
    actualThresholds = List.copyOf(actualThresholds);
    forecastThresholds = List.copyOf(forecastThresholds);
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("a budget is more than nothing");
    }
  }
}
