package roadbed.series.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value as a weighted sum of those an hour, a day, a week before it: least squares over the series' own past, drawn a
 * little towards nothing, with newer values counting more. Goes on step by step over its own forecasts.
 */
final class LagRegression {
  /** How much less a value counts for every step that it is older. */
  private static final double FADE = 0.998;

  /** How far beyond the range of its past a forecast may go, in ranges; a recursion that goes further has gone astray. */
  private static final double BEYOND = 0.5;

  private static final int ROWS_FOR_A_LAG = 4;

  private final int[] lags;
  private final double centre;
  private final double[] weights;

  private LagRegression(int[] lags, double centre, double[] weights) {
    this.lags = lags;
    this.centre = centre;
    this.weights = weights;
  }

  /**
   * Fits.
   *
   * @param lags steps back, ascending; the longest that the series has too few values for are left out
   * @param ridge how strongly weights are drawn to nothing, beside the mean square of the values
   */
  static Method.@Nullable Fitted fit(double[] values, int[] lags, double ridge) {
    int usable = lags.length;
    while (usable > 0 && values.length - lags[usable - 1] < Math.max(ROWS_FOR_A_LAG * usable, 50)) {
      usable--;
    }
    if (usable < 2) {
      return null;
    }
    int[] used = Arrays.copyOf(lags, usable);
    double centre = Arrays.stream(values).average().orElse(0);
    double[][] products = new double[usable + 1][usable + 1];
    double[] sums = new double[usable + 1];
    double[] row = new double[usable + 1];
    row[usable] = 1;
    int n = values.length;
    double importance = Math.pow(FADE, n - used[usable - 1]);
    for (int t = used[usable - 1]; t < n; t++) {
      for (int j = 0; j < usable; j++) {
        row[j] = values[t - used[j]] - centre;
      }
      double value = values[t] - centre;
      for (int i = 0; i <= usable; i++) {
        double scaled = importance * row[i];
        sums[i] += scaled * value;
        double[] product = products[i];
        for (int j = 0; j <= i; j++) {
          product[j] += scaled * row[j];
        }
      }
      importance /= FADE;
    }
    double trace = 0;
    for (int i = 0; i < usable; i++) {
      trace += products[i][i] / usable;
    }
    if (trace <= 0) {
      return null;
    }
    for (int i = 0; i < usable; i++) {
      products[i][i] += ridge * trace;
    }
    products[usable][usable] *= 1 + 1e-9;
    double[] weights = solve(products, sums);
    if (weights == null) {
      return null;
    }
    return new LagRegression(used, centre, weights)::forecast;
  }

  private double[] forecast(double[] values, int horizon) {
    int n = values.length;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double room = BEYOND * (most - least);
    double[] all = Arrays.copyOf(values, n + horizon);
    for (int h = 0; h < horizon; h++) {
      double sum = centre + weights[lags.length];
      for (int j = 0; j < lags.length; j++) {
        int at = n + h - lags[j];
        sum += at < 0 ? 0 : weights[j] * (all[at] - centre);
      }
      all[n + h] = Math.clamp(sum, least - room, most + room);
    }
    return Arrays.copyOfRange(all, n, n + horizon);
  }

  /** Solves for a symmetric positive matrix of which the lower half is given (Cholesky); nothing where it is not positive. */
  private static double @Nullable [] solve(double[][] lower, double[] right) {
    int n = right.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = lower[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i > j) {
          lower[i][j] = sum / lower[j][j];
        } else if (sum > 0) {
          lower[i][i] = Math.sqrt(sum);
        } else {
          return null;
        }
      }
    }
    double[] x = right.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
