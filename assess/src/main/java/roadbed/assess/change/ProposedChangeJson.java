package roadbed.assess.change;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import roadbed.model.Value;

/** A proposed change as a document; docs/reference/changes.md describes it. */
public final class ProposedChangeJson {
  /** The format's name and version. */
  public static final String FORMAT = "roadbed.change/1";

  private ProposedChangeJson() {}

  /** The document. */
  public static Value.Fields of(ProposedChange change) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("format", Value.of(FORMAT));
    fields.put("kind", Value.of(change.kind().id()));
    fields.put("title", Value.of(change.title()));
    fields.put("services", Value.ofTexts(change.services()));
    fields.put("resources", Value.ofTexts(change.resources()));
    change.environment().ifPresent(text -> fields.put("environment", Value.of(text)));
    fields.put("authors", Value.ofTexts(change.authors()));
    fields.put("reason", Value.of(change.reason()));
    fields.put("tickets", Value.ofTexts(change.tickets()));
    fields.put("digest", Value.of(change.digest()));
    change.commit().ifPresent(text -> fields.put("commit", Value.of(text)));
    fields.put("reference", Value.of(change.reference()));
    List<Value> gates = new ArrayList<>();
    for (ProposedChange.GateVerdict gate : change.gates()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("decision", Value.of(gate.decision()));
      one.put("outcome", Value.of(gate.outcome()));
      one.put("guardrails", Value.ofTexts(gate.guardrails()));
      gates.add(new Value.Fields(one));
    }
    fields.put("gates", new Value.Items(gates));
    change.destroys().ifPresent(count -> fields.put("destroys", Value.of(count)));
    change.from().ifPresent(at -> fields.put("from", Value.of(at.toString())));
    change.until().ifPresent(at -> fields.put("until", Value.of(at.toString())));
    change.link().ifPresent(text -> fields.put("link", Value.of(text)));
    return new Value.Fields(fields);
  }

  /**
   * What a document says.
   *
   * @throws IllegalArgumentException where it is no such document, with the reason
   */
  public static ProposedChange read(Value.Fields fields) {
    if (!fields.text("format").equals(Optional.of(FORMAT))) {
      throw new IllegalArgumentException("the format is not " + FORMAT);
    }
    ProposedChange.Kind kind = null;
    for (ProposedChange.Kind one : ProposedChange.Kind.values()) {
      kind = fields.text("kind").orElse("").toLowerCase(Locale.ROOT).equals(one.id()) ? one : kind;
    }
    if (kind == null) {
      throw new IllegalArgumentException("kind is deployment or plan");
    }
    List<ProposedChange.GateVerdict> gates = new ArrayList<>();
    if (fields.get("gates").orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (!(item instanceof Value.Fields gate)) {
          throw new IllegalArgumentException("gates is a list of objects");
        }
        gates.add(
            new ProposedChange.GateVerdict(text(gate, "decision"), text(gate, "outcome"), texts(gate, "guardrails")));
      }
    }
    OptionalInt destroys = OptionalInt.empty();
    if (fields.get("destroys").orElse(Value.Null.INSTANCE) instanceof Value.Whole count) {
      destroys = OptionalInt.of(Math.clamp(count.value(), 0, Integer.MAX_VALUE));
    }
    return new ProposedChange(
        kind,
        text(fields, "title"),
        texts(fields, "services"),
        texts(fields, "resources"),
        some(fields, "environment"),
        texts(fields, "authors"),
        text(fields, "reason"),
        texts(fields, "tickets"),
        text(fields, "digest"),
        some(fields, "commit"),
        text(fields, "reference"),
        gates,
        destroys,
        time(fields, "from"),
        time(fields, "until"),
        some(fields, "link"));
  }

  private static Optional<String> some(Value.Fields fields, String name) {
    return Optional.of(text(fields, name)).filter(text -> !text.isEmpty());
  }

  private static String text(Value.Fields fields, String name) {
    return bounded(name, fields.text(name).orElse("").strip());
  }

  private static String bounded(String name, String text) {
    if (text.length() > ProposedChange.LONGEST) {
      throw new IllegalArgumentException(name + " is longer than " + ProposedChange.LONGEST + " characters");
    }
    return text;
  }

  private static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text && !text.value().isBlank()) {
          texts.add(bounded(name, text.value().strip()));
        }
      }
    }
    return texts.stream().distinct().toList();
  }

  private static Optional<Instant> time(Value.Fields fields, String name) {
    try {
      return some(fields, name).map(Instant::parse);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(name + " is a time such as 2026-01-31T09:00:00Z");
    }
  }
}
