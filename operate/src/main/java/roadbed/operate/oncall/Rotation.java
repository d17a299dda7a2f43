package roadbed.operate.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * When a duty is handed over: every so many hours, days, weeks or months by the clock on the wall. A handover at half
 * past two stays at half past two when clocks change; an hour that is skipped makes a shift shorter, one that comes
 * twice makes it longer.
 *
 * @param zone whose clock it is
 * @param start a handover; the pattern goes on from it in both directions
 * @param unit what is counted
 * @param length how many of them one shift is; at least one
 */
public record Rotation(ZoneId zone, LocalDateTime start, Unit unit, int length) {

  /** What a shift is counted in. */
  public enum Unit {
    HOURLY(ChronoUnit.HOURS),
    DAILY(ChronoUnit.DAYS),
    WEEKLY(ChronoUnit.WEEKS),
    /** Of the calendar: a handover on the 31st is on the last day of a shorter month. */
    MONTHLY(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Unit(ChronoUnit unit) {
      this.unit = unit;
    }
  }

  public Rotation {
    if (length < 1) {
      throw new IllegalArgumentException("a shift is at least one unit long, not " + length);
    }
  }

  /**
   * When a shift begins.
   *
   * @param number of the shift; the one at {@code start} is 0, those before are negative
   */
  public Instant begin(long number) {
    return WallClock.instant(start.plus(Math.multiplyExact(number, (long) length), unit.unit), zone);
  }

  /**
   * The number of the shift that an instant lies in. Where clocks skip a whole shift, the later of the two that would
   * begin at once.
   */
  public long number(Instant instant) {
    long number = Math.floorDiv(unit.unit.between(start, WallClock.local(instant, zone)), (long) length);
    // The estimate is off by a few where clocks change, months differ or time before the start is rounded.
    while (begin(number).isAfter(instant)) {
      number--;
    }
    while (!begin(number + 1).isAfter(instant)) {
      number++;
    }
    return number;
  }

  /** The shift that an instant lies in. */
  public Span shift(Instant instant) {
    long number = number(instant);
    return new Span(begin(number), begin(number + 1));
  }

  /**
   * All handovers, from the one at or before an instant to the first after another; each is later than the one before.
   */
  public List<Instant> handovers(Instant from, Instant to) {
    List<Instant> handovers = new ArrayList<>();
    long number = number(from);
    Instant handover = begin(number);
    handovers.add(handover);
    while (!handover.isAfter(to)) {
      Instant next = begin(++number);
      if (next.isAfter(handover)) {
        handovers.add(next);
        handover = next;
      }
    }
    return handovers;
  }
}
