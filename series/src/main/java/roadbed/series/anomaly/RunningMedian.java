package roadbed.series.anomaly;

import java.util.Arrays;

/** The median of the newest values of a stream. */
final class RunningMedian {
  private static final int NEWEST = 8_192;

  private double[] sorted = new double[64];
  private final double[] order = new double[NEWEST];
  private int count;
  private int next;

  void add(double value) {
    if (count == NEWEST) {
      int at = Math.max(0, Arrays.binarySearch(sorted, 0, count, order[next]));
      System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
      count--;
    }
    order[next] = value;
    next = (next + 1) % NEWEST;
    if (count == sorted.length) {
      sorted = Arrays.copyOf(sorted, Math.min(NEWEST, 2 * count));
    }
    int place = Arrays.binarySearch(sorted, 0, count, value);
    int at = place < 0 ? -place - 1 : place;
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = value;
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The median of what was added; the upper one of two. */
  double get() {
    return sorted[count / 2];
  }
}
