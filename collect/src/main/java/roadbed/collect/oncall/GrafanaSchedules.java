package roadbed.collect.oncall;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/**
 * Schedules of Grafana OnCall: an object with {@code schedules} (as its API lists them) and {@code on_call_shifts}, and
 * perhaps {@code users}, each a list or an answer with {@code results}. Shifts without a schedule become one. A slot of
 * several people at once is not said here, so that the shift is left out.
 */
final class GrafanaSchedules {
  private static final Map<String, DayOfWeek> DAYS =
      Map.of(
          "MO", DayOfWeek.MONDAY, "TU", DayOfWeek.TUESDAY, "WE", DayOfWeek.WEDNESDAY, "TH", DayOfWeek.THURSDAY,
          "FR", DayOfWeek.FRIDAY, "SA", DayOfWeek.SATURDAY, "SU", DayOfWeek.SUNDAY);

  private final OnCallDraft draft = new OnCallDraft();
  private final Map<String, Value.Fields> users = new HashMap<>();

  private GrafanaSchedules() {}

  static boolean recognises(Value.Fields document) {
    return document.get("on_call_shifts").isPresent()
        || list(document, "results").stream().anyMatch(one -> one.get("rolling_users").isPresent() || one.get("duration").isPresent());
  }

  private static List<Value.Fields> list(Value.Fields document, String name) {
    return document.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Fields answer
        ? OnCallDraft.objects(answer, "results")
        : OnCallDraft.objects(document, name);
  }

  static ImportedOnCall read(Value.Fields document) {
    GrafanaSchedules reading = new GrafanaSchedules();
    list(document, "users").forEach(user -> user.text("id").ifPresent(id -> reading.users.put(id, user)));
    boolean bare = document.get("on_call_shifts").isEmpty();
    List<Value.Fields> shifts = bare ? list(document, "results") : list(document, "on_call_shifts");
    String where = bare ? "/results/" : "/on_call_shifts/";
    List<Value.Fields> schedules = list(document, "schedules");
    if (schedules.isEmpty()) {
      List<Integer> all = new ArrayList<>();
      for (int i = 0; i < shifts.size(); i++) {
        all.add(i);
      }
      reading.schedule("grafana", "Grafana OnCall", Optional.of(ZoneId.of("UTC")), shifts, all, where);
    }
    for (int i = 0; i < schedules.size(); i++) {
      Value.Fields schedule = schedules.get(i);
      List<Integer> own = new ArrayList<>();
      if (schedule.get("shifts").orElse(Value.Null.INSTANCE) instanceof Value.Items named) {
        for (int j = 0; j < shifts.size(); j++) {
          Optional<Value> id = shifts.get(j).get("id");
          if (id.isPresent() && named.values().contains(id.get())) {
            own.add(j);
          }
        }
        if (own.size() < named.values().size()) {
          reading.draft.unmapped("/schedules/" + i + "/shifts", "shifts are named that are not below on_call_shifts");
        }
      } else {
        reading.draft.unmapped("/schedules/" + i, "the schedule names no shifts; a calendar elsewhere is not followed");
      }
      String id = schedule.text("id").orElse("grafana-" + i);
      Optional<ZoneId> zone = OnCallDraft.zone(schedule.text("time_zone").or(() -> Optional.of("UTC")));
      reading.schedule(id, schedule.text("name").orElse(id), zone, shifts, own, where);
    }
    return reading.draft.imported("Grafana OnCall");
  }

  private void schedule(
      String id, String name, Optional<ZoneId> zone, List<Value.Fields> shifts, List<Integer> own, String where) {
    if (zone.isEmpty()) {
      draft.unmapped("/schedules", "the time zone of " + name + " is not known");
      return;
    }
    List<Integer> byLevel = new ArrayList<>(own);
    // The higher level wins there; the later layer wins here.
    byLevel.sort(Comparator.comparing(i -> OnCallDraft.number(shifts.get(i), "level").orElse(0L)));
    List<Value> layers = new ArrayList<>();
    List<Integer> events = new ArrayList<>();
    for (int i : byLevel) {
      String type = shifts.get(i).text("type").orElse("");
      if (type.equals("single_event") || type.equals("override")) {
        events.add(i);
      } else {
        layer(shifts.get(i), zone.get(), where + i, i + 1).ifPresent(layers::add);
      }
    }
    if (layers.isEmpty()) {
      draft.unmapped("/schedules", name + " has no shift that could be mapped to a layer");
      return;
    }
    draft.schedule(id, name, zone.get().getId(), layers);
    events.forEach(i -> event(id, shifts.get(i), zone.get(), where + i));
  }

  private void event(String schedule, Value.Fields shift, ZoneId zone, String pointer) {
    ZoneId own = OnCallDraft.zone(shift.text("time_zone")).orElse(zone);
    Optional<Instant> from = local(shift, "start").map(start -> start.atZone(own).toInstant());
    Optional<Long> seconds = OnCallDraft.number(shift, "duration").filter(length -> length > 0);
    List<String> people = people(shift.get("users").orElse(Value.Null.INSTANCE), own);
    if (people.isEmpty() && shift.get("rolling_users").orElse(Value.Null.INSTANCE) instanceof Value.Items slots && slots.values().size() == 1) {
      people = people(slots.values().getFirst(), own);
    }
    if (from.isPresent() && seconds.isPresent() && people.size() == 1) {
      draft.override(schedule, people.getFirst(), from.get(), from.get().plusSeconds(seconds.get()), "Grafana OnCall");
    } else {
      draft.unmapped(pointer, "an event has one person, a start and a duration here");
    }
  }

  private List<String> people(Value said, ZoneId zone) {
    List<String> people = new ArrayList<>();
    if (said instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          Value.Fields user = users.getOrDefault(text.value(), Value.Fields.EMPTY);
          String id = user.text("email").or(() -> user.text("username")).orElse(text.value());
          String own = OnCallDraft.zone(user.text("timezone")).orElse(zone).getId();
          draft.person(id, user.text("username").orElse(id), own);
          people.add(id);
        }
      }
    }
    return people;
  }

  private Optional<Value> layer(Value.Fields shift, ZoneId zone, String pointer, int number) {
    if (OnCallDraft.says(shift, "time_zone") && !shift.text("time_zone").equals(Optional.of(zone.getId()))) {
      draft.unmapped(pointer + "/time_zone", "the shift has a time zone of its own; set the zone of the layer by hand");
      return Optional.empty();
    }
    for (String key : List.of("by_month", "by_monthday")) {
      if (shift.get(key).filter(value -> value instanceof Value.Items items && !items.values().isEmpty()).isPresent()) {
        draft.unmapped(pointer + "/" + key, "shifts of some months or days of the month are not said here");
        return Optional.empty();
      }
    }
    List<String> members = members(shift, zone, pointer);
    Optional<LocalDateTime> start = local(shift, "start");
    long seconds = OnCallDraft.number(shift, "duration").orElse(0L);
    long interval = OnCallDraft.number(shift, "interval").orElse(1L);
    Optional<LocalDateTime> until = local(shift, "until");
    if (members.isEmpty() || start.isEmpty() || seconds <= 0 || interval < 1 || (OnCallDraft.says(shift, "until") && until.isEmpty())) {
      draft.unmapped(pointer, "the shift has no members, start, duration or interval that could be mapped");
      return Optional.empty();
    }
    Optional<Turns> turns = turns(shift, start.get(), seconds, interval);
    if (turns.isEmpty()) {
      draft.unmapped(pointer, "a shift that leaves time between its turns by this frequency, interval and duration is not said here");
      return Optional.empty();
    }
    String name = shift.text("name").filter(text -> !text.isBlank()).map(text -> text + " (" + number + ")").orElse("shift " + number);
    return Optional.of(
        OnCallDraft.layer(
            name,
            turns.get().rotation(),
            members,
            turns.get().restrictions(),
            "active",
            Optional.of(start.get().atZone(zone).toInstant()),
            until.map(at -> at.atZone(zone).toInstant())));
  }

  private List<String> members(Value.Fields shift, ZoneId zone, String pointer) {
    Value slots = shift.get("rolling_users").orElse(Value.Null.INSTANCE);
    if (!(slots instanceof Value.Items items) || items.values().isEmpty()) {
      List<String> all = people(shift.get("users").orElse(Value.Null.INSTANCE), zone);
      if (all.size() > 1) {
        draft.unmapped(pointer + "/users", "several people at once are not said here");
        return List.of();
      }
      return all;
    }
    List<String> members = new ArrayList<>();
    for (int i = 0; i < items.values().size(); i++) {
      List<String> slot = people(items.values().get(i), zone);
      if (slot.size() != 1) {
        draft.unmapped(pointer + "/rolling_users/" + i, "a turn has one person here, not " + slot.size());
        return List.of();
      }
      members.add(slot.getFirst());
    }
    long first = OnCallDraft.number(shift, "start_rotation_from_user_index").orElse(0L);
    Collections.rotate(members, -(int) (first % members.size()));
    return members;
  }

  private record Turns(Value rotation, List<Value> restrictions) {}

  private static Optional<Turns> turns(Value.Fields shift, LocalDateTime start, long seconds, long interval) {
    List<DayOfWeek> days = new ArrayList<>();
    if (shift.get("by_day").orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        DayOfWeek day = item instanceof Value.Text text ? DAYS.get(text.value()) : null;
        if (day == null) {
          return Optional.empty();
        }
        days.add(day);
      }
    }
    LocalTime from = start.toLocalTime();
    boolean withinDay = seconds <= OnCallDraft.DAY;
    LocalTime until = from.plusSeconds(seconds % OnCallDraft.DAY);
    return switch (shift.text("frequency").orElse("")) {
      case "hourly" ->
          days.isEmpty() && seconds == interval * 3_600
              ? Optional.of(new Turns(OnCallDraft.rotation("hour", interval, start), List.of()))
              : Optional.empty();
      case "daily" -> {
        if (!days.isEmpty() && withinDay && interval == 1) {
          yield Optional.of(new Turns(OnCallDraft.rotation("day", 1, start), List.of(OnCallDraft.hours(days, from, until))));
        }
        if (days.isEmpty() && seconds == interval * OnCallDraft.DAY) {
          yield Optional.of(new Turns(OnCallDraft.rotation("day", interval, start), List.of()));
        }
        yield days.isEmpty() && interval == 1 && withinDay
            ? Optional.of(new Turns(OnCallDraft.rotation("day", 1, start), OnCallDraft.daily(from, seconds)))
            : Optional.empty();
      }
      case "weekly" -> {
        if (!days.isEmpty() && withinDay && interval == 1) {
          DayOfWeek begin = DAYS.getOrDefault(shift.text("week_start").orElse("SU"), DayOfWeek.SUNDAY);
          LocalDateTime first = start.with(TemporalAdjusters.previousOrSame(begin));
          yield Optional.of(new Turns(OnCallDraft.rotation("week", 1, first), List.of(OnCallDraft.hours(days, from, until))));
        }
        if (days.isEmpty() && seconds == interval * 7 * OnCallDraft.DAY) {
          yield Optional.of(new Turns(OnCallDraft.rotation("week", interval, start), List.of()));
        }
        yield days.isEmpty() && interval == 1 && seconds < 7 * OnCallDraft.DAY
            ? Optional.of(new Turns(OnCallDraft.rotation("week", 1, start), OnCallDraft.weekly(start.getDayOfWeek(), from, seconds)))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<LocalDateTime> local(Value.Fields in, String key) {
    try {
      return in.text(key).map(text -> LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
