package roadbed.series.anomaly;

/** The mean of the last few values of a stream; of as many as there are before that. */
final class RunningMean {
  private final double[] last;
  private int count;
  private int next;
  private double sum;

  RunningMean(int length) {
    this.last = new double[length];
  }

  /** Adds a value and tells the one that it pushes out, 0 where there is still room. */
  double add(double value) {
    double out = count == last.length ? last[next] : 0;
    sum += value - out;
    last[next] = value;
    next++;
    if (next == last.length) {
      next = 0;
      // Once around: what rounding left behind is dropped.
      sum = 0;
      for (double one : last) {
        sum += one;
      }
    }
    count = Math.min(count + 1, last.length);
    return out;
  }

  boolean isFull() {
    return count == last.length;
  }

  double get() {
    return count == 0 ? 0 : sum / count;
  }
}
