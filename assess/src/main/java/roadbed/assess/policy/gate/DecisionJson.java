package roadbed.assess.policy.gate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.Verdict;

/** Decisions, findings and feedback as documents; docs/reference/decisions.md describes them. */
public final class DecisionJson {
  /** The format's name and version. */
  public static final String FORMAT = "roadbed.decision/1";

  /** The same of what somebody says of a decision. */
  public static final String FEEDBACK_FORMAT = "roadbed.feedback/1";

  private DecisionJson() {}

  /** A decision as a document. */
  public static Value.Fields of(GateDecision decision) {
    Map<String, Value> fields = new LinkedHashMap<>();
    text(fields, "format", FORMAT);
    text(fields, "id", decision.id());
    text(fields, "gate", decision.gate().id());
    text(fields, "at", decision.at().toString());
    text(fields, "outcome", decision.outcome().id());
    text(fields, "subject", decision.subject());
    decision.commit().ifPresent(commit -> text(fields, "commit", commit));
    text(fields, "reference", decision.reference());
    text(fields, "actor", decision.actor());
    decision.bypass().ifPresent(reason -> text(fields, "bypass", reason));
    text(fields, "policy_digest", decision.policyDigest());
    text(fields, "input_digest", decision.inputDigest());
    fields.put("took_us", Value.of(decision.took().toNanos() / 1_000));
    Map<String, Value> counts = new TreeMap<>();
    decision.counts().forEach((what, count) -> counts.put(what, Value.of(count)));
    fields.put("counts", new Value.Fields(counts));
    fields.put("exceptions", Value.ofTexts(decision.exceptions()));
    fields.put("items", new Value.Items(decision.items().stream().<Value>map(DecisionJson::item).toList()));
    return new Value.Fields(fields);
  }

  private static Value.Fields item(GateItem item) {
    Map<String, Value> fields = new LinkedHashMap<>();
    text(fields, "change", item.movement().id());
    text(fields, "level", item.level().id());
    text(fields, "why", item.why());
    text(fields, "fingerprint", item.fingerprint());
    fields.putAll(of(item.finding()).values());
    return new Value.Fields(fields);
  }

  /** A finding as a document. */
  public static Value.Fields of(GateFinding finding) {
    Map<String, Value> fields = new LinkedHashMap<>();
    text(fields, "guardrail", finding.guardrail());
    text(fields, "title", finding.title());
    text(fields, "severity", finding.severity().id());
    text(fields, "outcome", finding.outcome().id());
    fields.put("messages", Value.ofTexts(finding.messages()));
    text(fields, "resource", finding.resource());
    text(fields, "address", finding.address());
    text(fields, "type", finding.type());
    text(fields, "name", finding.name());
    text(fields, "owner", finding.owner());
    text(fields, "environment", finding.environment());
    text(fields, "account", finding.account());
    text(fields, "file", finding.location().file());
    fields.put("line", Value.of(finding.location().line()));
    fields.put("column", Value.of(finding.location().column()));
    return new Value.Fields(fields);
  }

  /** What somebody said, as a document. */
  public static Value.Fields of(GateDecision.Feedback feedback) {
    Map<String, Value> fields = new LinkedHashMap<>();
    text(fields, "format", FEEDBACK_FORMAT);
    text(fields, "decision", feedback.decision());
    text(fields, "guardrail", feedback.guardrail());
    text(fields, "at", feedback.at().toString());
    text(fields, "actor", feedback.actor());
    text(fields, "reason", feedback.reason());
    return new Value.Fields(fields);
  }

  private static void text(Map<String, Value> fields, String name, String text) {
    fields.put(name, Value.of(text));
  }

  /** The decision that a document is; empty where it is none. */
  public static Optional<GateDecision> decision(Value document) {
    if (!(document instanceof Value.Fields fields) || !fields.text("format").equals(Optional.of(FORMAT))) {
      return Optional.empty();
    }
    List<GateItem> items = new ArrayList<>();
    if (fields.get("items").orElse(null) instanceof Value.Items list) {
      list.values().forEach(item -> item(item).ifPresent(items::add));
    }
    Map<String, Long> counts = new TreeMap<>();
    if (fields.get("counts").orElse(null) instanceof Value.Fields numbers) {
      numbers
          .values()
          .forEach(
              (what, count) -> {
                if (count instanceof Value.Whole whole) {
                  counts.put(what, whole.value());
                }
              });
    }
    try {
      return Optional.of(
          new GateDecision(
              fields.text("id").orElseThrow(DecisionJson::missing),
              constant(GateDecision.GateKind.values(), fields.text("gate").orElse("")),
              Instant.parse(fields.text("at").orElse("")),
              fields.text("subject").orElse(""),
              fields.text("commit"),
              fields.text("reference").orElse(""),
              fields.text("actor").orElse(""),
              fields.text("policy_digest").orElse(""),
              fields.text("input_digest").orElse(""),
              counts,
              constant(GateDecision.Outcome.values(), fields.text("outcome").orElse("")),
              items,
              texts(fields, "exceptions"),
              Duration.ofNanos(whole(fields, "took_us") * 1_000),
              fields.text("bypass")));
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<GateItem> item(Value document) {
    Optional<GateFinding> finding = finding(document);
    if (finding.isEmpty() || !(document instanceof Value.Fields fields)) {
      return Optional.empty();
    }
    return Movement.ofId(fields.text("change").orElse(""))
        .flatMap(
            movement ->
                GateRules.Level.ofId(fields.text("level").orElse(""))
                    .map(
                        level ->
                            new GateItem(
                                movement,
                                level,
                                fields.text("why").orElse(""),
                                finding.get(),
                                fields.text("fingerprint").orElse(""))));
  }

  /** The finding that a document is; empty where it is none. */
  public static Optional<GateFinding> finding(Value document) {
    if (!(document instanceof Value.Fields fields)) {
      return Optional.empty();
    }
    Optional<String> guardrail = fields.text("guardrail");
    Optional<Severity> severity = fields.text("severity").flatMap(Severity::ofId);
    if (guardrail.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new GateFinding(
              guardrail.get(),
              fields.text("title").orElse(""),
              severity.get(),
              constant(Verdict.Outcome.values(), fields.text("outcome").orElse("")),
              texts(fields, "messages"),
              fields.text("resource").orElse(""),
              fields.text("address").orElse(""),
              fields.text("type").orElse(""),
              fields.text("name").orElse(""),
              fields.text("owner").orElse(""),
              fields.text("environment").orElse(""),
              fields.text("account").orElse(""),
              Location.of(
                  fields.text("file").orElse(""), (int) whole(fields, "line"), (int) whole(fields, "column"))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What somebody said, as a document has it; empty where it is something else. */
  public static Optional<GateDecision.Feedback> feedback(Value document) {
    if (!(document instanceof Value.Fields fields)
        || !fields.text("format").equals(Optional.of(FEEDBACK_FORMAT))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new GateDecision.Feedback(
              fields.text("decision").orElse(""),
              fields.text("guardrail").orElse(""),
              Instant.parse(fields.text("at").orElse("")),
              fields.text("actor").orElse(""),
              fields.text("reason").orElse("")));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static <E extends Enum<E>> E constant(E[] values, String id) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(id)) {
        return value;
      }
    }
    throw missing();
  }

  private static IllegalArgumentException missing() {
    return new IllegalArgumentException("not as it was written");
  }

  private static long whole(Value.Fields fields, String name) {
    return fields.get(name).orElse(null) instanceof Value.Whole whole ? whole.value() : 0;
  }

  private static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(null) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }
}
