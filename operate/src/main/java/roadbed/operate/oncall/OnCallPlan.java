package roadbed.operate.oncall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that an organisation says of being on call.
 *
 * @param people of whom something is said, by identifier
 * @param calendars by identifier
 * @param absences in the order in which they were told; holidays that take people off call are in the schedules only
 * @param schedules by identifier, in the order in which they were told, with their overrides and absences
 * @param policies by identifier
 */
public record OnCallPlan(
    Map<String, Person> people,
    Map<String, HolidayCalendar> calendars,
    List<Absence> absences,
    Map<String, Schedule> schedules,
    Map<String, EscalationPolicy> policies) {

  /** Nothing is said. */
  public static final OnCallPlan NONE = new OnCallPlan(Map.of(), Map.of(), List.of(), Map.of(), Map.of());

  public OnCallPlan {
    people = kept(people);
    calendars = kept(calendars);
    absences = List.copyOf(absences);
    schedules = kept(schedules);
    policies = kept(policies);
  }

  private static <T> Map<String, T> kept(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * Somebody is on call by two schedules at once.
   *
   * @param span when
   * @param person who
   * @param first a schedule's identifier
   * @param second another's
   */
  public record DoubleBooking(Span span, String person, String first, String second) {}

  /** A person; one of whom nothing is said lives by the clock of the first schedule, or by UTC. */
  public Person person(String id) {
    Person known = people.get(id);
    if (known != null) {
      return known;
    }
    ZoneId zone = schedules.values().stream().findFirst().map(Schedule::zone).orElse(ZoneId.of("UTC"));
    return Person.of(id, zone);
  }

  /** The names of a person's holidays, by day of their own calendar. */
  public Map<LocalDate, String> holidays(Person person) {
    Map<LocalDate, String> days = new TreeMap<>();
    for (String id : person.calendars()) {
      HolidayCalendar calendar = calendars.get(id);
      if (calendar != null) {
        days.putAll(calendar.days());
      }
    }
    return days;
  }

  /** Who is on call by a schedule at an instant. */
  public Optional<Duty> duty(String schedule, Instant at) {
    return Optional.ofNullable(schedules.get(schedule)).flatMap(one -> one.duty(at));
  }

  /** Everybody's duties by all schedules, those of one schedule in order of time. */
  public Map<String, List<Duty>> duties(Span span) {
    Map<String, List<Duty>> duties = new LinkedHashMap<>();
    schedules.forEach((id, schedule) -> duties.put(id, schedule.duties(span)));
    return duties;
  }

  /** People who are on call by two schedules at once, in order of time. */
  public static List<DoubleBooking> doubleBookings(Map<String, List<Duty>> duties) {
    Map<String, List<Booked>> byPerson = new TreeMap<>();
    duties.forEach(
        (schedule, all) ->
            all.forEach(
                duty -> byPerson.computeIfAbsent(duty.person(), _ -> new ArrayList<>()).add(new Booked(schedule, duty.span()))));
    List<DoubleBooking> found = new ArrayList<>();
    byPerson.forEach(
        (person, booked) -> {
          booked.sort(Comparator.comparing(one -> one.span().from()));
          for (int i = 0; i < booked.size(); i++) {
            Booked first = booked.get(i);
            for (int j = i + 1; j < booked.size() && booked.get(j).span().from().isBefore(first.span().until()); j++) {
              Booked second = booked.get(j);
              first.span().meet(second.span())
                  .ifPresent(span -> found.add(new DoubleBooking(span, person, first.schedule(), second.schedule())));
            }
          }
        });
    found.sort(Comparator.comparing(one -> one.span().from()));
    return found;
  }

  private record Booked(String schedule, Span span) {}

  /** The same with more overrides of schedules, made after all others; those of schedules that are not here are left out. */
  public OnCallPlan with(Map<String, List<Schedule.Replacement>> overrides) {
    Map<String, Schedule> changed = new LinkedHashMap<>(schedules);
    overrides.forEach((id, more) -> changed.computeIfPresent(id, (_, schedule) -> schedule.with(more)));
    return new OnCallPlan(people, calendars, absences, changed, policies);
  }

  /** The steps of an escalation by one of the policies. */
  public List<Escalation.Step> escalation(EscalationPolicy policy, Instant begun, Optional<Instant> acknowledged) {
    return Escalation.steps(policy, begun, acknowledged, (schedule, at) -> duty(schedule, at).map(Duty::person));
  }
}
