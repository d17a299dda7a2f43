package roadbed.series.forecast;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Least value of a function over a box, by the simplex method of Nelder and Mead with every point kept inside the box.
 * Needs no derivatives and no luck: the same function and start give the same answer.
 */
final class BoundedSearch {
  private static final double REFLECT = 1;
  private static final double EXPAND = 2;
  private static final double CONTRACT = 0.5;
  private static final double SHRINK = 0.5;
  private static final double TOLERANCE = 1e-7;

  private BoundedSearch() {}

  /**
   * Searches.
   *
   * @param function may answer infinity or NaN where a point is no use
   * @param low the box's least coordinates
   * @param high the box's greatest coordinates
   * @param start where to begin, inside the box
   * @param evaluations how often the function may be asked, at most
   * @return the best point seen
   */
  static double[] least(
      ToDoubleFunction<double[]> function, double[] low, double[] high, double[] start, int evaluations) {
    int n = start.length;
    double[][] points = new double[n + 1][];
    double[] values = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      points[i] = start.clone();
      if (i > 0) {
        double width = high[i - 1] - low[i - 1];
        double step = 0.25 * width;
        points[i][i - 1] += points[i][i - 1] + step <= high[i - 1] ? step : -step;
      }
      values[i] = value(function, points[i]);
    }
    int asked = n + 1;
    while (asked < evaluations) {
      sort(points, values);
      if (values[n] - values[0] <= TOLERANCE * (Math.abs(values[0]) + TOLERANCE)) {
        break;
      }
      double[] centre = new double[n];
      for (int i = 0; i < n; i++) {
        for (int d = 0; d < n; d++) {
          centre[d] += points[i][d] / n;
        }
      }
      double[] reflected = beyond(centre, points[n], REFLECT, low, high);
      double at = value(function, reflected);
      asked++;
      if (at < values[0]) {
        double[] expanded = beyond(centre, points[n], EXPAND, low, high);
        double further = value(function, expanded);
        asked++;
        points[n] = further < at ? expanded : reflected;
        values[n] = Math.min(further, at);
      } else if (at < values[n - 1]) {
        points[n] = reflected;
        values[n] = at;
      } else {
        double[] contracted = beyond(centre, at < values[n] ? reflected : points[n], -CONTRACT, low, high);
        double nearer = value(function, contracted);
        asked++;
        if (nearer < Math.min(at, values[n])) {
          points[n] = contracted;
          values[n] = nearer;
        } else {
          for (int i = 1; i <= n; i++) {
            for (int d = 0; d < n; d++) {
              points[i][d] = points[0][d] + SHRINK * (points[i][d] - points[0][d]);
            }
            values[i] = value(function, points[i]);
          }
          asked += n;
        }
      }
    }
    sort(points, values);
    return points[0];
  }

  private static double value(ToDoubleFunction<double[]> function, double[] point) {
    double value = function.applyAsDouble(point);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** The point that lies on the line from one through the centre, a share of the distance beyond it, inside the box. */
  private static double[] beyond(double[] centre, double[] from, double share, double[] low, double[] high) {
    double[] point = new double[centre.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = Math.clamp(centre[d] + share * (centre[d] - from[d]), low[d], high[d]);
    }
    return point;
  }

  private static void sort(double[][] points, double[] values) {
    for (int i = 1; i < values.length; i++) {
      double value = values[i];
      double[] point = points[i];
      int j = i - 1;
      for (; j >= 0 && values[j] > value; j--) {
        values[j + 1] = values[j];
        points[j + 1] = points[j];
      }
      values[j + 1] = value;
      points[j + 1] = point;
    }
    assert Arrays.stream(values).noneMatch(Double::isNaN);
  }
}
