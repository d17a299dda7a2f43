package roadbed.prove.report;

import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import tools.jackson.core.JsonGenerator;

/**
 * The gate's word on a change as SARIF 2.1.0: results with the state that they have against the base, what is excepted
 * as suppressed, and what could not be evaluated or read as notifications.
 */
public final class GateSarif {
  private final JsonGenerator json;
  private final SarifText text;
  private final Map<String, Integer> ruleIndexes = new HashMap<>();

  private GateSarif(JsonGenerator json) {
    this.json = json;
    this.text = new SarifText(json);
  }

  /** Writes a decision and closes the stream. */
  public static void write(GateReport report, OutputStream out) {
    try (JsonGenerator generator = ValueJson.generator(out)) {
      new GateSarif(generator).log(report);
    }
  }

  private void log(GateReport report) {
    text.document(report.program(), () -> rules(report), () -> invocation(report), () -> results(report));
  }

  private void rules(GateReport report) {
    for (Guardrail guardrail : report.guardrails()) {
      ruleIndexes.put(guardrail.id(), ruleIndexes.size());
      text.rule(guardrail);
    }
  }

  private void results(GateReport report) {
    for (GateItem item : report.items()) {
      if (item.finding().outcome() != Verdict.Outcome.NOT_EVALUATED) {
        result(item);
      }
    }
  }

  private void invocation(GateReport report) {
    json.writeName("invocations");
    json.writeStartArray();
    json.writeStartObject();
    json.writeBooleanProperty("executionSuccessful", report.errors() == 0);
    json.writeStringProperty("endTimeUtc", report.decision().at().toString());
    json.writeName("toolExecutionNotifications");
    json.writeStartArray();
    for (GateItem item : report.items()) {
      if (item.finding().outcome() == Verdict.Outcome.NOT_EVALUATED) {
        notEvaluated(item.finding());
      }
    }
    report.diagnostics().forEach(this::diagnostic);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void notEvaluated(GateFinding finding) {
    json.writeStartObject();
    descriptor("not-evaluated");
    json.writeStringProperty("level", "note");
    text.message(
        "message",
        finding.guardrail() + " was not evaluated for " + finding.address() + ": "
            + String.join("; ", finding.messages()));
    json.writeName("associatedRule");
    json.writeStartObject();
    json.writeStringProperty("id", finding.guardrail());
    json.writeNumberProperty("index", ruleIndexes.getOrDefault(finding.guardrail(), -1));
    json.writeEndObject();
    json.writeName("locations");
    json.writeStartArray();
    text.location(finding.location(), "");
    json.writeEndArray();
    json.writeEndObject();
  }

  private void diagnostic(Diagnostic diagnostic) {
    json.writeStartObject();
    descriptor(diagnostic.code());
    json.writeStringProperty(
        "level",
        switch (diagnostic.level()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO -> "note";
        });
    text.message("message", diagnostic.message() + (diagnostic.hint().isEmpty() ? "" : " (" + diagnostic.hint() + ")"));
    json.writeName("locations");
    json.writeStartArray();
    text.location(diagnostic.location(), "");
    json.writeEndArray();
    json.writeEndObject();
  }

  private void descriptor(String id) {
    json.writeName("descriptor");
    json.writeStartObject();
    json.writeStringProperty("id", id);
    json.writeEndObject();
  }

  private void result(GateItem item) {
    GateFinding finding = item.finding();
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.guardrail());
    json.writeNumberProperty("ruleIndex", ruleIndexes.getOrDefault(finding.guardrail(), -1));
    json.writeStringProperty("level", level(item.level()));
    json.writeStringProperty(
        "baselineState",
        switch (item.movement()) {
          case NEW -> "new";
          case WORSENED -> "updated";
          case UNCHANGED -> "unchanged";
          case FIXED -> "absent";
        });
    text.message("message", finding.address() + ": " + String.join("; ", finding.messages()));
    json.writeName("locations");
    json.writeStartArray();
    text.location(finding.location(), finding.address());
    json.writeEndArray();
    json.writeName("partialFingerprints");
    json.writeStartObject();
    json.writeStringProperty("roadbed/v2", item.fingerprint());
    json.writeEndObject();
    if (finding.outcome() == Verdict.Outcome.EXCEPTED) {
      text.suppression(finding.messages().getFirst());
    }
    json.writeEndObject();
  }

  private static String level(GateRules.Level level) {
    return switch (level) {
      case BLOCK -> "error";
      case WARN -> "warning";
      case INFORM -> "note";
    };
  }
}
