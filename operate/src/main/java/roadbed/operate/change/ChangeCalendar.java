package roadbed.operate.change;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import roadbed.assess.change.ProposedChange;
import roadbed.model.calendar.CalendarEvent;

/** Freezes, times of maintenance and planned changes as events of a calendar. */
public final class ChangeCalendar {
  private ChangeCalendar() {}

  /** What has some time in a span, in order. */
  public static List<CalendarEvent> events(ChangeSettings settings, List<ChangeRecord> changes, Instant from, Instant until) {
    List<CalendarEvent> events = new ArrayList<>();
    for (ChangeWindow.Occurrence one : settings.occurrences(from, until)) {
      ChangeWindow window = one.window();
      String about = window.scope().services().isEmpty() ? "everything" : String.join(", ", window.scope().services());
      String summary =
          switch (window.kind()) {
            case FREEZE -> "Freeze: " + window.name();
            case MAINTENANCE -> "Maintenance: " + window.name();
          };
      events.add(new CalendarEvent(uid(window.id() + "\n" + one.from()), one.from(), one.until(), summary, about + (window.reason().isEmpty() ? "" : ". " + window.reason())));
    }
    for (ChangeRecord record : changes) {
      ProposedChange change = record.change();
      if (change.from().isPresent() && !(record.state(settings, from) instanceof ChangeState.Withdrawn)) {
        Instant begin = change.from().get();
        Instant end = change.until().orElse(begin.plusSeconds(3_600));
        if (begin.isBefore(until) && end.isAfter(from)) {
          events.add(
              new CalendarEvent(
                  uid(record.id()), begin, end, "Change: " + change.title(), record.id() + ", " + String.join(", ", change.services())));
        }
      }
    }
    events.sort(Comparator.comparing(CalendarEvent::from).thenComparing(CalendarEvent::summary));
    return events;
  }

  /** A calendar that is fetched again knows its events by it. */
  private static String uid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "@changes.roadbed";
  }
}
