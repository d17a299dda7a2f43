package roadbed.model;

import java.util.Arrays;
import java.util.Map;

/** Samples of one metric with one set of labels, in the order of time. */
public final class MetricSeries {
  private final String name;
  private final Map<String, String> labels;
  private final long[] seconds;
  private final double[] values;

  /**
   * A series.
   *
   * @param seconds times since 1970 in seconds, rising
   * @param values a value each
   */
  public MetricSeries(String name, Map<String, String> labels, long[] seconds, double[] values) {
    if (seconds.length != values.length) {
      throw new IllegalArgumentException("each time has one value");
    }
    for (int i = 1; i < seconds.length; i++) {
      if (seconds[i] <= seconds[i - 1]) {
        throw new IllegalArgumentException("times do not rise");
      }
    }
    this.name = name;
    this.labels = Map.copyOf(labels);
    this.seconds = seconds.clone();
    this.values = values.clone();
  }

  /** The same samples under another name. */
  public MetricSeries renamed(String other) {
    return new MetricSeries(other, labels, seconds, values);
  }

  /** The metric. */
  public String name() {
    return name;
  }

  /** Its labels, without its name. */
  public Map<String, String> labels() {
    return labels;
  }

  /** A label's value; empty where it has none. */
  public String label(String label) {
    return labels.getOrDefault(label, "");
  }

  /** How many samples there are. */
  public int size() {
    return seconds.length;
  }

  /** The time of a sample, in seconds since 1970. */
  public long second(int index) {
    return seconds[index];
  }

  /** The value of a sample. */
  public double value(int index) {
    return values[index];
  }

  @Override
  public String toString() {
    return name + labels + " " + Arrays.toString(values);
  }
}
