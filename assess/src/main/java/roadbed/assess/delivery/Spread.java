package roadbed.assess.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * How a sample of durations is spread. Percentiles are interpolated between neighbours (type 7 of Hyndman and Fan, "Sample
 * quantiles in statistical packages", 1996). The interval of the median is made of order statistics: without any assumption on
 * the distribution it holds the true median with at least 95% confidence. A sample of fewer than six has no such interval.
 *
 * @param count size of the sample
 */
public record Spread(
    int count,
    Duration p50,
    Duration p75,
    Duration p90,
    Duration p95,
    Duration mean,
    Optional<Interval> medianInterval) {
  private static final double TAIL = 0.025;

  /** Bounds of a value, both inclusive. */
  public record Interval(Duration low, Duration high) {}

  /** The spread of a sample; empty for an empty one. */
  public static Optional<Spread> of(Collection<Duration> sample) {
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    double[] seconds = sample.stream().mapToDouble(one -> one.toMillis() / 1000.0).sorted().toArray();
    return Optional.of(
        new Spread(
            seconds.length,
            percentile(seconds, 0.5),
            percentile(seconds, 0.75),
            percentile(seconds, 0.9),
            percentile(seconds, 0.95),
            duration(Arrays.stream(seconds).average().orElseThrow()),
            interval(seconds)));
  }

  private static Duration percentile(double[] sorted, double part) {
    double rank = part * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    return duration(sorted[below] + (rank - below) * (sorted[above] - sorted[below]));
  }

  /** The largest k with P(Binomial(n, 1/2) < k) at most 2.5%: the k-th smallest and the k-th largest hold the median between them. */
  private static Optional<Interval> interval(double[] sorted) {
    int n = sorted.length;
    double logHalves = n * Math.log(0.5);
    double logChoose = 0;
    double below = 0;
    int k = 0;
    while (k < n) {
      below += Math.exp(logHalves + logChoose);
      if (below > TAIL) {
        break;
      }
      logChoose += Math.log((double) (n - k) / (k + 1));
      k++;
    }
    return k == 0 ? Optional.empty() : Optional.of(new Interval(duration(sorted[k - 1]), duration(sorted[n - k])));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
