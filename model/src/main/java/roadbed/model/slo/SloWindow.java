package roadbed.model.slo;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The time that a share is taken over. */
public sealed interface SloWindow {

  /**
   * How long it is. A month counts as 30 days, a quarter as 90 and a year as 365 where a length is needed and no
   * calendar: the rates of alerts, and rules of Prometheus, which has no calendar.
   */
  Duration length();

  /** The last hours, days or weeks up to now. */
  record Rolling(Duration length) implements SloWindow {
    public Rolling {
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("a window is longer than nothing");
      }
    }
  }

  /**
   * One period of a calendar after the other.
   *
   * @param count how many units a period has
   * @param unit the unit
   * @param start when a period began, as clocks in the zone showed it
   * @param zone the zone whose days and months are meant
   */
  record Calendar(int count, CalendarUnit unit, LocalDateTime start, ZoneId zone) implements SloWindow {
    public Calendar {
      if (count < 1) {
        throw new IllegalArgumentException("a period has at least one unit");
      }
    }

    @Override
    public Duration length() {
      return unit.length().multipliedBy(count);
    }
  }

  /** A unit of time as OpenSLO writes it. */
  enum CalendarUnit {
    MINUTE('m', Duration.ofMinutes(1)),
    HOUR('h', Duration.ofHours(1)),
    DAY('d', Duration.ofDays(1)),
    WEEK('w', Duration.ofDays(7)),
    MONTH('M', Duration.ofDays(30)),
    QUARTER('Q', Duration.ofDays(90)),
    YEAR('Y', Duration.ofDays(365));

    private final char letter;
    private final Duration length;

    CalendarUnit(char letter, Duration length) {
      this.letter = letter;
      this.length = length;
    }

    /** The letter that stands for it. */
    public char letter() {
      return letter;
    }

    /** How long it is, of months, quarters and years about. */
    public Duration length() {
      return length;
    }
  }
}
