package roadbed.operate.oncall;

import java.time.LocalDate;
import java.util.Map;

/**
 * Days on which those who share it do not work.
 *
 * @param id unique
 * @param days with their names
 */
public record HolidayCalendar(String id, Map<LocalDate, String> days) {
  public HolidayCalendar {
    days = Map.copyOf(days);
  }
}
