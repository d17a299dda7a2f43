package roadbed.assess.cost.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.budget.BudgetStanding.Alert;
import roadbed.assess.cost.budget.BudgetStanding.Projection;
import roadbed.model.CostBudget;
import roadbed.model.EstateFacts;
import roadbed.series.forecast.Forecast;
import roadbed.series.forecast.Forecaster;

/** Says where budgets stand on a day. */
public final class Budgets {
  private static final int WEEK = 7;
  private static final int HISTORY_DAYS = 730;

  /** Kinds of scope of monthly budgets. */
  private static final List<String> MONTHLY = List.of("total", "owner", "account", "provider", "service");

  private Budgets() {}

  /**
   * Budgets of the estate's own facts: those of scopes of their own as they are written, and the monthly ones one for each
   * of their months; of these 80% and 100% are told, and 100% by forecast.
   */
  public static List<CostBudget> of(EstateFacts facts) {
    List<CostBudget> budgets = new ArrayList<>(facts.costBudgets());
    for (EstateFacts.Budget budget : facts.budgets()) {
      Map<String, List<String>> scope =
          budget.scopeKind().equals("total") ? Map.of() : Map.of(budget.scopeKind(), List.of(budget.scope()));
      budgets.add(
          new CostBudget(
              budget.scope().isEmpty() ? budget.scopeKind() : budget.scopeKind() + " " + budget.scope(),
              scope,
              budget.scopeKind().equals("owner") ? List.of(budget.scope()) : List.of(),
              CostBudget.Period.MONTH,
              budget.amount(),
              budget.currency(),
              List.of(80, 100),
              List.of(100),
              Optional.of(budget.month()),
              Optional.of(budget.month())));
    }
    return budgets;
  }

  /**
   * A budget's months as plain monthly budgets, where it is one: for a month, of everything or of one value of one dimension
   * that those know. Others have none.
   *
   * @param first the first month to tell
   * @param last the last one
   */
  public static List<EstateFacts.Budget> monthly(CostBudget budget, YearMonth first, YearMonth last) {
    Map.Entry<String, List<String>> scope =
        budget.scope().isEmpty() ? Map.entry("total", List.of("")) : budget.scope().entrySet().iterator().next();
    if (budget.period() != CostBudget.Period.MONTH
        || budget.scope().size() > 1
        || scope.getValue().size() != 1
        || !MONTHLY.contains(scope.getKey())) {
      return List.of();
    }
    YearMonth begin = budget.from().filter(first::isBefore).orElse(first);
    YearMonth end = budget.until().filter(last::isAfter).orElse(last);
    List<EstateFacts.Budget> months = new ArrayList<>();
    for (YearMonth month = begin; !month.isAfter(end); month = month.plusMonths(1)) {
      months.add(
          new EstateFacts.Budget(scope.getKey(), scope.getValue().getFirst(), month, budget.amount(), budget.currency()));
    }
    return months;
  }

  /**
   * All monthly budgets that facts tell around a moment: two years before it and one after.
   *
   * @param now the month of the moment
   */
  public static List<EstateFacts.Budget> monthly(EstateFacts facts, YearMonth now) {
    List<EstateFacts.Budget> all = new ArrayList<>(facts.budgets());
    facts.costBudgets().forEach(budget -> all.addAll(monthly(budget, now.minusYears(2), now.plusYears(1))));
    return all;
  }

  /**
   * The standings of those budgets that hold on a day.
   *
   * @param asOf the last day whose cost is complete
   */
  public static List<BudgetStanding> stand(List<CostBudget> budgets, List<DailyCost> daily, LocalDate asOf) {
    List<BudgetStanding> standings = new ArrayList<>();
    for (CostBudget budget : budgets) {
      YearMonth month = YearMonth.from(asOf);
      boolean holds =
          budget.from().map(first -> !month.isBefore(first)).orElse(true)
              && budget.until().map(last -> !month.isAfter(last)).orElse(true);
      if (holds) {
        standings.add(standing(budget, daily, asOf));
      }
    }
    standings.sort(
        Comparator.comparing((BudgetStanding one) -> one.projected().map(Projection::mean).orElse(one.spent()))
            .thenComparing(one -> one.budget().name()));
    standings.sort(Comparator.comparing(BudgetStanding::spentPercent).reversed());
    return List.copyOf(standings);
  }

  /** The last day whose cost counts: that of the last cost, and yesterday at the latest, for today is not over. */
  public static LocalDate asOf(List<DailyCost> daily, LocalDate today) {
    LocalDate yesterday = today.minusDays(1);
    LocalDate last = daily.stream().map(DailyCost::day).max(LocalDate::compareTo).orElse(yesterday);
    return last.isBefore(yesterday) ? last : yesterday;
  }

  private static BudgetStanding standing(CostBudget budget, List<DailyCost> daily, LocalDate asOf) {
    LocalDate from = first(budget.period(), asOf);
    LocalDate to = last(budget.period(), from);
    LocalDate oldest = asOf.minusDays(HISTORY_DAYS);
    LocalDate begun = asOf;
    BigDecimal spent = BigDecimal.ZERO;
    double[] values = new double[HISTORY_DAYS + 1];
    for (DailyCost cost : daily) {
      if (cost.currency().equals(budget.currency()) && inScope(budget, cost)) {
        if (!cost.day().isBefore(from) && !cost.day().isAfter(asOf)) {
          spent = spent.add(cost.effective());
        }
        if (!cost.day().isBefore(oldest) && !cost.day().isAfter(asOf)) {
          values[(int) ChronoUnit.DAYS.between(oldest, cost.day())] += cost.effective().doubleValue();
          begun = cost.day().isBefore(begun) ? cost.day() : begun;
        }
      }
    }
    int unknown = (int) ChronoUnit.DAYS.between(oldest, begun);
    double[] known = java.util.Arrays.copyOfRange(values, unknown, values.length);
    Optional<Projection> projected = projection(known, spent, (int) ChronoUnit.DAYS.between(asOf, to));
    BudgetStanding standing = new BudgetStanding(budget, from, to, asOf, spent, projected, List.of());
    return new BudgetStanding(budget, from, to, asOf, spent, projected, alerts(standing));
  }

  private static boolean inScope(CostBudget budget, DailyCost cost) {
    return budget.scope().entrySet().stream()
        .allMatch(one -> one.getValue().stream().anyMatch(value -> value.equalsIgnoreCase(value(one.getKey(), cost))));
  }

  private static String value(String dimension, DailyCost cost) {
    return switch (dimension) {
      case "owner" -> cost.owner();
      case "account" -> cost.account();
      case "provider" -> cost.provider();
      case "service" -> cost.service();
      case "service_category" -> cost.serviceCategory();
      case "region" -> cost.region();
      case "environment" -> cost.environment();
      default -> "";
    };
  }

  private static LocalDate first(CostBudget.Period period, LocalDate day) {
    return switch (period) {
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private static LocalDate last(CostBudget.Period period, LocalDate first) {
    return switch (period) {
      case MONTH -> first.plusMonths(1).minusDays(1);
      case QUARTER -> first.plusMonths(3).minusDays(1);
      case YEAR -> first.plusYears(1).minusDays(1);
    };
  }

  private static Optional<Projection> projection(double[] values, BigDecimal spent, int days) {
    if (days == 0) {
      return Optional.of(new Projection(spent, spent, spent, Optional.empty()));
    }
    if (java.util.Arrays.stream(values).allMatch(value -> value == 0)) {
      return Optional.empty();
    }
    Forecast forecast = Forecaster.forecast(values, WEEK, days);
    Forecast.Step rest = forecast.totals().getLast();
    double error = forecast.backtest().percentageError();
    return Optional.of(
        new Projection(
            spent.add(money(rest.mean())),
            spent.add(money(rest.low80())),
            spent.add(money(rest.high80())),
            Double.isFinite(error) ? Optional.of(money(error)) : Optional.empty()));
  }

  private static BigDecimal money(double amount) {
    return Double.isFinite(amount) ? BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN) : BigDecimal.ZERO;
  }

  /** The highest threshold that is passed of each kind; a forecast is not told of what has come to pass. */
  private static List<Alert> alerts(BudgetStanding standing) {
    List<Alert> alerts = new ArrayList<>();
    CostBudget budget = standing.budget();
    int passed = 0;
    for (int threshold : budget.actualThresholds()) {
      if (standing.spentPercent().compareTo(BigDecimal.valueOf(threshold)) >= 0) {
        passed = Math.max(passed, threshold);
      }
    }
    if (passed > 0) {
      alerts.add(
          new Alert(
              false,
              passed,
              budget.name() + ": " + whole(standing.spentPercent()) + "% of " + budget.amount().toPlainString() + " "
                  + budget.currency() + " is spent by " + standing.asOf()));
    }
    int expected = 0;
    for (int threshold : budget.forecastThresholds()) {
      boolean past =
          standing
              .projected()
              .map(one -> standing.percent(one.mean()).compareTo(BigDecimal.valueOf(threshold)) >= 0)
              .orElse(false);
      if (past && standing.spentPercent().compareTo(BigDecimal.valueOf(threshold)) < 0) {
        expected = Math.max(expected, threshold);
      }
    }
    if (expected > 0) {
      BigDecimal mean = standing.projected().map(Projection::mean).orElse(standing.spent());
      alerts.add(
          new Alert(
              true,
              expected,
              budget.name() + ": " + whole(standing.percent(mean)) + "% of " + budget.amount().toPlainString() + " "
                  + budget.currency() + " is expected by " + standing.to()));
    }
    return alerts;
  }

  private static String whole(BigDecimal percent) {
    return String.format(Locale.ROOT, "%.0f", percent);
  }
}
