package roadbed.series.forecast;

import java.util.Arrays;

/** A known step of level: how large it was, by medians on both sides, and the older values moved by it. */
final class LevelShift {
  private static final int WINDOW = 28;

  private LevelShift() {}

  /** Moves all values before a place to the level after it, in ratio where all are above zero. */
  static void remove(double[] values, int at) {
    if (at < 1 || at >= values.length) {
      return;
    }
    double before = median(values, Math.max(0, at - WINDOW), at);
    double after = median(values, at, Math.min(values.length, at + WINDOW));
    if (Double.isNaN(before) || Double.isNaN(after)) {
      return;
    }
    boolean ratio = Arrays.stream(values).allMatch(value -> Double.isNaN(value) || value > 0);
    for (int i = 0; i < at; i++) {
      values[i] = ratio ? values[i] * (after / before) : values[i] + after - before;
    }
  }

  private static double median(double[] values, int from, int to) {
    double[] known = Arrays.stream(values, from, to).filter(Double::isFinite).sorted().toArray();
    int n = known.length;
    return n == 0 ? Double.NaN : (known[(n - 1) / 2] + known[n / 2]) / 2;
  }
}
