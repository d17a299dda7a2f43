package roadbed.series.forecast;

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000; Hyndman and Billah 2003): the straight line through a series
 * together with simple exponential smoothing of the series with its curvature made greater.
 */
final class Theta {
  private static final int EVALUATIONS = 60;

  private Theta() {}

  /**
   * The method on a series without season.
   *
   * @param curvature how many times the second line's curvature is the series'; 2 in the original
   */
  static Method.Fitted fit(double[] values, double curvature) {
    double[] bent = bent(values, line(values), curvature);
    double[] speedAndStart = search(bent);
    return (others, horizon) -> {
      double[] line = line(others);
      double level = smoothed(bent(others, line, curvature), speedAndStart);
      double[] result = new double[horizon];
      for (int h = 0; h < horizon; h++) {
        double straight = line[0] + line[1] * (others.length + h);
        result[h] = level / curvature + (1 - 1 / curvature) * straight;
      }
      return result;
    };
  }

  private static double[] bent(double[] values, double[] line, double curvature) {
    double[] bent = new double[values.length];
    for (int i = 0; i < bent.length; i++) {
      bent[i] = curvature * values[i] + (1 - curvature) * (line[0] + line[1] * i);
    }
    return bent;
  }

  /** Intercept and slope of the least-squares line over 0, 1, 2 … */
  static double[] line(double[] values) {
    int n = values.length;
    double middle = (n - 1) / 2.0;
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double across = 0;
    double along = 0;
    for (int i = 0; i < n; i++) {
      across += (i - middle) * (values[i] - mean);
      along += (i - middle) * (i - middle);
    }
    double slope = along == 0 ? 0 : across / along;
    return new double[] {mean - slope * middle, slope};
  }

  /** Speed and first level of simple exponential smoothing that fit best. */
  private static double[] search(double[] values) {
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double start = values.length > 4 ? (values[0] + values[1] + values[2]) / 3 : values[0];
    double[] low = {0.01, least};
    double[] high = {0.99, most};
    return BoundedSearch.least(
        point -> squares(values, point), low, high, new double[] {0.4, Math.clamp(start, least, most)}, EVALUATIONS);
  }

  private static double squares(double[] values, double[] speedAndStart) {
    double level = speedAndStart[1];
    double sum = 0;
    for (double value : values) {
      double error = value - level;
      sum += error * error;
      level += speedAndStart[0] * error;
    }
    return sum;
  }

  private static double smoothed(double[] values, double[] speedAndStart) {
    double level = speedAndStart[1];
    for (double value : values) {
      level += speedAndStart[0] * (value - level);
    }
    return level;
  }
}
