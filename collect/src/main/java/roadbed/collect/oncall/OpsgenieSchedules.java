package roadbed.collect.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Value;

/**
 * Schedules as Opsgenie's REST API answers them with their rotations: a schedule, or {@code data} with one or several. In
 * Opsgenie all rotations of a schedule are on call at the same time; here the later one wins, which is told.
 */
final class OpsgenieSchedules {
  private final OnCallDraft draft = new OnCallDraft();

  private OpsgenieSchedules() {}

  static boolean recognises(Value.Fields document) {
    return schedules(document).stream().anyMatch(one -> one.schedule().get("rotations").isPresent());
  }

  private record At(Value.Fields schedule, String pointer) {}

  private static List<At> schedules(Value.Fields document) {
    List<At> schedules = new ArrayList<>();
    switch (document.get("data").orElse(Value.Null.INSTANCE)) {
      case Value.Fields one -> schedules.add(new At(one, "/data"));
      case Value.Items items -> {
        for (int i = 0; i < items.values().size(); i++) {
          if (items.values().get(i) instanceof Value.Fields one) {
            schedules.add(new At(one, "/data/" + i));
          }
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          schedules.add(new At(document, ""));
    }
    return schedules;
  }

  static ImportedOnCall read(Value.Fields document) {
    OpsgenieSchedules reading = new OpsgenieSchedules();
    schedules(document).forEach(one -> reading.schedule(one.schedule(), one.pointer()));
    return reading.draft.imported("Opsgenie");
  }

  private void schedule(Value.Fields schedule, String pointer) {
    Optional<ZoneId> zone = OnCallDraft.zone(schedule.text("timezone"));
    Optional<String> id = schedule.text("id").or(() -> schedule.text("name"));
    if (zone.isEmpty() || id.isEmpty()) {
      draft.unmapped(pointer, "the schedule has no identifier or no time zone that is known");
      return;
    }
    if (schedule.get("enabled").filter(Value.Bool.FALSE::equals).isPresent()) {
      draft.unmapped(pointer + "/enabled", "the schedule is switched off there, and has no switch here");
    }
    List<Value> layers = new ArrayList<>();
    List<Value.Fields> rotations = OnCallDraft.objects(schedule, "rotations");
    for (int i = 0; i < rotations.size(); i++) {
      layer(rotations.get(i), zone.get(), pointer + "/rotations/" + i, i + 1).ifPresent(layers::add);
    }
    if (layers.size() > 1) {
      draft.unmapped(
          pointer + "/rotations", "where rotations overlap, all of them are on call there, and the later one alone is here");
    }
    if (layers.isEmpty()) {
      draft.unmapped(pointer, "the schedule has no rotation that could be mapped");
    } else {
      draft.schedule(id.get(), schedule.text("name").orElse(id.get()), zone.get().getId(), layers);
    }
  }

  private Optional<Value> layer(Value.Fields rotation, ZoneId zone, String pointer, int number) {
    Optional<String> every =
        switch (rotation.text("type").orElse("")) {
          case "hourly" -> Optional.of("hour");
          case "daily" -> Optional.of("day");
          case "weekly" -> Optional.of("week");
          default -> Optional.empty();
        };
    long length = OnCallDraft.number(rotation, "length").orElse(1L);
    Optional<Instant> start = OnCallDraft.instant(rotation, "startDate");
    Optional<Instant> end = OnCallDraft.instant(rotation, "endDate");
    if (every.isEmpty() || length < 1 || start.isEmpty() || (OnCallDraft.says(rotation, "endDate") && end.isEmpty())) {
      draft.unmapped(pointer, "the rotation has no type, length or times that are known");
      return Optional.empty();
    }
    List<String> members = new ArrayList<>();
    List<Value.Fields> participants = OnCallDraft.objects(rotation, "participants");
    for (int i = 0; i < participants.size(); i++) {
      Value.Fields one = participants.get(i);
      Optional<String> user =
          one.text("type").equals(Optional.of("user")) ? one.text("username").or(() -> one.text("id")) : Optional.empty();
      if (user.isEmpty()) {
        draft.unmapped(
            pointer + "/participants/" + i,
            "a member is a person here, not " + one.text("type").orElse("nobody") + "; without it the turns of the others would move, so the rotation is left out");
        return Optional.empty();
      }
      draft.person(user.get(), user.get(), zone.getId());
      members.add(user.get());
    }
    Optional<List<Value>> restrictions = restrictions(rotation, pointer);
    if (members.isEmpty() || restrictions.isEmpty()) {
      draft.unmapped(pointer, "the rotation has no participants or no hours that could be mapped");
      return Optional.empty();
    }
    String name = rotation.text("name").filter(text -> !text.isBlank()).map(text -> text + " (" + number + ")").orElse("rotation " + number);
    Value turns = OnCallDraft.rotation(every.get(), length, LocalDateTime.ofInstant(start.get(), zone));
    return Optional.of(OnCallDraft.layer(name, turns, members, restrictions.get(), "all", Optional.empty(), end));
  }

  private Optional<List<Value>> restrictions(Value.Fields rotation, String pointer) {
    if (!(rotation.get("timeRestriction").orElse(Value.Null.INSTANCE) instanceof Value.Fields said)) {
      return Optional.of(List.of());
    }
    List<Value> restrictions = new ArrayList<>();
    if (said.get("restriction").orElse(Value.Null.INSTANCE) instanceof Value.Fields one) {
      Optional<LocalTime> from = time(one, "start");
      Optional<LocalTime> until = time(one, "end");
      if (from.isPresent() && until.isPresent()) {
        return Optional.of(List.of(OnCallDraft.hours(List.of(), from.get(), until.get())));
      }
    }
    List<Value.Fields> several = OnCallDraft.objects(said, "restrictions");
    for (Value.Fields one : several) {
      Optional<DayOfWeek> first = day(one, "startDay");
      Optional<DayOfWeek> last = day(one, "endDay");
      Optional<LocalTime> from = time(one, "start");
      Optional<LocalTime> until = time(one, "end");
      if (first.isPresent() && last.isPresent() && from.isPresent() && until.isPresent()) {
        long days = Math.floorMod(last.get().getValue() - first.get().getValue(), 7);
        long seconds = days * OnCallDraft.DAY + until.get().toSecondOfDay() - from.get().toSecondOfDay();
        List<Value> hours = OnCallDraft.weekly(first.get(), from.get(), seconds > 0 ? seconds : seconds + 7 * OnCallDraft.DAY);
        if (hours.isEmpty()) {
          return Optional.of(List.of());
        }
        restrictions.addAll(hours);
      } else {
        draft.unmapped(pointer + "/timeRestriction", "a restriction has days or times that are not known");
        return Optional.empty();
      }
    }
    if (restrictions.isEmpty()) {
      draft.unmapped(pointer + "/timeRestriction", "the restriction is of a kind that is not known");
      return Optional.empty();
    }
    return Optional.of(restrictions);
  }

  private static Optional<LocalTime> time(Value.Fields in, String edge) {
    long hour = OnCallDraft.number(in, edge + "Hour").orElse(-1L);
    long minute = OnCallDraft.number(in, edge + "Min").orElse(0L);
    boolean known = (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) || (hour == 24 && minute == 0);
    return known ? Optional.of(LocalTime.of((int) hour % 24, (int) minute)) : Optional.empty();
  }

  private static Optional<DayOfWeek> day(Value.Fields in, String key) {
    try {
      return in.text(key).map(word -> DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
