package roadbed.series.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Forecasts series. The same values always give the same forecast; series do not influence each other.
 */
public final class Forecaster {
  /** Steps ahead at most; further on nothing is known that a person could not say as well. */
  public static final int LONGEST_HORIZON = 100_000;

  /** Values that are looked at, at most; what is older is left out. */
  private static final int VALUES_AT_MOST = 20_000;

  private static final int FEW = 5;

  private Forecaster() {}

  /**
   * Forecasts a series.
   *
   * @param values in order, one a step; NaN and infinities are gaps
   * @param season steps in a season: 12 for months, 7 for days, 24 for hours (the week behind the day is found by itself); 1
   *     for none
   * @param horizon how many steps ahead, from 1
   * @throws IllegalArgumentException where season or horizon are out of range
   */
  public static Forecast forecast(double[] values, int season, int horizon) {
    return forecast(values, season, horizon, Outlook.NOTHING);
  }

  /**
   * Forecasts a series of which more is known than its values.
   *
   * @param outlook calendar, shifts of the past, changes to come
   */
  public static Forecast forecast(double[] values, int season, int horizon, Outlook outlook) {
    if (season < 1 || horizon < 1 || horizon > LONGEST_HORIZON) {
      throw new IllegalArgumentException(
          "a season is at least 1 and a horizon from 1 to " + LONGEST_HORIZON + ", not " + season + " and " + horizon);
    }
    Outlook.Prepared prepared = outlook.prepare(values, horizon);
    int from = Math.max(0, values.length - VALUES_AT_MOST);
    Gaps gaps = Gaps.close(Arrays.copyOfRange(prepared.plain(), from, values.length), season);
    double[] known = gaps.values();
    if (known.length == 0) {
      return new Forecast(List.of(), List.of(), List.of(), Forecast.Backtest.NONE);
    }
    double size = Arrays.stream(known).map(Math::abs).max().orElse(0);
    double scale = size > 0 ? size : 1;
    double[] scaled = Arrays.stream(known).map(value -> value / scale).toArray();
    Plain plain = plain(scaled, season, horizon + gaps.missingAtEnd());
    List<Forecast.Step> steps = new ArrayList<>(horizon);
    for (int h = 0; h < horizon; h++) {
      Forecast.Step step = plain.steps.get(h + gaps.missingAtEnd());
      steps.add(
          new Forecast.Step(
              h + 1,
              prepared.apply(h, step.mean() * scale),
              prepared.apply(h, step.low80() * scale),
              prepared.apply(h, step.high80() * scale),
              prepared.apply(h, step.low95() * scale),
              prepared.apply(h, step.high95() * scale)));
    }
    return new Forecast(steps, totals(plain, prepared, gaps.missingAtEnd(), scale, horizon), plain.shares, plain.backtest);
  }

  /** Totals with the calendar and the changes in them: these move the mean, and widen the range as they widen the mean. */
  private static List<Forecast.Step> totals(
      Plain plain, Outlook.Prepared prepared, int missing, double scale, int horizon) {
    List<Forecast.Step> totals = new ArrayList<>(horizon);
    double mean = 0;
    double without = 0;
    double carried = 0;
    for (int h = 0; h < horizon; h++) {
      double step = plain.steps.get(h + missing).mean() * scale;
      double factor = prepared.apply(h, 1) - prepared.apply(h, 0);
      mean += prepared.apply(h, step);
      without += Math.abs(step);
      carried += Math.abs(step * factor);
      double widened = without > 0 ? carried / without : Math.abs(factor);
      Forecast.Step total = plain.totals.get(h + missing);
      double reach = widened * scale;
      totals.add(
          new Forecast.Step(
              h + 1,
              mean,
              mean - reach * (total.mean() - total.low80()),
              mean + reach * (total.high80() - total.mean()),
              mean - reach * (total.mean() - total.low95()),
              mean + reach * (total.high95() - total.mean())));
    }
    return totals;
  }

  /**
   * Forecasts many series of the same kind, on all cores. This is the one place where series are handled side by side.
   *
   * @param done told how many are finished, from any thread
   */
  public static List<Forecast> forecastAll(List<double[]> series, int season, int horizon, IntConsumer done) {
    Forecast[] results = new Forecast[series.size()];
    AtomicInteger finished = new AtomicInteger();
    IntStream.range(0, results.length)
        .parallel()
        .forEach(
            i -> {
              results[i] = forecast(series.get(i), season, horizon);
              done.accept(finished.incrementAndGet());
            });
    return Arrays.asList(results);
  }

  private record Plain(
      List<Forecast.Step> steps, List<Forecast.Step> totals, List<Forecast.Share> shares, Forecast.Backtest backtest) {}

  private static Plain plain(double[] values, int season, int horizon) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    if (least == most) {
      return constant(values, horizon);
    }
    Choice choice = Choice.of(values.length, season, least > 0);
    RollingOrigin past = RollingOrigin.over(values, season, horizon, choice);
    List<double[]> ahead = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < choice.methods().size(); i++) {
      double weight = past.weights()[i];
      Method method = choice.methods().get(i);
      Method.Fitted one = weight > 0 ? method.fit(values) : null;
      double[] forecast = one == null ? new double[] {Double.NaN} : one.forecast(values, horizon);
      if (Arrays.stream(forecast).allMatch(Double::isFinite)) {
        ahead.add(forecast);
        weights.add(weight);
        names.add(method.name());
      }
    }
    if (ahead.isEmpty()) {
      ahead.add(Profile.again(values, 1, horizon));
      weights.add(1.0);
      names.add(Profile.last(1).name());
    }
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    double[] mean = new double[horizon];
    List<Forecast.Share> shares = new ArrayList<>();
    for (int i = 0; i < ahead.size(); i++) {
      double share = weights.get(i) / sum;
      shares.add(new Forecast.Share(names.get(i), share));
      for (int h = 0; h < horizon; h++) {
        mean[h] += share * ahead.get(i)[h];
      }
    }
    if (least >= 0) {
      for (int h = 0; h < horizon; h++) {
        mean[h] = Math.max(0, mean[h]);
      }
    }
    shares.sort(Comparator.comparingDouble(Forecast.Share::weight).reversed());
    double[] sums = mean.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return new Plain(
        past.intervals().around(mean, least >= 0), past.ofSums().around(sums, least >= 0), shares, past.backtest());
  }

  /** Nothing ever moved: the same again. A few values are no proof of that, so theirs may be off by a share of it. */
  private static Plain constant(double[] values, int horizon) {
    double value = values[0];
    double half = values.length < FEW ? Math.abs(value) / values.length : 0;
    double low80 = value - half;
    double low95 = value < 0 ? value - 2 * half : Math.max(0, value - 2 * half);
    List<Forecast.Step> steps = new ArrayList<>(horizon);
    List<Forecast.Step> totals = new ArrayList<>(horizon);
    for (int h = 1; h <= horizon; h++) {
      steps.add(new Forecast.Step(h, value, low80, value + half, low95, value + 2 * half));
      totals.add(
          new Forecast.Step(h, h * value, h * low80, h * (value + half), h * low95, h * (value + 2 * half)));
    }
    return new Plain(steps, totals, List.of(new Forecast.Share("constant", 1)), Forecast.Backtest.NONE);
  }
}
