package roadbed.operate.oncall;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.AllocationJson;
import roadbed.model.SaidFields;
import roadbed.model.Value;

/**
 * Reads documents of kind {@code OnCall}. They may refer to one another. What is wrong is told by its place, and the rest
 * is read: a schedule of which a layer is wrong is left out as a whole, since others than those who are meant would be on
 * call by what remains of it.
 */
public final class OnCallDocuments {
  private static final String VERSION = "roadbed.dev/v1";
  private static final int MOST_MEMBERS = 1_000;
  private static final int MOST_LAYERS = 100;
  private static final int LONGEST_SHIFT = 1_000;

  private final List<SaidFields.Problems> problems = new ArrayList<>();
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Map<String, HolidayCalendar> calendars = new LinkedHashMap<>();
  private final List<Absence> absences = new ArrayList<>();
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private final Map<String, List<Schedule.Replacement>> overrides = new LinkedHashMap<>();
  private final Map<String, EscalationPolicy> policies = new LinkedHashMap<>();
  private final Set<String> declared = new HashSet<>();

  private OnCallDocuments() {}

  /**
   * What was read.
   *
   * @param problems what is wrong, of each document
   */
  public record Read(OnCallPlan plan, List<List<AllocationJson.Problem>> problems) {
    public Read {
      problems = problems.stream().map(List::copyOf).toList();
    }

    /** Whether something is wrong. */
    public boolean wrong() {
      return problems.stream().anyMatch(of -> !of.isEmpty());
    }
  }

  /** Reads documents. */
  public static Read read(List<Value> documents) {
    OnCallDocuments reading = new OnCallDocuments();
    List<SaidFields> roots = new ArrayList<>();
    for (Value document : documents) {
      SaidFields.Problems problems = new SaidFields.Problems();
      reading.problems.add(problems);
      SaidFields root = SaidFields.of(document, problems);
      root.only("apiVersion", "kind", "people", "holidays", "absences", "schedules", "overrides", "escalations");
      if (!root.text("apiVersion").equals(Optional.of(VERSION))) {
        root.wrong("apiVersion", "the version is not known", "write " + VERSION);
      }
      if (!root.text("kind").equals(Optional.of("OnCall"))) {
        root.wrong("kind", "this document does not speak of being on call", "write OnCall");
      }
      roots.add(root);
    }
    // What others refer to comes first, whichever document it stands in.
    roots.forEach(root -> root.list("holidays").forEach(reading::calendar));
    roots.forEach(root -> root.list("people").forEach(reading::person));
    roots.forEach(root -> root.list("absences").forEach(reading::absence));
    roots.forEach(root -> root.list("schedules").forEach(reading::schedule));
    roots.forEach(root -> root.list("overrides").forEach(reading::override));
    roots.forEach(root -> root.list("escalations").forEach(reading::policy));
    OnCallPlan plan =
        new OnCallPlan(reading.people, reading.calendars, reading.absences, reading.schedules, reading.policies)
            .with(reading.overrides);
    return new Read(plan, reading.problems.stream().map(SaidFields.Problems::all).toList());
  }

  private void calendar(SaidFields fields) {
    fields.only("id", "days");
    Optional<String> id = unique(fields, "holidays");
    Map<LocalDate, String> days = new LinkedHashMap<>();
    for (SaidFields day : fields.list("days")) {
      day.only("date", "name");
      Optional<LocalDate> date = day.required("date").flatMap(WrittenTime::day);
      if (date.isEmpty()) {
        day.wrong(day.has("date") ? "date" : "", "a day is expected here", "write for example 2026-12-25");
      }
      date.ifPresent(one -> days.put(one, day.text("name").orElse("")));
    }
    id.ifPresent(one -> calendars.put(one, new HolidayCalendar(one, days)));
  }

  private void person(SaidFields fields) {
    fields.only("id", "name", "zone", "workingHours", "holidays", "awayOnHolidays");
    Optional<String> id = unique(fields, "people");
    Optional<ZoneId> zone = zone(fields, "zone");
    if (!fields.has("zone")) {
      fields.wrong("", "zone is missing", "write for example Europe/Berlin");
    }
    Optional<Restriction> working =
        fields.has("workingHours") ? restriction(fields.object("workingHours")) : Optional.of(Person.OFFICE);
    List<String> holidays = fields.texts("holidays");
    for (String calendar : holidays) {
      if (!calendars.containsKey(calendar)) {
        fields.wrong("holidays", "there is no calendar of holidays " + calendar, "declare it below holidays");
      }
    }
    boolean away = fields.truth("awayOnHolidays", false);
    if (id.isPresent() && zone.isPresent() && working.isPresent()) {
      String name = fields.text("name").orElse(id.get());
      people.put(id.get(), new Person(id.get(), name, zone.get(), working.get(), holidays, away));
    }
  }

  private void absence(SaidFields fields) {
    fields.only("person", "from", "until", "zone", "reason");
    Optional<String> person = fields.required("person");
    Person known = person.map(people::get).orElse(null);
    ZoneId zone = zone(fields, "zone").orElse(known == null ? ZoneOffset.UTC : known.zone());
    Optional<Span> span = span(fields, zone);
    if (person.isPresent() && span.isPresent()) {
      absences.add(new Absence(person.get(), span.get(), fields.text("reason").orElse("")));
    }
  }

  private void schedule(SaidFields fields) {
    fields.only("id", "name", "zone", "layers");
    Optional<String> id = unique(fields, "schedules");
    Optional<ZoneId> zone = zone(fields, "zone");
    if (!fields.has("zone")) {
      fields.wrong("", "zone is missing", "write for example Europe/Berlin");
    }
    List<SaidFields> said = fields.list("layers");
    if (said.isEmpty() || said.size() > MOST_LAYERS) {
      fields.wrong("layers", "a schedule has from 1 to " + MOST_LAYERS + " layers", "");
      return;
    }
    List<Layer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean wrong = false;
    for (SaidFields one : said) {
      Optional<Layer> layer = layer(one, zone.orElse(ZoneOffset.UTC));
      if (layer.isPresent() && !names.add(layer.get().name())) {
        one.wrong("name", "the schedule has another layer " + layer.get().name(), "give each its own name");
        wrong = true;
      }
      wrong |= layer.isEmpty();
      layer.ifPresent(layers::add);
    }
    if (id.isPresent() && zone.isPresent() && !wrong) {
      String name = fields.text("name").orElse(id.get());
      schedules.put(id.get(), new Schedule(id.get(), name, zone.get(), layers, List.of(), away(layers)));
    }
  }

  /** When members are away: absences, and holidays of those who are away on them. */
  private Map<String, List<Span>> away(List<Layer> layers) {
    Set<String> members = new LinkedHashSet<>();
    layers.forEach(layer -> members.addAll(layer.members()));
    OnCallPlan known = new OnCallPlan(people, calendars, absences, Map.of(), Map.of());
    Map<String, List<Span>> away = new LinkedHashMap<>();
    for (String member : members) {
      List<Span> spans = new ArrayList<>();
      absences.stream().filter(absence -> absence.person().equals(member)).map(Absence::span).forEach(spans::add);
      Person person = people.get(member);
      if (person != null && person.awayOnHolidays()) {
        spans.addAll(
            Fairness.days(known.holidays(person).keySet(), person.zone(), new Span(Instant.MIN, Instant.MAX)));
      }
      if (!spans.isEmpty()) {
        away.put(member, spans);
      }
    }
    return away;
  }

  private Optional<Layer> layer(SaidFields fields, ZoneId zone) {
    fields.only("name", "zone", "rotation", "members", "restrictions", "turns", "from", "until");
    ZoneId own = fields.has("zone") ? zone(fields, "zone").orElse(zone) : zone;
    Optional<String> name = fields.required("name");
    Optional<Rotation> rotation = rotation(fields.object("rotation"), own);
    List<String> members = fields.texts("members");
    if (members.isEmpty() || members.size() > MOST_MEMBERS) {
      fields.wrong("members", "a layer has from 1 to " + MOST_MEMBERS + " members", "list them in order of their turns");
    }
    List<SaidFields> said = fields.list("restrictions");
    List<Restriction> restrictions = new ArrayList<>();
    said.forEach(one -> restriction(one).ifPresent(restrictions::add));
    String turns = fields.text("turns").orElse("active");
    if (!turns.equals("active") && !turns.equals("all")) {
      fields.wrong("turns", "turns are active or all", "active: a shift that restrictions leave empty is nobody's turn");
    }
    Optional<Instant> from = instant(fields, "from", own, false);
    Optional<Instant> until = instant(fields, "until", own, true);
    boolean unread =
        (fields.has("from") && from.isEmpty())
            || (fields.has("until") && until.isEmpty())
            || (fields.has("zone") && zone(fields, "zone").isEmpty())
            || (fields.has("restrictions") && (said.isEmpty() || restrictions.size() < said.size()));
    if (name.isEmpty() || rotation.isEmpty() || members.isEmpty() || members.size() > MOST_MEMBERS || unread) {
      return Optional.empty();
    }
    Layer.Turns counted = turns.equals("all") ? Layer.Turns.OF_ALL_SHIFTS : Layer.Turns.OF_ACTIVE_SHIFTS;
    return Optional.of(new Layer(name.get(), rotation.get(), members, restrictions, counted, from, until));
  }

  private static Optional<Rotation> rotation(SaidFields fields, ZoneId zone) {
    fields.only("every", "length", "start");
    Optional<Rotation.Unit> unit =
        fields.required("every").flatMap(
            word ->
                switch (word) {
                  case "hour" -> Optional.of(Rotation.Unit.HOURLY);
                  case "day" -> Optional.of(Rotation.Unit.DAILY);
                  case "week" -> Optional.of(Rotation.Unit.WEEKLY);
                  case "month" -> Optional.of(Rotation.Unit.MONTHLY);
                  default -> Optional.empty();
                });
    if (unit.isEmpty()) {
      fields.wrong("every", "a duty is handed over every hour, day, week or month", "write one of these");
    }
    String length = fields.text("length").orElse("1");
    boolean whole = length.matches("[1-9][0-9]{0,3}") && Integer.parseInt(length) <= LONGEST_SHIFT;
    if (!whole) {
      fields.wrong("length", "a whole number from 1 to " + LONGEST_SHIFT + " is expected here", "");
    }
    Optional<LocalDateTime> start = fields.required("start").flatMap(WrittenTime::local);
    if (start.isEmpty()) {
      fields.wrong("start", "the time of a handover by the zone's clock is expected here", "write for example 2026-01-05T09:00");
    }
    return unit.isPresent() && whole && start.isPresent()
        ? Optional.of(new Rotation(zone, start.get(), unit.get(), Integer.parseInt(length)))
        : Optional.empty();
  }

  private static Optional<Restriction> restriction(SaidFields fields) {
    fields.only("days", "from", "until");
    Optional<Set<DayOfWeek>> days =
        fields.has("days") ? WrittenTime.days(fields.texts("days")) : Optional.of(Set.of(DayOfWeek.values()));
    if (days.isEmpty()) {
      fields.wrong("days", "days of the week are expected here", "write for example [monday, friday] or monday-friday");
    }
    Optional<LocalTime> from = fields.required("from").flatMap(WrittenTime::time);
    Optional<LocalTime> until = fields.required("until").flatMap(WrittenTime::time);
    if (from.isEmpty()) {
      fields.wrong("from", "a time of the day is expected here", "write for example 09:00");
    }
    if (until.isEmpty()) {
      fields.wrong("until", "a time of the day is expected here", "write for example 17:00");
    }
    return days.isPresent() && from.isPresent() && until.isPresent()
        ? Optional.of(new Restriction(days.get(), from.get(), until.get()))
        : Optional.empty();
  }

  private void override(SaidFields fields) {
    fields.only("schedule", "person", "from", "until", "by");
    Optional<String> id = fields.required("schedule");
    Schedule schedule = id.map(schedules::get).orElse(null);
    if (id.isPresent() && schedule == null) {
      fields.wrong("schedule", "there is no schedule " + id.get(), "declare it below schedules");
    }
    Optional<String> person = fields.required("person");
    Optional<Span> span = span(fields, schedule == null ? ZoneOffset.UTC : schedule.zone());
    if (schedule != null && person.isPresent() && span.isPresent()) {
      overrides
          .computeIfAbsent(schedule.id(), _ -> new ArrayList<>())
          .add(new Schedule.Replacement(span.get(), person.get(), fields.text("by").orElse("")));
    }
  }

  private void policy(SaidFields fields) {
    fields.only("id", "name", "levels", "repeats");
    Optional<String> id = unique(fields, "escalations");
    String repeats = fields.text("repeats").orElse("0");
    boolean whole = repeats.matches("[0-9]{1,3}") && Integer.parseInt(repeats) <= EscalationPolicy.MOST_REPEATS;
    if (!whole) {
      fields.wrong("repeats", "a whole number from 0 to " + EscalationPolicy.MOST_REPEATS + " is expected here", "");
    }
    List<EscalationPolicy.Level> levels = new ArrayList<>();
    List<SaidFields> said = fields.list("levels");
    if (said.isEmpty()) {
      fields.wrong("levels", "a policy has at least one level", "list whom it tells");
    }
    said.forEach(one -> level(one).ifPresent(levels::add));
    if (id.isPresent() && whole && !levels.isEmpty() && levels.size() == said.size()) {
      String name = fields.text("name").orElse(id.get());
      policies.put(id.get(), new EscalationPolicy(id.get(), name, levels, Integer.parseInt(repeats)));
    }
  }

  private Optional<EscalationPolicy.Level> level(SaidFields fields) {
    fields.only("delay", "targets");
    Optional<Duration> delay = fields.required("delay").flatMap(WrittenTime::duration);
    if (delay.isEmpty()) {
      fields.wrong("delay", "how long it is waited for is expected here", "write for example 5m or 1h30m");
    }
    List<EscalationPolicy.Target> targets = new ArrayList<>();
    List<SaidFields> said = fields.list("targets");
    for (SaidFields target : said) {
      target.only("person", "schedule");
      Optional<String> person = target.text("person");
      Optional<String> schedule = target.text("schedule");
      if (person.isPresent() == schedule.isPresent()) {
        target.wrong("", "a target is either a person or a schedule", "write person: or schedule:");
      } else if (schedule.isPresent() && !schedules.containsKey(schedule.get())) {
        target.wrong("schedule", "there is no schedule " + schedule.get(), "declare it below schedules");
      } else {
        person.ifPresent(one -> targets.add(new EscalationPolicy.OnePerson(one)));
        schedule.ifPresent(one -> targets.add(new EscalationPolicy.OnSchedule(one)));
      }
    }
    if (said.isEmpty()) {
      fields.wrong("targets", "a level tells somebody", "list a person or a schedule");
    }
    return delay.isPresent() && !targets.isEmpty() && targets.size() == said.size()
        ? Optional.of(new EscalationPolicy.Level(targets, delay.get()))
        : Optional.empty();
  }

  private Optional<String> unique(SaidFields fields, String kind) {
    Optional<String> id = fields.required("id");
    if (id.isPresent() && !declared.add(kind + "/" + id.get())) {
      fields.wrong("id", id.get() + " is declared twice", "what is declared first holds");
      return Optional.empty();
    }
    return id;
  }

  private static Optional<ZoneId> zone(SaidFields fields, String key) {
    Optional<String> text = fields.text(key);
    Optional<ZoneId> zone = text.flatMap(WrittenTime::zone);
    if (text.isPresent() && zone.isEmpty()) {
      fields.wrong(key, "there is no time zone " + text.get(), "write for example Europe/Berlin or UTC");
    }
    return zone;
  }

  private static Optional<Instant> instant(SaidFields fields, String key, ZoneId zone, boolean end) {
    Optional<String> text = fields.text(key);
    Optional<Instant> instant = text.flatMap(one -> WrittenTime.instant(one, zone, end));
    if (fields.has(key) && instant.isEmpty()) {
      fields.wrong(key, "a day or a time is expected here", "write for example 2026-12-31 or 2026-12-31T09:00");
    }
    return instant;
  }

  private static Optional<Span> span(SaidFields fields, ZoneId zone) {
    fields.required("from");
    fields.required("until");
    Optional<Instant> from = instant(fields, "from", zone, false);
    Optional<Instant> until = instant(fields, "until", zone, true);
    if (from.isEmpty() || until.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(until.get())) {
      fields.wrong("until", "it ends before it begins", "");
      return Optional.empty();
    }
    return Optional.of(new Span(from.get(), until.get()));
  }
}
