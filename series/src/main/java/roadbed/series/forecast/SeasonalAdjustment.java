package roadbed.series.forecast;

import java.util.Arrays;

/**
 * What a season adds to a series, taken out before a method runs and put back into its forecast. Classical decomposition: a
 * centred moving average over one season is the trend, what is left is averaged by place in the season and drawn towards
 * nothing by as much as chance alone would have moved it (James and Stein), so that a season that is not there disappears
 * and a weak one is not overdone.
 */
final class SeasonalAdjustment {
  private final double[] indices;

  private SeasonalAdjustment(double[] indices) {
    this.indices = indices;
  }

  /** Takes a series apart; nothing is taken out of one that is shorter than two seasons. */
  static SeasonalAdjustment of(double[] values, int season) {
    double[] indices = indices(values, season);
    if (indices.length > 3) {
      shrink(values, indices);
    }
    return new SeasonalAdjustment(indices);
  }

  /** What a season adds by place, on average; one zero where there are not two whole seasons. */
  static double[] indices(double[] values, int season) {
    int n = values.length;
    if (season < 2 || n < 2 * season + 1) {
      return new double[] {0};
    }
    double[] trend = centred(values, season);
    double[] indices = new double[season];
    int[] counts = new int[season];
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(trend[i])) {
        indices[i % season] += values[i] - trend[i];
        counts[i % season]++;
      }
    }
    double mean = 0;
    for (int i = 0; i < season; i++) {
      indices[i] /= counts[i];
      mean += indices[i] / season;
    }
    for (int i = 0; i < season; i++) {
      indices[i] -= mean;
    }
    return indices;
  }

  private static void shrink(double[] values, double[] indices) {
    int season = indices.length;
    double[] trend = centred(values, season);
    double squares = 0;
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(trend[i])) {
        double left = values[i] - trend[i] - indices[i % season];
        squares += left * left;
        count++;
      }
    }
    double variance = squares / Math.max(1, count - season) / ((double) count / season);
    double size = Arrays.stream(indices).map(index -> index * index).sum();
    double kept = size <= 0 ? 0 : Math.max(0, 1 - (season - 3) * variance / size);
    for (int i = 0; i < season; i++) {
      indices[i] *= kept;
    }
  }

  /** The moving average over a season, NaN at the ends where it does not fit. */
  static double[] centred(double[] values, int season) {
    int n = values.length;
    int half = season / 2;
    double[] trend = new double[n];
    Arrays.fill(trend, Double.NaN);
    if (n < 2 * half + 1) {
      return trend;
    }
    boolean even = season % 2 == 0;
    double sum = 0;
    for (int j = 0; j <= 2 * half; j++) {
      sum += values[j];
    }
    for (int i = half; i < n - half; i++) {
      double ends = even ? (values[i - half] + values[i + half]) / 2 : 0;
      trend[i] = (sum - ends) / season;
      if (i + half + 1 < n) {
        sum += values[i + half + 1] - values[i - half];
      }
    }
    return trend;
  }

  /** The series without its season. */
  double[] without(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] - indices[i % indices.length];
    }
    return result;
  }

  /** Puts the season into a forecast that begins after so many values of the series. */
  double[] with(double[] forecast, int after) {
    double[] result = new double[forecast.length];
    for (int i = 0; i < forecast.length; i++) {
      result[i] = forecast[i] + indices[(after + i) % indices.length];
    }
    return result;
  }
}
