package roadbed.operate.incident;

import java.time.Duration;

/**
 * Alerts that matter only when they come often.
 *
 * @param matcher which alerts
 * @param count how many times a condition must have come
 * @param within in how much time
 */
public record Threshold(AlertMatcher matcher, int count, Duration within) {
  public Threshold {
    if (count < 2 || within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("a threshold is at least two times in some time");
    }
  }
}
