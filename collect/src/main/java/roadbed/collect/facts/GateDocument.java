package roadbed.collect.facts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.GateRules;
import roadbed.model.GateRules.Level;
import roadbed.model.Severity;

/** Reads a document {@code kind: Gate}: how the gate acts. */
public final class GateDocument {
  private boolean wrong;

  private GateDocument() {}

  /** The rules; empty where something in them is wrong, which is said: a gate never acts by half of its rules. */
  public static Optional<GateRules> read(YamlNode.Mapping document, String file, CollectionSink sink) {
    FactsFields root = new FactsFields(document, "", file, sink);
    if (!root.text("apiVersion").equals(Optional.of("roadbed.dev/v1"))) {
      root.wrong("apiVersion", "the version is not known", "write roadbed.dev/v1");
      return Optional.empty();
    }
    GateDocument gate = new GateDocument();
    GateRules rules = gate.rules(root);
    return gate.wrong ? Optional.empty() : Optional.of(rules);
  }

  private GateRules rules(FactsFields root) {
    only(root, "apiVersion", "kind", "severities", "notEvaluated", "unchanged", "rules");
    FactsFields severities = root.object("severities");
    only(severities, "critical", "high", "medium", "low");
    GateRules standard = GateRules.DEFAULT;
    List<GateRules.Rule> rules = new ArrayList<>();
    for (FactsFields rule : root.list("rules")) {
      rules.add(rule(rule));
    }
    return new GateRules(
        rules,
        level(severities, "critical", standard.critical()),
        level(severities, "high", standard.high()),
        level(severities, "medium", standard.medium()),
        level(severities, "low", standard.low()),
        level(root, "notEvaluated", standard.notEvaluated()),
        level(root, "unchanged", standard.unchanged()));
  }

  private GateRules.Rule rule(FactsFields fields) {
    only(
        fields, "level", "guardrails", "severities", "controls", "profiles", "teams", "environments", "accounts", "addresses",
        "files", "percentage", "from", "until", "reason");
    if (!fields.has("level")) {
      refuse(fields, "", "the rule does not say what happens", "give level: inform, warn or block");
    }
    List<Severity> severities = new ArrayList<>();
    for (String text : fields.texts("severities")) {
      Optional<Severity> severity = Severity.ofId(text);
      severity.ifPresent(severities::add);
      if (severity.isEmpty()) {
        refuse(fields, "severities", "there is no severity " + text, "write low, medium, high or critical");
      }
    }
    return new GateRules.Rule(
        level(fields, "level", Level.INFORM),
        fields.texts("guardrails"),
        severities,
        fields.texts("controls"),
        fields.texts("profiles"),
        fields.texts("teams"),
        fields.texts("environments"),
        fields.texts("accounts"),
        fields.texts("addresses"),
        fields.texts("files"),
        percentage(fields),
        moment(fields, "from", false),
        moment(fields, "until", true),
        fields.text("reason").orElse(""));
  }

  private void only(FactsFields fields, String... keys) {
    fields.only(keys);
    wrong |= fields.keys().stream().anyMatch(key -> !List.of(keys).contains(key));
  }

  private Level level(FactsFields fields, String key, Level otherwise) {
    if (!fields.has(key)) {
      return otherwise;
    }
    Optional<Level> level = fields.text(key).flatMap(Level::ofId);
    if (level.isEmpty()) {
      refuse(fields, key, "this is none of the levels", "write inform, warn or block");
    }
    return level.orElse(otherwise);
  }

  private int percentage(FactsFields fields) {
    if (!fields.has("percentage")) {
      return 100;
    }
    String text = fields.text("percentage").orElse("");
    if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 100) {
      return Integer.parseInt(text);
    }
    refuse(fields, "percentage", "a whole number from 0 to 100 is expected here", "");
    return 0;
  }

  /** A day means, as an end, that the rule is in force through that day in UTC. */
  private Optional<Instant> moment(FactsFields fields, String key, boolean end) {
    Optional<String> text = fields.text(key);
    try {
      return text.map(
          one -> {
            if (one.length() != 10) {
              return OffsetDateTime.parse(one).toInstant();
            }
            LocalDate day = LocalDate.parse(one);
            return (end ? day.plusDays(1) : day).atStartOfDay(ZoneOffset.UTC).toInstant();
          });
    } catch (DateTimeException _) {
      refuse(fields, key, "a day or a time is expected here", "write for example 2026-12-31");
      return Optional.empty();
    }
  }

  private void refuse(FactsFields fields, String key, String message, String hint) {
    wrong = true;
    fields.wrong(key, message, hint);
  }
}
