package roadbed.operate.oncall;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import roadbed.model.calendar.CalendarEvent;

/** Duties as events of a calendar. */
public final class DutyCalendar {
  /** Duties that are longer are cut there, and a cut one has another UID when the span moves. */
  private static final Duration MARGIN = Duration.ofDays(35);

  private DutyCalendar() {}

  /**
   * Duties that have some time in a span, whole.
   *
   * @param person whose; everybody's where it is empty
   */
  public static List<CalendarEvent> events(OnCallPlan plan, Schedule schedule, Span span, Optional<String> person) {
    List<CalendarEvent> events = new ArrayList<>();
    Span wider = new Span(span.from().minus(MARGIN), span.until().plus(MARGIN));
    for (Duty duty : schedule.duties(wider)) {
      if (duty.span().meet(span).isPresent() && person.filter(one -> !one.equals(duty.person())).isEmpty()) {
        String name = plan.person(duty.person()).name();
        String summary = person.isPresent() ? schedule.name() + ": on call" : schedule.name() + ": " + name;
        events.add(new CalendarEvent(uid(schedule, duty), duty.span().from(), duty.span().until(), summary, description(duty)));
      }
    }
    return events;
  }

  /** A name of the schedule, the person and the begin: a calendar that is fetched again knows its events by it. */
  private static String uid(Schedule schedule, Duty duty) {
    String name = schedule.id() + "\n" + duty.person() + "\n" + duty.span().from().getEpochSecond();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + "@oncall.roadbed";
  }

  private static String description(Duty duty) {
    return switch (duty.reason()) {
      case Duty.Turn turn -> duty.person() + ", turn in " + turn.layer();
      case Duty.Overridden override -> duty.person() + ", override" + (override.by().isEmpty() ? "" : " by " + override.by());
      case Duty.StandIn standIn -> duty.person() + ", instead of " + standIn.absent();
    };
  }
}
