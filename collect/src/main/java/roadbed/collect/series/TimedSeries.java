package roadbed.collect.series;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Numbers with their times, ascending, under the values of some dimensions. */
public final class TimedSeries {
  private final List<String> key;
  private final long[] seconds;
  private final double[] values;

  TimedSeries(List<String> key, long[] seconds, double[] values) {
    this.key = List.copyOf(key);
    this.seconds = seconds;
    this.values = values;
  }

  /**
   * A value for every day from one on.
   *
   * @param key values of the dimensions
   * @param first the first value's day, at its start in UTC
   */
  public static TimedSeries ofDays(List<String> key, LocalDate first, double[] values) {
    long[] seconds = new long[values.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 86_400 * (first.toEpochDay() + i);
    }
    return new TimedSeries(key, seconds, values.clone());
  }

  /** Values of the dimensions, in the order of the columns; empty where there are none. */
  public List<String> key() {
    return key;
  }

  /** How many values there are. */
  public int size() {
    return values.length;
  }

  /** When a value was. */
  public Instant at(int index) {
    return Instant.ofEpochSecond(seconds[index]);
  }

  /** A value; NaN where the file had none. */
  public double value(int index) {
    return values[index];
  }

  /** What lies between two values most often, in seconds; of the first hundred, so that it is known early. 0 for one value. */
  public long interval() {
    int count = Math.min(100, seconds.length - 1);
    if (count < 1) {
      return 0;
    }
    long[] steps = new long[count];
    for (int i = 0; i < count; i++) {
      steps[i] = seconds[i + 1] - seconds[i];
    }
    Arrays.sort(steps);
    return steps[count / 2];
  }

  /**
   * Values at even steps from an instant on, added up where several fall into one step.
   *
   * @param missing what a step without a value gets
   */
  public double[] grid(Instant from, long step, int count, double missing) {
    double[] grid = new double[count];
    Arrays.fill(grid, missing);
    boolean[] known = new boolean[count];
    for (int i = 0; i < values.length; i++) {
      long at = Math.floorDiv(seconds[i] - from.getEpochSecond(), step);
      if (at >= 0 && at < count && !Double.isNaN(values[i])) {
        grid[(int) at] = known[(int) at] ? grid[(int) at] + values[i] : values[i];
        known[(int) at] = true;
      }
    }
    return grid;
  }
}
