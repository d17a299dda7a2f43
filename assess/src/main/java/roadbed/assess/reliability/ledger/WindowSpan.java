package roadbed.assess.reliability.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import roadbed.model.slo.SloWindow;

/**
 * The stretch of time that an objective is judged over at some moment.
 *
 * @param from its beginning
 * @param end its end, which lies ahead where a calendar's period is not over
 */
public record WindowSpan(Instant from, Instant end) {

  /** The stretch up to a moment, or the calendar's period that it lies in. */
  public static WindowSpan of(SloWindow window, Instant at) {
    return switch (window) {
      case SloWindow.Rolling rolling -> new WindowSpan(at.minus(rolling.length()), at);
      case SloWindow.Calendar calendar -> period(calendar, at);
    };
  }

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, end);
  }

  private static WindowSpan period(SloWindow.Calendar calendar, Instant at) {
    LocalDateTime now = LocalDateTime.ofInstant(at, calendar.zone());
    long number = Math.floorDiv(unit(calendar).between(calendar.start(), now), calendar.count() * unitsOf(calendar));
    // Months end early and clocks are put forward and back, so the guess may be one off.
    while (boundary(calendar, number).isAfter(at)) {
      number--;
    }
    while (!boundary(calendar, number + 1).isAfter(at)) {
      number++;
    }
    return new WindowSpan(boundary(calendar, number), boundary(calendar, number + 1));
  }

  private static ChronoUnit unit(SloWindow.Calendar calendar) {
    return switch (calendar.unit()) {
      case MINUTE -> ChronoUnit.MINUTES;
      case HOUR -> ChronoUnit.HOURS;
      case DAY -> ChronoUnit.DAYS;
      case WEEK -> ChronoUnit.WEEKS;
      case MONTH, QUARTER -> ChronoUnit.MONTHS;
      case YEAR -> ChronoUnit.YEARS;
    };
  }

  private static int unitsOf(SloWindow.Calendar calendar) {
    return switch (calendar.unit()) {
      case QUARTER -> 3;
      case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> 1;
    };
  }

  private static Instant boundary(SloWindow.Calendar calendar, long number) {
    long units = Math.multiplyExact(number, (long) calendar.count() * unitsOf(calendar));
    return switch (calendar.unit()) {
      // Hours go on while clocks are changed.
      case MINUTE, HOUR -> instant(calendar.start(), calendar.zone()).plus(units, unit(calendar));
      case DAY, WEEK, MONTH, QUARTER, YEAR -> instant(calendar.start().plus(units, unit(calendar)), calendar.zone());
    };
  }

  /** A time that a zone's clocks skip is the first moment after the gap; of two the earlier is meant. */
  private static Instant instant(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(time);
    if (transition != null && transition.isGap()) {
      return transition.getInstant();
    }
    return time.atZone(zone).withEarlierOffsetAtOverlap().withZoneSameInstant(ZoneOffset.UTC).toInstant();
  }
}
