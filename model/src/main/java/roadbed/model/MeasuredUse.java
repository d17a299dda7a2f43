package roadbed.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;

/**
 * What a series of measurements says in sum: its distribution, without its samples. It is small enough to be carried with
 * everything else that is known of an estate.
 *
 * @param subject what was measured
 * @param metric what of it; values are in the metric's unit
 * @param statistic what a sample said of its interval
 * @param name the source's name of the metric
 * @param labels the source's dimensions, such as a device or a path
 * @param source what told it, for a person
 * @param interval the time that one sample stood for
 * @param from the beginning of the first sample's interval
 * @param until the end of the last sample's interval
 * @param samples how many there were
 * @param days days of UTC on which anything was measured
 * @param mean their mean
 * @param median the value that half of them do not exceed, by nearest rank
 * @param p95 the value that 95% of them do not exceed, by nearest rank
 * @param largest the largest
 * @param smallest the smallest
 */
public record MeasuredUse(
    Subject subject,
    Metric metric,
    Statistic statistic,
    String name,
    Map<String, String> labels,
    String source,
    Duration interval,
    Instant from,
    Instant until,
    int samples,
    int days,
    double mean,
    double median,
    double p95,
    double largest,
    double smallest) {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  public MeasuredUse {
    labels = Map.copyOf(labels);
    if (interval.isNegative() || interval.isZero() || samples <= 0 || days <= 0 || until.isBefore(from)) {
      throw new IllegalArgumentException("a sum is of samples that stand for time");
    }
    for (double value : new double[] {mean, median, p95, largest, smallest}) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a sum is of numbers");
      }
    }
  }

  /** All of a series in sum; empty without samples, or where their sum is no number. */
  public static Optional<MeasuredUse> of(Utilisation series) {
    return of(series, 0);
  }

  /** The newest part of a series in sum: what lies within a time before its last sample. Empty without samples. */
  public static Optional<MeasuredUse> lately(Utilisation series, Duration most) {
    if (series.size() == 0) {
      return Optional.empty();
    }
    MetricSeries samples = series.samples();
    long earliest = samples.second(samples.size() - 1) - most.toSeconds();
    int first = 0;
    while (samples.second(first) <= earliest && first < samples.size() - 1) {
      first++;
    }
    return of(series, first);
  }

  private static Optional<MeasuredUse> of(Utilisation series, int first) {
    MetricSeries samples = series.samples();
    int count = samples.size() - first;
    if (count <= 0) {
      return Optional.empty();
    }
    double[] sorted = new double[count];
    double sum = 0;
    int days = 0;
    long day = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      sorted[i] = samples.value(first + i);
      sum += sorted[i];
      long of = Math.floorDiv(samples.second(first + i), DAY);
      days += of == day ? 0 : 1;
      day = of;
    }
    if (!Double.isFinite(sum)) {
      return Optional.empty();
    }
    Arrays.sort(sorted);
    return Optional.of(
        new MeasuredUse(
            series.subject(),
            series.metric(),
            series.statistic(),
            samples.name(),
            samples.labels(),
            series.source(),
            series.interval(),
            Instant.ofEpochSecond(samples.second(first)),
            Instant.ofEpochSecond(samples.second(samples.size() - 1)).plus(series.interval()),
            count,
            days,
            sum / count,
            ranked(sorted, 50),
            ranked(sorted, 95),
            sorted[count - 1],
            sorted[0]));
  }

  private static double ranked(double[] sorted, double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  /** Whether samples say how much was used on the whole: averages do, and what a source does not name is taken for one. */
  public boolean tellsAverage() {
    return switch (statistic.kind()) {
      case AVERAGE, UNTOLD -> true;
      case MINIMUM, MAXIMUM, PERCENTILE -> false;
    };
  }

  /** The time that the samples stand for; gaps are not part of it. */
  public Duration measured() {
    return interval.multipliedBy(samples);
  }
}
