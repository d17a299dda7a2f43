package roadbed.assess.cost.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.model.EstateFacts;

/**
 * Cost by a business driver, month by month.
 *
 * @param driver the driver
 * @param currency of the cost
 * @param months in order
 * @param elasticity by how many percent cost rises when the driver rises by one, as the months tell; empty where there
 *     are fewer than three months, or the driver never changes
 */
public record UnitCost(String driver, String currency, List<Month> months, Optional<Elasticity> elasticity) {
  private static final int LEAST_MONTHS = 3;

  public UnitCost {
    months = List.copyOf(months);
  }

  /**
   * One month.
   *
   * @param cost effective cost
   * @param value the driver
   * @param perUnit cost of one
   * @param margin what is left of the revenue, as a part of it; empty where there is no revenue in that currency
   */
  public record Month(
      YearMonth month, BigDecimal cost, BigDecimal value, BigDecimal perUnit, Optional<BigDecimal> margin) {}

  /**
   * How cost follows the driver.
   *
   * @param slope of the logarithms
   * @param fit share of the variance that it explains, from 0 to 1
   */
  public record Elasticity(double slope, double fit) {}

  /**
   * Unit costs of all drivers but revenue. A last month whose last day has no cost yet is not over, and left out.
   *
   * @param scope which costs count
   */
  public static List<UnitCost> of(List<DailyCost> daily, List<EstateFacts.Driver> drivers, Predicate<DailyCost> scope) {
    Map<String, Map<YearMonth, BigDecimal>> costs = new TreeMap<>();
    LocalDate last = daily.stream().map(DailyCost::day).max(LocalDate::compareTo).orElse(LocalDate.EPOCH);
    YearMonth open = YearMonth.from(last.plusDays(1));
    for (DailyCost cost : daily) {
      if (scope.test(cost) && YearMonth.from(cost.day()).isBefore(open)) {
        costs.computeIfAbsent(cost.currency(), _ -> new TreeMap<>())
            .merge(YearMonth.from(cost.day()), cost.effective(), BigDecimal::add);
      }
    }
    Map<String, Map<YearMonth, BigDecimal>> values = new TreeMap<>();
    drivers.forEach(
        one -> values.computeIfAbsent(one.name(), _ -> new TreeMap<>()).merge(one.month(), one.value(), BigDecimal::add));
    List<UnitCost> units = new ArrayList<>();
    values.forEach(
        (driver, months) -> {
          if (!driver.startsWith("revenue")) {
            costs.forEach(
                (currency, byMonth) ->
                    unit(driver, currency, byMonth, months, values.getOrDefault("revenue_" + currency.toLowerCase(java.util.Locale.ROOT), Map.of()))
                        .ifPresent(units::add));
          }
        });
    return List.copyOf(units);
  }

  private static Optional<UnitCost> unit(
      String driver,
      String currency,
      Map<YearMonth, BigDecimal> costs,
      Map<YearMonth, BigDecimal> values,
      Map<YearMonth, BigDecimal> revenue) {
    List<Month> months = new ArrayList<>();
    for (Map.Entry<YearMonth, BigDecimal> one : new TreeMap<>(costs).entrySet()) {
      BigDecimal value = values.get(one.getKey());
      if (value != null && value.signum() > 0) {
        Optional<BigDecimal> margin =
            Optional.ofNullable(revenue.get(one.getKey()))
                .filter(earned -> earned.signum() > 0)
                .map(earned -> earned.subtract(one.getValue()).divide(earned, MathContext.DECIMAL64));
        months.add(
            new Month(one.getKey(), one.getValue(), value, one.getValue().divide(value, MathContext.DECIMAL64), margin));
      }
    }
    return months.isEmpty() ? Optional.empty() : Optional.of(new UnitCost(driver, currency, months, elasticity(months)));
  }

  /** The slope of the logarithms by least squares. */
  private static Optional<Elasticity> elasticity(List<Month> months) {
    List<Month> positive = months.stream().filter(month -> month.cost().signum() > 0).toList();
    if (positive.size() < LEAST_MONTHS) {
      return Optional.empty();
    }
    double meanX = positive.stream().mapToDouble(month -> Math.log(month.value().doubleValue())).average().orElse(0);
    double meanY = positive.stream().mapToDouble(month -> Math.log(month.cost().doubleValue())).average().orElse(0);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Month month : positive) {
      double x = Math.log(month.value().doubleValue()) - meanX;
      double y = Math.log(month.cost().doubleValue()) - meanY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    if (xx < 1e-9) {
      return Optional.empty();
    }
    return Optional.of(new Elasticity(xy / xx, yy < 1e-12 ? 1 : xy * xy / (xx * yy)));
  }

  /**
   * What the last month would cost if the driver were another.
   *
   * @param change the change as a part: 0.3 for 30% more
   * @param assumed by how many percent cost rises with one percent of the driver, where somebody says so; else what the
   *     months tell, and else in proportion
   */
  public WhatIf whatIf(BigDecimal change, Optional<Double> assumed) {
    Month last = months.getLast();
    double slope = assumed.orElseGet(() -> elasticity.map(Elasticity::slope).map(UnitCost::sensible).orElse(1.0));
    double factor = Math.pow(Math.max(0, 1 + change.doubleValue()), slope);
    BigDecimal cost = last.cost().multiply(BigDecimal.valueOf(factor), MathContext.DECIMAL64);
    BigDecimal value = last.value().multiply(BigDecimal.ONE.add(change));
    return new WhatIf(
        last.cost(),
        cost,
        last.perUnit(),
        value.signum() > 0 ? Optional.of(cost.divide(value, MathContext.DECIMAL64)) : Optional.empty(),
        slope);
  }

  /** Cost that would fall, or rise far faster than what drives it, is noise of few months. */
  private static double sensible(double slope) {
    return Math.clamp(slope, 0, 1.5);
  }

  /**
   * What would be.
   *
   * @param perUnitAfter empty where nothing would be left of the driver
   * @param slope by how many percent cost is taken to rise with one percent of the driver
   */
  public record WhatIf(
      BigDecimal costBefore, BigDecimal costAfter, BigDecimal perUnitBefore, Optional<BigDecimal> perUnitAfter, double slope) {}

  /** What one region more would cost a month, if it were like one that there is: that region's last whole month. */
  public static Map<String, BigDecimal> anotherRegion(List<DailyCost> daily, String like, YearMonth month) {
    Map<String, BigDecimal> costs = new HashMap<>();
    for (DailyCost cost : daily) {
      if (cost.region().equals(like) && YearMonth.from(cost.day()).equals(month)) {
        costs.merge(cost.currency(), cost.effective(), BigDecimal::add);
      }
    }
    return costs;
  }
}
