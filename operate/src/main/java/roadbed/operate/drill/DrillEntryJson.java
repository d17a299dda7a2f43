package roadbed.operate.drill;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;
import roadbed.model.resilience.DrillRecord;

/** What happened in an exercise, as a document that a store keeps. */
public final class DrillEntryJson {
  private DrillEntryJson() {}

  /** The document. */
  public static Value.Fields of(DrillEntry.What what) {
    Map<String, Value> fields = new LinkedHashMap<>();
    switch (what) {
      case DrillEntry.Planned it -> {
        put(fields, "kind", "planned");
        put(fields, "title", it.plan().title());
        put(fields, "type", it.plan().kind().id());
        fields.put("services", Value.ofTexts(it.plan().services()));
        fields.put("restores", Value.ofTexts(it.plan().restores()));
        put(fields, "day", it.plan().planned().toString());
        fields.put("participants", Value.ofTexts(it.plan().participants()));
        fields.put("steps", Value.ofTexts(it.plan().steps()));
        it.plan().objective().ifPresent(slo -> put(fields, "objective", slo));
      }
      case DrillEntry.Moved it -> {
        put(fields, "kind", "moved");
        put(fields, "day", it.to().toString());
        put(fields, "text", it.reason());
      }
      case DrillEntry.Begun _ -> put(fields, "kind", "begun");
      case DrillEntry.StepDone it -> {
        put(fields, "kind", "step-done");
        fields.put("step", Value.of((long) it.step()));
        put(fields, "text", it.note());
      }
      case DrillEntry.FaultMade it -> {
        put(fields, "kind", "fault-made");
        put(fields, "time", it.when().toString());
      }
      case DrillEntry.Recovered it -> {
        put(fields, "kind", "recovered");
        put(fields, "time", it.when().toString());
        put(fields, "source", it.source());
      }
      case DrillEntry.DataSeen it -> {
        put(fields, "kind", "data-seen");
        put(fields, "time", it.of().toString());
      }
      case DrillEntry.Noted it -> {
        put(fields, "kind", "noted");
        put(fields, "text", it.text());
      }
      case DrillEntry.Found it -> {
        put(fields, "kind", "found");
        put(fields, "finding", it.finding());
        put(fields, "title", it.title());
        it.owner().ifPresent(owner -> put(fields, "owner", owner));
        it.due().ifPresent(due -> put(fields, "day", due.toString()));
      }
      case DrillEntry.Mended it -> {
        put(fields, "kind", "mended");
        put(fields, "finding", it.finding());
        put(fields, "text", it.how());
      }
      case DrillEntry.Ended it -> {
        put(fields, "kind", "ended");
        put(fields, "outcome", it.outcome().id());
        put(fields, "text", it.conclusion());
      }
      case DrillEntry.Cancelled it -> {
        put(fields, "kind", "cancelled");
        put(fields, "text", it.reason());
      }
    }
    return new Value.Fields(fields);
  }

  private static void put(Map<String, Value> fields, String name, String text) {
    fields.put(name, Value.of(text));
  }

  /** What a document of ours says. */
  public static DrillEntry.What read(Value.Fields fields) {
    return switch (text(fields, "kind")) {
      case "planned" ->
          new DrillEntry.Planned(
              new DrillPlan(
                  text(fields, "title"),
                  kind(text(fields, "type")),
                  texts(fields, "services"),
                  texts(fields, "restores"),
                  LocalDate.parse(text(fields, "day")),
                  texts(fields, "participants"),
                  texts(fields, "steps"),
                  fields.text("objective")));
      case "moved" -> new DrillEntry.Moved(LocalDate.parse(text(fields, "day")), text(fields, "text"));
      case "begun" -> new DrillEntry.Begun();
      case "step-done" ->
          new DrillEntry.StepDone(
              fields.get("step").orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? Math.toIntExact(whole.value()) : 0, text(fields, "text"));
      case "fault-made" -> new DrillEntry.FaultMade(time(fields));
      case "recovered" -> new DrillEntry.Recovered(time(fields), text(fields, "source"));
      case "data-seen" -> new DrillEntry.DataSeen(time(fields));
      case "noted" -> new DrillEntry.Noted(text(fields, "text"));
      case "found" ->
          new DrillEntry.Found(text(fields, "finding"), text(fields, "title"), fields.text("owner"), fields.text("day").map(LocalDate::parse));
      case "mended" -> new DrillEntry.Mended(text(fields, "finding"), text(fields, "text"));
      case "ended" ->
          new DrillEntry.Ended(
              text(fields, "outcome").equals(DrillRecord.Outcome.PASSED.id()) ? DrillRecord.Outcome.PASSED : DrillRecord.Outcome.FAILED, text(fields, "text"));
      case "cancelled" -> new DrillEntry.Cancelled(text(fields, "text"));
      default -> throw new IllegalArgumentException("no entry of an exercise is of kind " + text(fields, "kind"));
    };
  }

  private static DrillRecord.Kind kind(String id) {
    for (DrillRecord.Kind kind : DrillRecord.Kind.values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no exercise is of kind " + id);
  }

  private static Instant time(Value.Fields fields) {
    return Instant.parse(text(fields, "time"));
  }

  private static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      items.values().forEach(item -> Optional.of(item).filter(Value.Text.class::isInstance).map(Value.Text.class::cast).ifPresent(text -> texts.add(text.value())));
    }
    return texts;
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElseThrow(() -> new IllegalArgumentException("an entry of an exercise lacks its " + name));
  }
}
