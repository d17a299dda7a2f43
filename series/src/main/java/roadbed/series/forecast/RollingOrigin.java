package roadbed.series.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the methods would have said earlier: each is fitted once on the older part of a series, then forecasts from several
 * later points with those parameters. Its errors weigh the methods, and the weighted mean's errors make the intervals.
 */
final class RollingOrigin {
  private static final int ORIGINS = 12;
  private static final int LEAST_HISTORY = 8;

  /** Errors below this share of the series' own movement are taken as equal. */
  private static final double NEGLIGIBLE = 1e-6;

  private final double[] weights;
  private final Intervals intervals;
  private final Intervals ofSums;
  private final Forecast.Backtest backtest;

  private RollingOrigin(double[] weights, Intervals intervals, Intervals ofSums, Forecast.Backtest backtest) {
    this.weights = weights;
    this.intervals = intervals;
    this.ofSums = ofSums;
    this.backtest = backtest;
  }

  static RollingOrigin over(double[] values, int season, int horizon, Choice choice) {
    int n = values.length;
    int methods = choice.methods().size();
    int[] origins = origins(n, season, horizon);
    double[] equal = new double[methods];
    Arrays.fill(equal, 1);
    if (origins.length == 0) {
      return untried(values, equal);
    }
    double[] older = Arrays.copyOf(values, origins[0]);
    double[][][] said = new double[methods][][];
    for (int i = 0; i < methods; i++) {
      Method.Fitted fitted = choice.methods().get(i).fit(older);
      said[i] = fitted == null ? new double[0][] : forecasts(fitted, values, origins, horizon);
    }
    double movement = movement(values, season);
    double[] errors = new double[methods];
    for (int i = 0; i < methods; i++) {
      errors[i] = said[i].length == 0 ? Double.NaN : error(said[i], values, origins, movement);
    }
    double[] weights = weights(errors, choice.power());
    List<double[]> combined = combine(said, weights, origins, values, horizon);
    return combined.isEmpty()
        ? untried(values, equal)
        : measured(values, origins, combined, weights, movement, choice.power() > 1);
  }

  private static RollingOrigin untried(double[] values, double[] weights) {
    return new RollingOrigin(
        weights, Intervals.ofMovement(values), Intervals.ofMovementOfSums(values), Forecast.Backtest.NONE);
  }

  /** Where forecasts begin: from two horizons before the end, but not in the first two thirds, on to the last value. */
  private static int[] origins(int n, int season, int horizon) {
    int room = Math.min(n / 3, n - LEAST_HISTORY);
    int longest = Math.min(2 * horizon, Math.max(room, 0));
    int least = 1;
    if (season > 1 && n >= 4 * Seasons.outer(season)) {
      // Long enough to leave a whole horizon after every point, and to look a week and more back.
      longest = Math.min(n / 3, Math.max(2 * horizon, Seasons.outer(season) + horizon));
      least = Math.min(horizon, Math.max(1, longest / 2));
    }
    if (longest < 1) {
      return new int[0];
    }
    int step = Math.max(1, (longest - least + ORIGINS - 1) / ORIGINS);
    List<Integer> origins = new ArrayList<>();
    for (int back = longest; back >= least; back -= step) {
      origins.add(n - back);
    }
    return origins.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[][] forecasts(Method.Fitted fitted, double[] values, int[] origins, int horizon) {
    double[][] forecasts = new double[origins.length][];
    for (int k = 0; k < origins.length; k++) {
      int steps = Math.min(horizon, values.length - origins[k]);
      forecasts[k] = fitted.forecast(Arrays.copyOf(values, origins[k]), steps);
    }
    return forecasts;
  }

  /** The mean step from a season ago, which errors are measured by. */
  private static double movement(double[] values, int season) {
    int lag = values.length > season + 1 ? season : 1;
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += Math.abs(values[i] - values[i - lag]);
    }
    double mean = sum / Math.max(1, values.length - lag);
    return mean > 0 ? mean : 1;
  }

  private static double error(double[][] said, double[] values, int[] origins, double movement) {
    double absolute = 0;
    double relative = 0;
    int count = 0;
    for (int k = 0; k < origins.length; k++) {
      for (int h = 0; h < said[k].length; h++) {
        double value = values[origins[k] + h];
        double error = Math.abs(value - said[k][h]);
        double size = Math.abs(value) + Math.abs(said[k][h]);
        absolute += error;
        relative += size > 0 ? 2 * error / size : 0;
        count++;
      }
    }
    return count == 0 ? Double.NaN : absolute / count / movement + relative / count;
  }

  private static double[] weights(double[] errors, double power) {
    double best = Arrays.stream(errors).filter(Double::isFinite).min().orElse(0) + NEGLIGIBLE;
    double[] weights = new double[errors.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Double.isFinite(errors[i]) ? Math.pow(best / (errors[i] + NEGLIGIBLE), power) : 0;
    }
    if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
      Arrays.fill(weights, 1);
    }
    double most = Arrays.stream(weights).max().orElse(1);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] < 0.01 * most ? 0 : weights[i];
    }
    return weights;
  }

  private static List<double[]> combine(
      double[][][] said, double[] weights, int[] origins, double[] values, int horizon) {
    List<double[]> combined = new ArrayList<>();
    for (int k = 0; k < origins.length; k++) {
      double[] mean = new double[Math.min(horizon, values.length - origins[k])];
      double sum = 0;
      for (int i = 0; i < said.length; i++) {
        if (said[i].length > 0 && weights[i] > 0) {
          sum += weights[i];
          for (int h = 0; h < mean.length; h++) {
            mean[h] += weights[i] * said[i][k][h];
          }
        }
      }
      if (sum == 0) {
        return List.of();
      }
      for (int h = 0; h < mean.length; h++) {
        mean[h] /= sum;
      }
      if (Arrays.stream(mean).allMatch(Double::isFinite)) {
        combined.add(mean);
      } else {
        return List.of();
      }
    }
    return combined;
  }

  private static RollingOrigin measured(
      double[] values, int[] origins, List<double[]> combined, double[] weights, double movement, boolean chosen) {
    Intervals.Misses misses = Intervals.Misses.ofSteps(values, origins, combined, chosen);
    Intervals.Misses sums = Intervals.Misses.ofSums(values, origins, combined, chosen);
    Intervals intervals = Intervals.of(misses);
    double absolute = 0;
    double relative = 0;
    int count = 0;
    for (int k = 0; k < origins.length; k++) {
      for (int h = 0; h < combined.get(k).length; h++) {
        double value = values[origins[k] + h];
        double forecast = combined.get(k)[h];
        double size = Math.abs(value) + Math.abs(forecast);
        absolute += Math.abs(value - forecast);
        relative += size > 0 ? 200 * Math.abs(value - forecast) / size : 0;
        count++;
      }
    }
    double[] coverage = Intervals.coverage(misses);
    Forecast.Backtest backtest =
        new Forecast.Backtest(
            origins.length, relative / count, absolute / count / movement, coverage[0], coverage[1]);
    return new RollingOrigin(weights, intervals, Intervals.of(sums), backtest);
  }

  /** What each method counts, the best ones' being 1. */
  double[] weights() {
    return weights;
  }

  Intervals intervals() {
    return intervals;
  }

  /** Those of the sums from the first step on. */
  Intervals ofSums() {
    return ofSums;
  }

  Forecast.Backtest backtest() {
    return backtest;
  }
}
