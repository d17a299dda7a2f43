package roadbed.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;
import roadbed.model.calendar.CalendarEvent;
import roadbed.model.calendar.CalendarText;
import roadbed.operate.oncall.Duty;
import roadbed.operate.oncall.DutyCalendar;
import roadbed.operate.oncall.Fairness;
import roadbed.operate.oncall.OnCallDocuments;
import roadbed.operate.oncall.OnCallPlan;
import roadbed.operate.oncall.Schedule;
import roadbed.operate.oncall.Span;

/**
 * A year of 200 people on call: 40 schedules that follow the sun through three zones, each with daily turns, restrictions,
 * absences and overrides; rendered to duties and to iCalendar, and added up by person. Argument: how often it is measured.
 */
public final class OnCallBench {
  private static final int SCHEDULES = 40;
  private static final int PEOPLE = 200;
  private static final Span YEAR = new Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

  private OnCallBench() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    int rounds = arguments.length == 1 ? Integer.parseInt(arguments[0]) : 15;
    OnCallPlan plan = OnCallDocuments.read(List.of(document())).plan();
    PrintStream out = System.out;
    measure(out, "duties of a year", rounds, () -> plan.duties(YEAR).values().stream().mapToInt(List::size).sum());
    measure(out, "duties, gaps and iCalendar", rounds, () -> rendered(plan));
    OnCallPlan one = OnCallDocuments.read(List.of(alone())).plan();
    measure(out, "one schedule, 200 people", rounds, () -> rendered(one));
    measure(out, "fairness", rounds, () -> Fairness.of(plan, YEAR, Fairness.DAILY_REST).shares().size());
  }

  private static int rendered(OnCallPlan plan) {
    List<CalendarEvent> events = new ArrayList<>();
    int gaps = 0;
    for (Schedule schedule : plan.schedules().values()) {
      List<Duty> duties = schedule.duties(YEAR);
      gaps += Schedule.gaps(YEAR, duties).size();
      events.addAll(DutyCalendar.events(plan, schedule, YEAR, Optional.empty()));
    }
    return CalendarText.of("all", events, YEAR.from()).length() + gaps;
  }

  /** Something to be measured; its answer keeps it from being left out. */
  private interface Work {
    int run();
  }

  private static void measure(PrintStream out, String name, int rounds, Work work) {
    long begun = System.nanoTime();
    int answer = work.run();
    double first = (System.nanoTime() - begun) / 1e6;
    double[] took = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      answer ^= work.run();
      took[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(took);
    out.printf(
        Locale.ROOT, "%-28s first %6.0f ms, median %6.1f ms, worst %6.1f ms (%d)%n", name, first, took[rounds / 2], took[rounds - 1], answer);
  }

  private static Value document() {
    List<Value> people = new ArrayList<>();
    List<Value> absences = new ArrayList<>();
    List<Value> schedules = new ArrayList<>();
    List<Value> overrides = new ArrayList<>();
    List<String> zones = List.of("Europe/Berlin", "America/New_York", "Asia/Kolkata");
    for (int i = 0; i < PEOPLE; i++) {
      people.add(fields("id", text("p" + i), "zone", text(zones.get(i % 3))));
      for (int j = 0; j < 3; j++) {
        Instant from = YEAR.from().plus(Duration.ofDays(20 + 110L * j + i % 90));
        absences.add(fields("person", text("p" + i), "from", text(from.toString()), "until", text(from.plus(Duration.ofDays(7)).toString())));
      }
    }
    for (int i = 0; i < SCHEDULES; i++) {
      List<Value> layers = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        List<String> members = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
          members.add("p" + (i * 5 + j * 40 + k) % PEOPLE);
        }
        layers.add(
            fields(
                "name", text("layer " + j),
                "zone", text(zones.get(j)),
                "rotation", fields("every", text("day"), "start", text("2025-01-06T09:00")),
                "members", Value.ofTexts(members),
                "restrictions", new Value.Items(List.of(fields("from", text("09:00"), "until", text("17:30"))))));
      }
      schedules.add(fields("id", text("s" + i), "zone", text("UTC"), "layers", new Value.Items(layers)));
      for (int j = 0; j < 24; j++) {
        Instant from = YEAR.from().plus(Duration.ofHours(15L * 24 * j + i));
        overrides.add(
            fields(
                "schedule", text("s" + i), "person", text("p" + (i + j) % PEOPLE), "from", text(from.toString()),
                "until", text(from.plus(Duration.ofHours(6)).toString())));
      }
    }
    return fields(
        "apiVersion", text("roadbed.dev/v1"),
        "kind", text("OnCall"),
        "people", new Value.Items(people),
        "absences", new Value.Items(absences),
        "schedules", new Value.Items(schedules),
        "overrides", new Value.Items(overrides));
  }

  /** One schedule in which 200 people take turns by the day. */
  private static Value alone() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      members.add("p" + i);
    }
    Value layer =
        fields(
            "name", text("all"),
            "rotation", fields("every", text("day"), "start", text("2025-01-06T09:00")),
            "members", Value.ofTexts(members));
    return fields(
        "apiVersion", text("roadbed.dev/v1"),
        "kind", text("OnCall"),
        "schedules", new Value.Items(List.of(fields("id", text("s"), "zone", text("Europe/Berlin"), "layers", new Value.Items(List.of(layer))))));
  }

  private static Value text(String text) {
    return Value.of(text);
  }

  private static Value fields(Object... pairs) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return new Value.Fields(fields);
  }
}
