package roadbed.assess.cost.backlog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.backlog.Backlog.Event;
import roadbed.model.Value;

/** Events of the backlog as documents. */
public final class EventJson {
  private static final int LONGEST_NUMBER = 100;

  private EventJson() {}

  /** The document. */
  public static Value.Fields of(Event event) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(event.id()));
    switch (event) {
      case Event.Found(Opportunity.Idea idea) -> {
        fields.put("event", Value.of("found"));
        fields.put("title", Value.of(idea.title()));
        fields.put("resources", Value.ofTexts(idea.resources()));
        fields.put("control", Value.ofTexts(idea.control()));
        fields.put("promised", Value.of(idea.promised().toPlainString()));
        fields.put("currency", Value.of(idea.currency()));
        fields.put("on", Value.of(idea.found().toString()));
      }
      case Event.Accepted accepted -> {
        fields.put("event", Value.of("accepted"));
        fields.put("owner", Value.of(accepted.owner()));
        fields.put("due", Value.of(accepted.due().toString()));
      }
      case Event.Done done -> {
        fields.put("event", Value.of("done"));
        fields.put("on", Value.of(done.on().toString()));
      }
      case Event.Verified(String _, Saving saving) -> {
        fields.put("event", Value.of("verified"));
        fields.put("from", Value.of(saving.from().toString()));
        fields.put("to", Value.of(saving.to().toString()));
        fields.put("before", Value.of(saving.before().toPlainString()));
        fields.put("after", Value.of(saving.after().toPlainString()));
        fields.put("expected", Value.of(saving.expected().toPlainString()));
        fields.put("monthly", Value.of(saving.monthly().toPlainString()));
        fields.put("normalised", Value.of(saving.normalised()));
      }
      case Event.Reverted reverted -> {
        fields.put("event", Value.of("reverted"));
        fields.put("on", Value.of(reverted.on().toString()));
        fields.put("reason", Value.of(reverted.reason()));
      }
      case Event.Declined declined -> {
        fields.put("event", Value.of("declined"));
        fields.put("by", Value.of(declined.by()));
        fields.put("reason", Value.of(declined.reason()));
      }
      case Event.Undone undone -> {
        fields.put("event", Value.of("undone"));
        fields.put("reason", Value.of(undone.reason()));
      }
    }
    return new Value.Fields(fields);
  }

  /** The document of an event with when and by whom it was entered. */
  public static Value.Fields of(Backlog.Entry entry) {
    Map<String, Value> fields = new LinkedHashMap<>(of(entry.event()).values());
    fields.put("at", Value.of(entry.at().toString()));
    fields.put("actor", Value.of(entry.by()));
    return new Value.Fields(fields);
  }

  /** The event that a document is, with when and by whom it was entered where it says so; empty where it is none. */
  public static Optional<Backlog.Entry> entry(Value document) {
    return read(document)
        .map(
            event -> {
              Value.Fields fields = (Value.Fields) document;
              Instant at = Instant.EPOCH;
              try {
                at = fields.text("at").map(Instant::parse).orElse(at);
              } catch (java.time.DateTimeException _) {
                // It stays unknown, as in a document that does not say.
              }
              return new Backlog.Entry(event, at, fields.text("actor").orElse(""));
            });
  }

  /** The event that a document is; empty where it is none. */
  public static Optional<Event> read(Value document) {
    if (!(document instanceof Value.Fields fields)) {
      return Optional.empty();
    }
    try {
      String id = text(fields, "id");
      return switch (text(fields, "event")) {
        case "found" ->
            Optional.of(
                new Event.Found(
                    new Opportunity.Idea(
                        id,
                        text(fields, "title"),
                        texts(fields, "resources"),
                        texts(fields, "control"),
                        number(fields, "promised"),
                        text(fields, "currency"),
                        day(fields, "on"))));
        case "accepted" -> Optional.of(new Event.Accepted(id, text(fields, "owner"), day(fields, "due")));
        case "done" -> Optional.of(new Event.Done(id, day(fields, "on")));
        case "verified" ->
            Optional.of(
                new Event.Verified(
                    id,
                    new Saving(
                        day(fields, "from"),
                        day(fields, "to"),
                        number(fields, "before"),
                        number(fields, "after"),
                        number(fields, "expected"),
                        number(fields, "monthly"),
                        text(fields, "normalised"))));
        case "reverted" -> Optional.of(new Event.Reverted(id, day(fields, "on"), text(fields, "reason")));
        case "declined" -> Optional.of(new Event.Declined(id, text(fields, "by"), text(fields, "reason")));
        case "undone" -> Optional.of(new Event.Undone(id, text(fields, "reason")));
        default -> Optional.empty();
      };
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElse("");
  }

  private static BigDecimal number(Value.Fields fields, String name) {
    String text = text(fields, name);
    if (text.length() > LONGEST_NUMBER || !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
      throw new NumberFormatException("no plain number");
    }
    return new BigDecimal(text);
  }

  private static LocalDate day(Value.Fields fields, String name) {
    return LocalDate.parse(text(fields, name));
  }

  private static List<String> texts(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items
        ? items.values().stream()
            .filter(Value.Text.class::isInstance)
            .map(value -> ((Value.Text) value).value())
            .toList()
        : List.of();
  }
}
