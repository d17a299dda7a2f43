package roadbed.series.forecast;

import java.util.Arrays;

/**
 * Exponential smoothing with a season inside a season, the day inside the week, and an error that fades from step to step
 * (Taylor 2003).
 */
final class DoubleSeason {
  private static final int EVALUATIONS = 100;

  private final int inner;
  private final int outer;

  private DoubleSeason(int inner, int outer) {
    this.inner = inner;
    this.outer = outer;
  }

  static Method method(int inner, int outer) {
    return Method.named(
        "double season",
        values -> {
          if (values.length < 2 * outer) {
            return null;
          }
          DoubleSeason smoothing = new DoubleSeason(inner, outer);
          double[] point =
              BoundedSearch.least(
                  speeds -> smoothing.run(values, speeds, new double[0]),
                  new double[] {1e-3, 1e-3, 1e-3, 0},
                  new double[] {0.99, 0.99, 0.99, 0.99},
                  new double[] {0.05, 0.2, 0.2, 0.7},
                  EVALUATIONS);
          return (others, horizon) -> {
            double[] result = new double[horizon];
            smoothing.run(others, point, result);
            return result;
          };
        });
  }

  /** Smooths values with the speeds of level, inner and outer season and the error's persistence; returns the squared error. */
  private double run(double[] values, double[] speeds, double[] ahead) {
    int n = values.length;
    double[] day = new double[inner];
    double[] week = new double[outer];
    double level = Arrays.stream(values, 0, outer).average().orElse(0);
    for (int i = 0; i < outer; i++) {
      day[i % inner] += (values[i] - level) * inner / outer;
    }
    for (int i = 0; i < outer; i++) {
      week[i] = values[i] - level - day[i % inner];
    }
    double carried = 0;
    double squares = 0;
    int dayAt = 0;
    int weekAt = 0;
    for (int i = 0; i < n; i++) {
      double left = values[i] - level - day[dayAt] - week[weekAt];
      double error = left - speeds[3] * carried;
      squares += i >= outer ? error * error : 0;
      level += speeds[0] * error;
      day[dayAt] += speeds[1] * error;
      week[weekAt] += speeds[2] * error;
      carried = left;
      dayAt = dayAt + 1 == inner ? 0 : dayAt + 1;
      weekAt = weekAt + 1 == outer ? 0 : weekAt + 1;
    }
    for (int h = 0; h < ahead.length; h++) {
      carried *= speeds[3];
      ahead[h] = level + day[(n + h) % inner] + week[(n + h) % outer] + carried;
    }
    return squares;
  }
}
