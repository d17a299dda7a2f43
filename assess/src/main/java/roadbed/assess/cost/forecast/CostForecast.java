package roadbed.assess.cost.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import roadbed.series.forecast.Forecast;
import roadbed.series.forecast.Forecaster;
import roadbed.series.forecast.Outlook;

/**
 * How a scope's cost goes on.
 *
 * @param first the first day of the past
 * @param past its days
 * @param forecast the days to come, with the totals of as many of them
 * @param periods month, quarter and year that hold the last day of the past
 */
public record CostForecast(LocalDate first, List<Double> past, Forecast forecast, List<Period> periods) {
  private static final int WEEK = 7;

  /** Copies the days and the periods. */
  public CostForecast {
    past = List.copyOf(past);
    periods = List.copyOf(periods);
  }

  /**
   * A period at its end.
   *
   * @param name {@code month}, {@code quarter} or {@code year}
   * @param complete whether the past reaches back to its first day; else days before are missing in what is spent
   * @param spent cost up to the last day of the past
   * @param total with what is still to come, and the intervals of that
   */
  public record Period(String name, LocalDate from, LocalDate to, boolean complete, double spent, Forecast.Step total) {}

  /** The last day of the past. */
  public LocalDate last() {
    return first.plusDays(past.size() - 1L);
  }

  /**
   * Forecasts to the end of the year, and of the next month at least.
   *
   * @param past days from the first with cost on, at least one
   * @return empty where nothing ever cost anything
   */
  public static Optional<CostForecast> of(LocalDate first, double[] past, List<PlannedChange> planned) {
    if (past.length == 0 || Arrays.stream(past).allMatch(amount -> amount == 0)) {
      return Optional.empty();
    }
    LocalDate last = first.plusDays(past.length - 1L);
    LocalDate year = last.withDayOfYear(last.lengthOfYear());
    LocalDate next = last.plusMonths(2).withDayOfMonth(1).minusDays(1);
    int horizon = (int) ((year.isAfter(next) ? year : next).toEpochDay() - last.toEpochDay());
    Outlook outlook =
        new Outlook(Optional.empty(), List.of(), planned.stream().flatMap(one -> one.after(last).stream()).toList());
    Forecast forecast = Forecaster.forecast(past, WEEK, horizon, outlook);
    LocalDate month = last.withDayOfMonth(1);
    LocalDate quarter = month.withMonth((month.getMonthValue() - 1) / 3 * 3 + 1);
    List<Period> periods = new ArrayList<>();
    periods.add(period("month", month, month.plusMonths(1).minusDays(1), first, past, forecast));
    periods.add(period("quarter", quarter, quarter.plusMonths(3).minusDays(1), first, past, forecast));
    periods.add(period("year", last.withDayOfYear(1), year, first, past, forecast));
    return Optional.of(new CostForecast(first, Arrays.stream(past).boxed().toList(), forecast, periods));
  }

  private static Period period(
      String name, LocalDate from, LocalDate to, LocalDate first, double[] past, Forecast forecast) {
    LocalDate last = first.plusDays(past.length - 1L);
    int begin = (int) Math.max(0, from.toEpochDay() - first.toEpochDay());
    double spent = Arrays.stream(past, begin, past.length).sum();
    int ahead = (int) (to.toEpochDay() - last.toEpochDay());
    Forecast.Step rest = ahead == 0 ? new Forecast.Step(0, 0, 0, 0, 0, 0) : forecast.totals().get(ahead - 1);
    return new Period(
        name,
        from,
        to,
        !first.isAfter(from),
        spent,
        new Forecast.Step(
            ahead,
            spent + rest.mean(),
            spent + rest.low80(),
            spent + rest.high80(),
            spent + rest.low95(),
            spent + rest.high95()));
  }
}
