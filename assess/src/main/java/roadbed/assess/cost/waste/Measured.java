package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import roadbed.model.Utilisation;

/**
 * How much of one metric of a resource was used: the distribution that a finding rests on.
 *
 * @param metric what was measured
 * @param unit unit of the values
 * @param median value that half of the samples do not exceed
 * @param p95 value that 95% of the samples do not exceed
 * @param max largest sample
 * @param least smallest sample
 * @param days days of UTC on which anything was measured
 * @param samples how many there are
 * @param statistic what a sample says of its interval
 * @param source what told it
 * @param from when it begins
 * @param until when it ends
 */
public record Measured(
    Utilisation.Metric metric,
    String unit,
    double median,
    double p95,
    double max,
    double least,
    int days,
    int samples,
    String statistic,
    String source,
    Optional<Instant> from,
    Optional<Instant> until) {

  /** For people: {@code cpu 3.1 (median), 7.8 (p95), 12 (max) percent over 21 days (CloudWatch, average)}. */
  @Override
  public String toString() {
    return metric.id().replace('_', ' ') + " " + number(median) + " (median), " + number(p95) + " (p95), " + number(max)
        + " (max) " + unit + " over " + days + (days == 1 ? " day" : " days") + " (" + source + ", " + statistic + ")";
  }

  /** Three digits that count. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "?";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    int digits = exact.signum() == 0 ? 0 : Math.max(0, 2 - (exact.precision() - exact.scale() - 1));
    BigDecimal rounded = exact.setScale(Math.min(digits, 4), RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
