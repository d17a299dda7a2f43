package roadbed.operate.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** What was decided, as a document that a store keeps. */
public final class OnCallEntryJson {
  private OnCallEntryJson() {}

  /** The document. */
  public static Value.Fields of(OnCallEntry.What what) {
    Map<String, Value> fields = new LinkedHashMap<>();
    switch (what) {
      case OnCallEntry.Overridden it -> {
        fields.put("kind", Value.of("overridden"));
        fields.put("schedule", Value.of(it.schedule()));
        fields.put("person", Value.of(it.person()));
        fields.put("span", span(it.span()));
      }
      case OnCallEntry.Undone _ -> fields.put("kind", Value.of("undone"));
      case OnCallEntry.SwapAsked it -> {
        fields.put("kind", Value.of("swap-asked"));
        fields.put("schedule", Value.of(it.asked().schedule()));
        fields.put("from", Value.of(it.asked().from()));
        fields.put("to", Value.of(it.asked().to()));
        fields.put("given", span(it.asked().given()));
        List<Value> taken = new ArrayList<>();
        it.asked().taken().forEach(one -> taken.add(span(one)));
        fields.put("taken", new Value.Items(taken));
        fields.put("reason", Value.of(it.asked().reason()));
        fields.put("at", Value.of(it.asked().at().toString()));
      }
      case OnCallEntry.SwapAnswered it -> {
        fields.put("kind", Value.of("swap-answered"));
        fields.put("answer", Value.of(it.answer().name().toLowerCase(Locale.ROOT)));
      }
      case OnCallEntry.FeedMade it -> {
        fields.put("kind", Value.of("feed-made"));
        fields.put("hash", Value.of(it.hash()));
        it.schedule().ifPresent(schedule -> fields.put("schedule", Value.of(schedule)));
        it.person().ifPresent(person -> fields.put("person", Value.of(person)));
      }
    }
    fields.put("id", Value.of(what.id()));
    return new Value.Fields(fields);
  }

  /** What a document of ours says. */
  public static OnCallEntry.What read(Value.Fields fields) {
    String id = text(fields, "id");
    return switch (text(fields, "kind")) {
      case "overridden" ->
          new OnCallEntry.Overridden(id, text(fields, "schedule"), span(fields.get("span").orElse(Value.Null.INSTANCE)), text(fields, "person"));
      case "undone" -> new OnCallEntry.Undone(id);
      case "swap-asked" -> {
        List<Span> taken = new ArrayList<>();
        if (fields.get("taken").orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
          items.values().forEach(one -> taken.add(span(one)));
        }
        yield new OnCallEntry.SwapAsked(
            new Swap.Asked(
                id,
                text(fields, "schedule"),
                text(fields, "from"),
                text(fields, "to"),
                span(fields.get("given").orElse(Value.Null.INSTANCE)),
                taken,
                text(fields, "reason"),
                Instant.parse(text(fields, "at"))));
      }
      case "swap-answered" ->
          new OnCallEntry.SwapAnswered(id, OnCallEntry.Answer.valueOf(text(fields, "answer").toUpperCase(Locale.ROOT)));
      case "feed-made" -> new OnCallEntry.FeedMade(id, text(fields, "hash"), some(fields, "schedule"), some(fields, "person"));
      default -> throw new IllegalArgumentException("no entry about being on call is of kind " + text(fields, "kind"));
    };
  }

  private static Value span(Span span) {
    return Value.Fields.of("from", Value.of(span.from().toString()), "until", Value.of(span.until().toString()));
  }

  private static Span span(Value value) {
    if (value instanceof Value.Fields fields) {
      return new Span(Instant.parse(text(fields, "from")), Instant.parse(text(fields, "until")));
    }
    throw new IllegalArgumentException("an entry about being on call lacks its times");
  }

  private static String text(Value.Fields fields, String name) {
    return some(fields, name).orElseThrow(() -> new IllegalArgumentException("an entry about being on call lacks its " + name));
  }

  private static Optional<String> some(Value.Fields fields, String name) {
    return fields.text(name);
  }
}
