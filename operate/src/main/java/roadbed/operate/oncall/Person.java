package roadbed.operate.oncall;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;

/**
 * Somebody who is on call, and what is night, work and holiday for them.
 *
 * @param id by which everything else knows them, usually a mail address
 * @param name for people
 * @param zone whose clock they live by
 * @param working hours of work
 * @param calendars identifiers of calendars whose holidays are theirs
 * @param awayOnHolidays whether a holiday takes them off call
 */
public record Person(
    String id, String name, ZoneId zone, Restriction working, List<String> calendars, boolean awayOnHolidays) {

  /** Monday to Friday, nine to five. */
  static final Restriction OFFICE =
      new Restriction(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(9, 0), LocalTime.of(17, 0));

  public Person {
    calendars = List.copyOf(calendars);
  }

  /** Somebody of whom nothing is said: they live by the clock of what they are on call for. */
  static Person of(String id, ZoneId zone) {
    return new Person(id, id, zone, OFFICE, List.of(), false);
  }
}
