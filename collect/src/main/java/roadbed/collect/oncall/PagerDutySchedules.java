package roadbed.collect.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/**
 * Schedules and escalation policies as PagerDuty's REST API answers them: {@code schedule} or {@code schedules}, and
 * {@code escalation_policies}. The API lists the layer that wins first.
 */
final class PagerDutySchedules {
  private static final long HOUR = 3_600;

  private final OnCallDraft draft = new OnCallDraft();

  private PagerDutySchedules() {}

  static boolean recognises(Value.Fields document) {
    return document.at("schedule", "schedule_layers").isPresent()
        || OnCallDraft.objects(document, "schedules").stream().anyMatch(one -> one.get("schedule_layers").isPresent())
        || document.get("escalation_policies").isPresent();
  }

  static ImportedOnCall read(Value.Fields document) {
    PagerDutySchedules reading = new PagerDutySchedules();
    if (document.get("schedule").orElse(Value.Null.INSTANCE) instanceof Value.Fields one) {
      reading.schedule(one, "/schedule");
    }
    List<Value.Fields> schedules = OnCallDraft.objects(document, "schedules");
    for (int i = 0; i < schedules.size(); i++) {
      reading.schedule(schedules.get(i), "/schedules/" + i);
    }
    List<Value.Fields> policies = OnCallDraft.objects(document, "escalation_policies");
    for (int i = 0; i < policies.size(); i++) {
      reading.policy(policies.get(i), "/escalation_policies/" + i);
    }
    return reading.draft.imported("PagerDuty");
  }

  private void schedule(Value.Fields schedule, String pointer) {
    Optional<ZoneId> zone = OnCallDraft.zone(schedule.text("time_zone"));
    Optional<String> id = schedule.text("id").or(() -> schedule.text("name"));
    if (zone.isEmpty() || id.isEmpty()) {
      draft.unmapped(pointer, "the schedule has no identifier or no time zone that is known");
      return;
    }
    List<Value.Fields> said = OnCallDraft.objects(schedule, "schedule_layers");
    List<Value> layers = new ArrayList<>();
    boolean whole = true;
    for (int i = said.size() - 1; i >= 0; i--) {
      Optional<Value> layer = layer(said.get(i), zone.get(), pointer + "/schedule_layers/" + i, said.size() - i);
      layer.ifPresent(layers::add);
      whole &= layer.isPresent();
    }
    if (layers.isEmpty()) {
      draft.unmapped(pointer, "the schedule has no layer that could be mapped");
      return;
    }
    if (!whole) {
      draft.unmapped(pointer, "the schedule is imported without the layers that could not be mapped: see who is on call then");
    }
    String name = schedule.text("name").orElse(id.get());
    draft.schedule(id.get(), name, zone.get().getId(), layers);
    Value.Fields overriding =
        schedule.get("overrides_subschedule").orElse(Value.Null.INSTANCE) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
    overrides(id.get(), zone.get(), OnCallDraft.objects(overriding, "rendered_schedule_entries"), pointer + "/overrides_subschedule/rendered_schedule_entries");
    overrides(id.get(), zone.get(), OnCallDraft.objects(schedule, "overrides"), pointer + "/overrides");
    List<Value.Fields> policies = OnCallDraft.objects(schedule, "escalation_policies");
    for (int i = 0; i < policies.size(); i++) {
      draft.unmapped(
          pointer + "/escalation_policies/" + i,
          "the escalation policy " + policies.get(i).text("summary").orElse("") + " is only named here: export it by itself");
    }
  }

  private void overrides(String schedule, ZoneId zone, List<Value.Fields> said, String pointer) {
    for (int i = 0; i < said.size(); i++) {
      Optional<Instant> from = OnCallDraft.instant(said.get(i), "start");
      Optional<Instant> until = OnCallDraft.instant(said.get(i), "end");
      Optional<String> person = user(said.get(i), zone);
      if (from.isPresent() && until.isPresent() && person.isPresent()) {
        draft.override(schedule, person.get(), from.get(), until.get(), "PagerDuty");
      } else {
        draft.unmapped(pointer + "/" + i, "the override has no person or no times");
      }
    }
  }

  private Optional<Value> layer(Value.Fields layer, ZoneId zone, String pointer, int number) {
    Optional<Value> rotation =
        OnCallDraft.instant(layer, "rotation_virtual_start")
            .flatMap(start -> rotation(layer, LocalDateTime.ofInstant(start, zone), pointer));
    List<String> members = new ArrayList<>();
    List<Value.Fields> users = OnCallDraft.objects(layer, "users");
    for (int i = 0; i < users.size(); i++) {
      Optional<String> person = user(users.get(i), zone);
      if (person.isEmpty()) {
        draft.unmapped(pointer + "/users/" + i, "the user has no name");
      }
      person.ifPresent(members::add);
    }
    Optional<List<Value>> restrictions = restrictions(layer, pointer);
    boolean times = readable(layer, "start") && readable(layer, "end");
    if (rotation.isEmpty() || members.isEmpty() || members.size() < users.size() || restrictions.isEmpty() || !times) {
      draft.unmapped(pointer, "the layer has no members, times or turns that could be mapped");
      return Optional.empty();
    }
    // Names of layers may repeat or be missing; ours are unique in a schedule.
    String name = layer.text("name").filter(text -> !text.isBlank()).map(text -> text + " (" + number + ")").orElse("layer " + number);
    return Optional.of(
        OnCallDraft.layer(
            name, rotation.get(), members, restrictions.get(), "all", OnCallDraft.instant(layer, "start"), OnCallDraft.instant(layer, "end")));
  }

  private static boolean readable(Value.Fields layer, String key) {
    return !OnCallDraft.says(layer, key) || OnCallDraft.instant(layer, key).isPresent();
  }

  private Optional<Value> rotation(Value.Fields layer, LocalDateTime start, String pointer) {
    long seconds = OnCallDraft.number(layer, "rotation_turn_length_seconds").orElse(0L);
    if (seconds > 0 && seconds % (7 * OnCallDraft.DAY) == 0) {
      return Optional.of(OnCallDraft.rotation("week", seconds / (7 * OnCallDraft.DAY), start));
    }
    if (seconds > 0 && seconds % OnCallDraft.DAY == 0) {
      return Optional.of(OnCallDraft.rotation("day", seconds / OnCallDraft.DAY, start));
    }
    if (seconds > 0 && seconds % HOUR == 0) {
      return Optional.of(OnCallDraft.rotation("hour", seconds / HOUR, start));
    }
    draft.unmapped(pointer + "/rotation_turn_length_seconds", "turns of " + seconds + " seconds are no whole hours");
    return Optional.empty();
  }

  private Optional<List<Value>> restrictions(Value.Fields layer, String pointer) {
    List<Value> restrictions = new ArrayList<>();
    List<Value.Fields> said = OnCallDraft.objects(layer, "restrictions");
    for (int i = 0; i < said.size(); i++) {
      Value.Fields one = said.get(i);
      String type = one.text("type").orElse("");
      Optional<LocalTime> from = OnCallDraft.time(one.text("start_time_of_day"));
      long seconds = OnCallDraft.number(one, "duration_seconds").orElse(0L);
      long day = OnCallDraft.number(one, "start_day_of_week").orElse(0L);
      boolean weekly = type.equals("weekly_restriction") && day >= 1 && day <= 7;
      if (from.isEmpty() || seconds <= 0 || !(weekly || type.equals("daily_restriction"))) {
        draft.unmapped(pointer + "/restrictions/" + i, "the restriction has no type, time or length that is known");
        return Optional.empty();
      }
      List<Value> hours =
          weekly ? OnCallDraft.weekly(DayOfWeek.of((int) day), from.get(), seconds) : OnCallDraft.daily(from.get(), seconds);
      if (hours.isEmpty()) {
        // It restricts nothing, and neither do the others beside it.
        return Optional.of(List.of());
      }
      restrictions.addAll(hours);
    }
    return Optional.of(restrictions);
  }

  private Optional<String> user(Value.Fields wrapper, ZoneId zone) {
    Value.Fields user = wrapper.get("user").orElse(Value.Null.INSTANCE) instanceof Value.Fields inner ? inner : wrapper;
    Optional<String> name = user.text("name").or(() -> user.text("summary"));
    Optional<String> id = user.text("email").or(() -> name).or(() -> user.text("id"));
    id.ifPresent(
        one ->
            draft.person(
                one, name.orElse(one), OnCallDraft.zone(user.text("time_zone")).map(ZoneId::getId).orElse(zone.getId())));
    return id;
  }

  private void policy(Value.Fields policy, String pointer) {
    List<Value> levels = new ArrayList<>();
    List<Value.Fields> rules = OnCallDraft.objects(policy, "escalation_rules");
    for (int i = 0; i < rules.size(); i++) {
      List<Value> targets = new ArrayList<>();
      List<Value.Fields> said = OnCallDraft.objects(rules.get(i), "targets");
      for (int j = 0; j < said.size(); j++) {
        String type = said.get(j).text("type").orElse("");
        Optional<String> schedule = type.startsWith("schedule") ? said.get(j).text("id") : Optional.empty();
        Optional<String> person = type.startsWith("user") ? user(said.get(j), ZoneId.of("UTC")) : Optional.empty();
        schedule.ifPresent(id -> targets.add(new Value.Fields(Map.of("schedule", Value.of(id)))));
        person.ifPresent(id -> targets.add(new Value.Fields(Map.of("person", Value.of(id)))));
        if (schedule.isEmpty() && person.isEmpty()) {
          draft.unmapped(pointer + "/escalation_rules/" + i + "/targets/" + j, "a target is a schedule or a user here, not " + type);
        }
      }
      long minutes = OnCallDraft.number(rules.get(i), "escalation_delay_in_minutes").orElse(0L);
      if (targets.isEmpty() || minutes <= 0) {
        draft.unmapped(pointer + "/escalation_rules/" + i, "the level tells nobody or does not say how long it waits");
      } else {
        levels.add(Value.Fields.of("delay", Value.of(minutes + "m"), "targets", new Value.Items(targets)));
      }
    }
    Optional<String> id = policy.text("id").or(() -> policy.text("name"));
    if (id.isEmpty() || levels.isEmpty()) {
      draft.unmapped(pointer, "the policy has no identifier or no level that could be mapped");
      return;
    }
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(id.get()));
    fields.put("name", Value.of(policy.text("name").orElse(id.get())));
    fields.put("repeats", Value.of(OnCallDraft.number(policy, "num_loops").orElse(0L)));
    fields.put("levels", new Value.Items(levels));
    draft.escalation(new Value.Fields(fields));
  }
}
