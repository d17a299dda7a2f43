package roadbed.series.forecast;

import java.util.List;

/**
 * How a series goes on.
 *
 * @param steps one for each step ahead, in order; none where the series has no value at all
 * @param totals for each step, what comes from the first one to it in all; their intervals are narrower than the steps' own
 *     added up, for steps do not all miss in one direction
 * @param shares the methods behind it and what part of the mean each has, greatest first
 * @param backtest how the same would have done before
 */
public record Forecast(List<Step> steps, List<Step> totals, List<Share> shares, Backtest backtest) {

  /** Copies the lists. */
  public Forecast {
    steps = List.copyOf(steps);
    totals = List.copyOf(totals);
    shares = List.copyOf(shares);
  }

  /**
   * One step ahead, or the total up to it.
   *
   * @param ahead 1 for the step after the last value
   * @param mean the point forecast
   * @param low80 the value stays above it in nine of ten cases
   * @param high80 the value stays below it in nine of ten cases
   * @param low95 lower end of the interval that holds the value in 95 of 100 cases
   * @param high95 upper end of it
   */
  public record Step(int ahead, double mean, double low80, double high80, double low95, double high95) {}

  /**
   * A method's part.
   *
   * @param method its name
   * @param weight from 0 to 1; all together are 1
   */
  public record Share(String method, double weight) {}

  /**
   * What forecasts from earlier points of the same series would have missed by. Parameters are those found before the first
   * of these points, so nothing is known that was not known then.
   *
   * @param origins from how many points it was tried; 0 where the series is too short, and the rest is NaN then
   * @param percentageError symmetric mean absolute percentage error, from 0 to 200
   * @param scaledError mean absolute error over that of repeating the last season; below 1 is better than repeating
   * @param coverage80 share of values that lay inside the interval of 80 % that all other points give
   * @param coverage95 the same at 95 %
   */
  public record Backtest(
      int origins, double percentageError, double scaledError, double coverage80, double coverage95) {
    static final Backtest NONE = new Backtest(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
