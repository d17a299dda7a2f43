package roadbed.operate.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import roadbed.assess.change.ChangeRiskJson;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChangeJson;
import roadbed.model.Value;

/** What happened to a change, as a document that a store keeps. */
public final class ChangeEntryJson {
  private ChangeEntryJson() {}

  /** What kind of entry it is, in one word. */
  public static String kind(ChangeEntry.What what) {
    return switch (what) {
      case ChangeEntry.ProposedAs _ -> "proposed";
      case ChangeEntry.Weighed _ -> "weighed";
      case ChangeEntry.Agreed _ -> "approved";
      case ChangeEntry.Refused _ -> "rejected";
      case ChangeEntry.Withdrawn _ -> "withdrawn";
      case ChangeEntry.CalledEmergency _ -> "emergency";
      case ChangeEntry.Began _ -> "began";
      case ChangeEntry.Over _ -> "over";
      case ChangeEntry.LookedAt _ -> "reviewed";
    };
  }

  /** The document. */
  public static Value.Fields of(ChangeEntry.What what) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("entry", Value.of(kind(what)));
    switch (what) {
      case ChangeEntry.ProposedAs it -> fields.put("change", ProposedChangeJson.of(it.change()));
      case ChangeEntry.Weighed it -> {
        fields.put("digest", Value.of(it.digest()));
        fields.put("risk", ChangeRiskJson.of(it.risk()));
        fields.put("ruling", ChangeRiskJson.of(it.ruling()));
        List<Value> consumers = new ArrayList<>();
        it.consumers().forEach(one -> consumers.add(consumer(one)));
        fields.put("consumers", new Value.Items(consumers));
      }
      case ChangeEntry.Agreed it -> {
        fields.put("digest", Value.of(it.digest()));
        fields.put("words", Value.of(it.words()));
        fields.put("administrator", Value.of(it.administrator()));
      }
      case ChangeEntry.Refused it -> {
        fields.put("digest", Value.of(it.digest()));
        fields.put("words", Value.of(it.reason()));
      }
      case ChangeEntry.Withdrawn it -> fields.put("words", Value.of(it.reason()));
      case ChangeEntry.CalledEmergency it -> fields.put("words", Value.of(it.reason()));
      case ChangeEntry.Began it -> {
        fields.put("fact", Value.of(it.fact()));
        fields.put("leave", Value.of(it.leave().id()));
        fields.put("words", Value.of(it.words()));
      }
      case ChangeEntry.Over it -> {
        fields.put("outcome", Value.of(it.outcome().id()));
        fields.put("words", Value.of(it.words()));
      }
      case ChangeEntry.LookedAt it -> fields.put("words", Value.of(it.conclusion()));
    }
    return new Value.Fields(fields);
  }

  private static Value.Fields consumer(ChangeSurroundings.Consumer one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(one.name()));
    one.tier().ifPresent(tier -> fields.put("tier", Value.of(tier)));
    one.owner().ifPresent(owner -> fields.put("owner", Value.of(owner)));
    fields.put("hops", Value.of(one.hops()));
    fields.put("way", Value.of(one.way()));
    return new Value.Fields(fields);
  }

  /** What a document of ours says. */
  public static ChangeEntry.What read(Value.Fields fields) {
    String words = fields.text("words").orElse("");
    return switch (text(fields, "entry")) {
      case "proposed" -> new ChangeEntry.ProposedAs(ProposedChangeJson.read(object(fields, "change")));
      case "weighed" ->
          new ChangeEntry.Weighed(
              text(fields, "digest"),
              ChangeRiskJson.risk(object(fields, "risk")),
              ChangeRiskJson.ruling(object(fields, "ruling")),
              consumers(fields));
      case "approved" ->
          new ChangeEntry.Agreed(
              text(fields, "digest"), words, fields.get("administrator").orElse(Value.of(false)).equals(Value.of(true)));
      case "rejected" -> new ChangeEntry.Refused(text(fields, "digest"), words);
      case "withdrawn" -> new ChangeEntry.Withdrawn(words);
      case "emergency" -> new ChangeEntry.CalledEmergency(words);
      case "began" -> new ChangeEntry.Began(text(fields, "fact"), constant(ChangeEntry.Leave.values(), text(fields, "leave")), words);
      case "over" -> new ChangeEntry.Over(constant(ChangeEntry.Outcome.values(), text(fields, "outcome")), words);
      case "reviewed" -> new ChangeEntry.LookedAt(words);
      default -> throw new IllegalArgumentException("no entry of a change is called " + text(fields, "entry"));
    };
  }

  private static List<ChangeSurroundings.Consumer> consumers(Value.Fields fields) {
    List<ChangeSurroundings.Consumer> consumers = new ArrayList<>();
    if (fields.get("consumers").orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields one) {
          OptionalInt tier = one.get("tier").orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? OptionalInt.of((int) whole.value()) : OptionalInt.empty();
          int hops = one.get("hops").orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? (int) whole.value() : 0;
          consumers.add(new ChangeSurroundings.Consumer(text(one, "name"), tier, one.text("owner"), hops, one.text("way").orElse("")));
        }
      }
    }
    return consumers;
  }

  private static <E extends Enum<E>> E constant(E[] values, String id) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(id)) {
        return value;
      }
    }
    throw new IllegalArgumentException("an entry of a change says " + id + ", which is nothing");
  }

  private static Value.Fields object(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Fields object ? object : Value.Fields.EMPTY;
  }

  private static String text(Value.Fields fields, String name) {
    return Optional.of(fields)
        .flatMap(all -> all.text(name))
        .orElseThrow(() -> new IllegalArgumentException("an entry of a change lacks its " + name));
  }
}
