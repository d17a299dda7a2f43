package roadbed.operate.oncall;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * How many shifts of a rotation somebody serves, where restrictions leave some empty. Away from changes of the clock that is
 * the same every week, so only shifts near such a change are looked at one by one.
 */
final class ServedShifts {
  private static final int HOURS_OF_A_WEEK = 7 * 24;

  /** What is further from a change of the clock than this is as on any other day; a restriction reaches over two days. */
  private static final Duration NEAR = Duration.ofDays(3);

  private final Rotation rotation;
  private final List<Restriction> restrictions;

  ServedShifts(Rotation rotation, List<Restriction> restrictions) {
    this.rotation = rotation;
    this.restrictions = restrictions;
  }

  /** How many of the shifts from the first on and before another are served. */
  long before(long number) {
    return switch (rotation.unit()) {
      case HOURLY -> skipping(number, rotation.length());
      case DAILY -> skipping(number, 24L * rotation.length());
      // A week or a month has every day, so nearly all are served, and there are few.
      case WEEKLY, MONTHLY -> walking(0, number);
    };
  }

  private long walking(long from, long until) {
    boolean always = rotation.unit() == Rotation.Unit.WEEKLY && restrictions.stream().anyMatch(ServedShifts::isSafe);
    if (always) {
      return until - from;
    }
    long served = 0;
    for (long number = from; number < until; number++) {
      served += isServed(rotation, number, rotation.zone()) ? 1 : 0;
    }
    return served;
  }

  /** Whether no change of the clock can leave nothing of it in a week: it is longer than any gap, or on more than one day. */
  private static boolean isSafe(Restriction restriction) {
    return restriction.days().size() > 1;
  }

  private boolean isServed(Rotation shifts, long number, ZoneId zone) {
    Instant begin = shifts.begin(number);
    Instant end = shifts.begin(number + 1);
    return begin.isBefore(end) && restrictions.stream().anyMatch(one -> !one.within(new Span(begin, end), zone).isEmpty());
  }

  private long skipping(long until, long hours) {
    int period = (int) (HOURS_OF_A_WEEK / gcd(hours, HOURS_OF_A_WEEK));
    long[] served = new long[period + 1];
    Rotation calm = new Rotation(ZoneOffset.UTC, rotation.start(), rotation.unit(), rotation.length());
    for (int i = 0; i < period; i++) {
      served[i + 1] = served[i] + (isServed(calm, i, ZoneOffset.UTC) ? 1 : 0);
    }
    long count = 0;
    long number = 0;
    while (number < until) {
      ZoneOffsetTransition change = rotation.zone().getRules().nextTransition(rotation.begin(number).minus(NEAR));
      long far = change == null ? until : Math.min(until, rotation.number(change.getInstant().minus(NEAR)));
      if (far > number) {
        count += upTo(served, far) - upTo(served, number);
        number = far;
      } else {
        count += isServed(rotation, number, rotation.zone()) ? 1 : 0;
        number++;
      }
    }
    return count;
  }

  private static long upTo(long[] served, long number) {
    int period = served.length - 1;
    return number / period * served[period] + served[(int) (number % period)];
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
