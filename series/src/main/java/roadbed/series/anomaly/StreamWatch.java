package roadbed.series.anomaly;

import java.time.Duration;
import java.time.Instant;

/**
 * Scores the values of a stream as they come, by what came before alone. Looked at are the value itself on both sides of its
 * median, steps between the means of two neighbouring stretches, restlessness, and values beyond what the same time of the
 * day brought before; each is measured by how far it goes beyond its own record, and what they say is added up. One strange
 * thing is told once: while it lasts, only something much stranger is.
 *
 * <p>One fixed set of parameters serves all streams. Nothing is known of the stream but its values and times.
 */
public final class StreamWatch {
  /** What a value alone counts beside the other statistics: single values go beyond their record most easily. */
  private static final double OF_A_VALUE = 2;

  private static final double OF_A_STRETCH = 5;
  private static final double OF_THE_DAY = 0.5;

  private static final int STRETCH = 24;
  private static final int RESTLESS = 144;
  private static final int HOUR = 12;

  /** Something this many times stranger than what was told is told although that still lasts. */
  private static final double MUCH_STRANGER = 2;

  private static final Duration LASTING = Duration.ofHours(17);
  private static final int SHORTEST = 40;
  private static final int LONGEST = 200;

  /** The surprise that is scored one half: where alarms are worth their trouble, measured on streams with labels. */
  private static final double HALF = 0.385;

  /** Differences below this share of the stream's own reach are nothing. */
  private static final double NEGLIGIBLE = 1e-6;

  private final DayBand band;
  private final int silence;
  private final RunningMedian median = new RunningMedian();
  private final RunningMean stretch = new RunningMean(STRETCH);
  private final RunningMean before = new RunningMean(STRETCH);
  private final RunningMean restlessness = new RunningMean(RESTLESS);
  private final RunningMean aboveDay = new RunningMean(HOUR);
  private final RunningMean belowDay = new RunningMean(HOUR);
  private final Surprise up = new Surprise();
  private final Surprise down = new Surprise();
  private final Surprise step = new Surprise();
  private final Surprise restless = new Surprise();
  private final Surprise above = new Surprise();
  private final Surprise below = new Surprise();

  private double last = Double.NaN;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private int since = Integer.MAX_VALUE;
  private double told;

  /**
   * A watch that has seen nothing.
   *
   * @param interval what usually lies between two values
   */
  public StreamWatch(Duration interval) {
    long seconds = Math.max(1, interval.toSeconds());
    this.band = new DayBand(seconds);
    this.silence = Math.clamp(LASTING.toSeconds() / seconds, SHORTEST, LONGEST);
  }

  /**
   * Looks at the next value.
   *
   * @param value a gap, where it is not finite, is passed over
   * @return from 0 for nothing strange to 1; one half and more is worth a look
   */
  public double next(Instant at, double value) {
    if (!Double.isFinite(value)) {
      return 0;
    }
    double usual = median.isEmpty() ? value : median.get();
    double[] beyond = band.beyond(at.getEpochSecond(), value);
    double moved = Double.isNaN(last) ? 0 : Math.abs(value - last);
    boolean two = stretch.isFull();
    double out = stretch.add(value);
    if (two) {
      before.add(out);
    }
    restlessness.add(moved);
    aboveDay.add(beyond[0]);
    belowDay.add(beyond[1]);
    double negligible = NEGLIGIBLE * (most > least ? most - least : Math.max(Math.abs(value), Math.abs(usual)));
    double stepped = before.isFull() ? Math.abs(stretch.get() - before.get()) : 0;
    double surprise =
        OF_A_VALUE * up.next(value - usual, negligible)
            + OF_A_VALUE * down.next(usual - value, negligible)
            + OF_A_STRETCH * step.next(stepped, negligible)
            + OF_A_STRETCH * restless.next(restlessness.get(), negligible)
            + OF_THE_DAY * above.next(aboveDay.get(), negligible)
            + OF_THE_DAY * below.next(belowDay.get(), negligible);
    median.add(value);
    band.add(at.getEpochSecond(), value);
    least = Math.min(least, value);
    most = Math.max(most, value);
    last = value;
    return told(surprise);
  }

  private double told(double surprise) {
    since = since == Integer.MAX_VALUE ? since : since + 1;
    if (surprise <= 0 || (since <= silence && surprise <= MUCH_STRANGER * told)) {
      return 0;
    }
    since = 0;
    told = surprise;
    return 1 / (1 + HALF / surprise);
  }
}
