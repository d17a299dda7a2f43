package roadbed.collect.oncall;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.AllocationJson;
import roadbed.model.Value;

/** A document of kind {@code OnCall} while it is made of another scheduler's export, and what could not be said in it. */
final class OnCallDraft {
  static final long DAY = 86_400;

  private final Map<String, Value> people = new LinkedHashMap<>();
  private final List<Value> schedules = new ArrayList<>();
  private final List<Value> overrides = new ArrayList<>();
  private final List<Value> escalations = new ArrayList<>();
  private final List<AllocationJson.Problem> unmapped = new ArrayList<>();

  /** Says that a piece of the source is left out. */
  void unmapped(String pointer, String message) {
    unmapped.add(new AllocationJson.Problem(pointer, message, ""));
  }

  void person(String id, String name, String zone) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(id));
    fields.put("name", Value.of(name));
    fields.put("zone", Value.of(zone));
    people.putIfAbsent(id, new Value.Fields(fields));
  }

  void schedule(String id, String name, String zone, List<Value> layers) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(id));
    fields.put("name", Value.of(name));
    fields.put("zone", Value.of(zone));
    fields.put("layers", new Value.Items(layers));
    schedules.add(new Value.Fields(fields));
  }

  void override(String schedule, String person, Instant from, Instant until, String by) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("schedule", Value.of(schedule));
    fields.put("person", Value.of(person));
    fields.put("from", Value.of(from.toString()));
    fields.put("until", Value.of(until.toString()));
    fields.put("by", Value.of(by));
    overrides.add(new Value.Fields(fields));
  }

  void escalation(Value policy) {
    escalations.add(policy);
  }

  ImportedOnCall imported(String from) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("apiVersion", Value.of("roadbed.dev/v1"));
    fields.put("kind", Value.of("OnCall"));
    put(fields, "people", List.copyOf(people.values()));
    put(fields, "schedules", schedules);
    put(fields, "overrides", overrides);
    put(fields, "escalations", escalations);
    return new ImportedOnCall(from, new Value.Fields(fields), unmapped);
  }

  private static void put(Map<String, Value> fields, String name, List<Value> values) {
    if (!values.isEmpty()) {
      fields.put(name, new Value.Items(values));
    }
  }

  /**
   * A layer.
   *
   * @param turns active or all
   */
  static Value layer(
      String name, Value rotation, List<String> members, List<Value> restrictions, String turns, Optional<Instant> from, Optional<Instant> until) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(name));
    fields.put("rotation", rotation);
    fields.put("members", Value.ofTexts(members));
    if (!restrictions.isEmpty()) {
      fields.put("restrictions", new Value.Items(restrictions));
      fields.put("turns", Value.of(turns));
    }
    from.ifPresent(at -> fields.put("from", Value.of(at.toString())));
    until.ifPresent(at -> fields.put("until", Value.of(at.toString())));
    return new Value.Fields(fields);
  }

  static Value rotation(String every, long length, LocalDateTime start) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("every", Value.of(every));
    fields.put("length", Value.of(length));
    fields.put("start", Value.of(start.toString()));
    return new Value.Fields(fields);
  }

  /** Hours of every day from a time on; none where they are the whole day. */
  static List<Value> daily(LocalTime from, long seconds) {
    return seconds >= DAY ? List.of() : List.of(hours(List.of(), from, from.plusSeconds(seconds)));
  }

  /** Hours of a week from a day's time on, cut where a day has passed; none where they are the whole week. */
  static List<Value> weekly(DayOfWeek day, LocalTime from, long seconds) {
    List<Value> restrictions = new ArrayList<>();
    if (seconds < 7 * DAY) {
      DayOfWeek begun = day;
      for (long left = seconds; left > 0; left -= DAY) {
        restrictions.add(hours(List.of(begun), from, from.plusSeconds(Math.min(left, DAY) % DAY)));
        begun = begun.plus(1);
      }
    }
    return restrictions;
  }

  /** Hours of some days; of all where none are named. */
  static Value hours(List<DayOfWeek> days, LocalTime from, LocalTime until) {
    Map<String, Value> fields = new LinkedHashMap<>();
    if (!days.isEmpty()) {
      fields.put("days", Value.ofTexts(days.stream().map(day -> day.name().toLowerCase(Locale.ROOT)).toList()));
    }
    fields.put("from", Value.of(from.toString()));
    fields.put("until", Value.of(until.toString()));
    return new Value.Fields(fields);
  }

  // What exports say.

  static List<Value.Fields> objects(Value.Fields in, String name) {
    List<Value.Fields> objects = new ArrayList<>();
    if (in.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        objects.add(item instanceof Value.Fields fields ? fields : Value.Fields.EMPTY);
      }
    }
    return objects;
  }

  static Optional<Long> number(Value.Fields in, String name) {
    return switch (in.get(name).orElse(Value.Null.INSTANCE)) {
      case Value.Whole whole -> Optional.of(whole.value());
      case Value.Decimal decimal when decimal.value().remainder(BigDecimal.ONE).signum() == 0
              && decimal.value().abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0 ->
          Optional.of(decimal.value().longValue());
      case Value.Text text when text.value().matches("[0-9]{1,9}") -> Optional.of(Long.parseLong(text.value()));
      case Value.Text _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          Optional.empty();
    };
  }

  static boolean says(Value.Fields in, String name) {
    return in.get(name).filter(value -> !(value instanceof Value.Null)).isPresent();
  }

  /** An instant with an offset. */
  static Optional<Instant> instant(Value.Fields in, String name) {
    try {
      return in.text(name).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<ZoneId> zone(Optional<String> name) {
    try {
      return name.map(ZoneId::of);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static Optional<LocalTime> time(Optional<String> text) {
    try {
      return text.map(LocalTime::parse);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
