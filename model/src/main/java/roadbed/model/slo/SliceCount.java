package roadbed.model.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many events an objective had in one slice of time.
 *
 * @param objective service and name of the objective, as {@link ServiceLevelObjective#id()} gives them
 * @param start when the slice begins; it ends a slice's length later, which is no longer in it
 * @param length whole seconds
 * @param good the good ones, at most three decimal places
 * @param total all of them, at most three decimal places
 */
public record SliceCount(
    String objective, Instant start, Duration length, BigDecimal good, BigDecimal total, SliceState state) {
  /** The largest count of one slice. */
  public static final BigDecimal MOST = new BigDecimal("1000000000000");

  /** Decimal places that a count may have. */
  public static final int PLACES = 3;

  public SliceCount {
    if (length.toSeconds() < 1 || length.toNanosPart() != 0 || !start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("a slice begins at a whole second and lasts whole seconds");
    }
    if (good.signum() < 0 || good.compareTo(total) > 0 || total.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("good events are some of all, and all are at most " + MOST.toPlainString());
    }
    if (good.stripTrailingZeros().scale() > PLACES || total.stripTrailingZeros().scale() > PLACES) {
      throw new IllegalArgumentException("a count has at most " + PLACES + " decimal places");
    }
    if ((state == SliceState.COUNTED) != (total.signum() > 0)) {
      throw new IllegalArgumentException("a slice is counted where there are events, and only there");
    }
  }

  /** A slice of which nothing was counted. */
  public static SliceCount without(String objective, Instant start, Duration length, SliceState why) {
    return new SliceCount(objective, start, length, BigDecimal.ZERO, BigDecimal.ZERO, why);
  }

  /** A slice with as many events, none included. */
  public static SliceCount of(String objective, Instant start, Duration length, BigDecimal good, BigDecimal total) {
    return new SliceCount(
        objective, start, length, good, total, total.signum() > 0 ? SliceState.COUNTED : SliceState.NO_TRAFFIC);
  }
}
