package roadbed.operate.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Hours of some days of the week. A time that ends before it begins, or when it begins, ends on the next day and belongs
 * to the day on which it began.
 *
 * @param days on which it begins; none is never
 * @param from the clock's time at which it begins
 * @param until the clock's time before which it ends
 */
public record Restriction(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
  public Restriction {
    days = Set.copyOf(days);
  }

  /** Whether an instant lies in it. */
  public boolean contains(Instant instant, ZoneId zone) {
    LocalDate day = WallClock.local(instant, zone).toLocalDate();
    // A day that begins late by the clock may hold an instant of the day before it.
    for (LocalDate begun = day.minusDays(1); !begun.isAfter(day); begun = begun.plusDays(1)) {
      if (days.contains(begun.getDayOfWeek())) {
        Instant first = WallClock.instant(begun.atTime(from), zone);
        if (!instant.isBefore(first) && instant.isBefore(end(begun, zone))) {
          return true;
        }
      }
    }
    return false;
  }

  /** All of it that lies in a span, in order of time, merged where it touches. */
  public List<Span> within(Span span, ZoneId zone) {
    List<Span> parts = new ArrayList<>();
    LocalDate last = WallClock.local(span.until(), zone).toLocalDate();
    for (LocalDate day = WallClock.local(span.from(), zone).toLocalDate().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      if (days.contains(day.getDayOfWeek())) {
        Instant first = WallClock.instant(day.atTime(from), zone);
        Instant end = end(day, zone);
        if (first.isBefore(end)) {
          new Span(first, end).meet(span).ifPresent(parts::add);
        }
      }
    }
    return Span.union(parts);
  }

  private Instant end(LocalDate begun, ZoneId zone) {
    return WallClock.instant((from.isBefore(until) ? begun : begun.plusDays(1)).atTime(until), zone);
  }
}
