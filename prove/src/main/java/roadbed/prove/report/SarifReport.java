package roadbed.prove.report;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import roadbed.assess.policy.Guardrail;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import roadbed.prove.report.EstateReport.Finding;
import tools.jackson.core.JsonGenerator;

/**
 * A scan as SARIF 2.1.0 (OASIS). Failures are results; what could not be evaluated and what could not be read
 * are tool execution notifications, so that a viewer shows neither as a defect nor hides it.
 */
public final class SarifReport {
  private final JsonGenerator json;
  private final SarifText text;
  private final Map<String, Integer> ruleIndexes = new HashMap<>();

  private SarifReport(JsonGenerator json) {
    this.json = json;
    this.text = new SarifText(json);
  }

  /** Writes a scan and closes the stream. */
  public static void write(EstateReport report, OutputStream out) {
    try (JsonGenerator generator = ValueJson.generator(out)) {
      new SarifReport(generator).log(report);
    }
  }

  private void log(EstateReport report) {
    text.document(
        report.program(),
        () -> rules(report),
        () -> invocation(report),
        () -> {
          report.findings(Verdict.Outcome.FAIL).forEach(this::result);
          report.findings(Verdict.Outcome.EXCEPTED).forEach(this::result);
        });
  }

  private void rules(EstateReport report) {
    for (Guardrail guardrail : report.judgement().guardrails()) {
      ruleIndexes.put(guardrail.id(), ruleIndexes.size());
      text.rule(guardrail);
    }
  }

  private void invocation(EstateReport report) {
    json.writeName("invocations");
    json.writeStartArray();
    json.writeStartObject();
    json.writeBooleanProperty("executionSuccessful", report.errors() == 0);
    json.writeStringProperty("endTimeUtc", report.at().toString());
    json.writeName("toolExecutionNotifications");
    json.writeStartArray();
    for (Finding open : report.findings(Verdict.Outcome.NOT_EVALUATED)) {
      notification(
          "not-evaluated",
          "note",
          open.guardrail().id()
              + " was not evaluated for "
              + open.resource().origin().address()
              + ": "
              + String.join("; ", open.verdict().messages()),
          open.resource().origin().location(),
          open.guardrail().id());
    }
    for (Diagnostic diagnostic : report.diagnostics()) {
      String level =
          switch (diagnostic.level()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
          };
      String hint = diagnostic.hint().isEmpty() ? "" : " (" + diagnostic.hint() + ")";
      notification(diagnostic.code(), level, diagnostic.message() + hint, diagnostic.location(), "");
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void notification(
      String descriptor, String level, String words, Location location, String rule) {
    json.writeStartObject();
    json.writeName("descriptor");
    json.writeStartObject();
    json.writeStringProperty("id", descriptor);
    json.writeEndObject();
    json.writeStringProperty("level", level);
    text.message("message", words);
    if (!rule.isEmpty()) {
      json.writeName("associatedRule");
      json.writeStartObject();
      json.writeStringProperty("id", rule);
      json.writeNumberProperty("index", ruleIndexes.getOrDefault(rule, -1));
      json.writeEndObject();
    }
    json.writeName("locations");
    json.writeStartArray();
    text.location(location, "");
    json.writeEndArray();
    json.writeEndObject();
  }

  private void result(Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.guardrail().id());
    json.writeNumberProperty("ruleIndex", ruleIndexes.getOrDefault(finding.guardrail().id(), -1));
    json.writeStringProperty("level", SarifText.level(finding.verdict().severity()));
    text.message(
        "message",
        finding.resource().origin().title() + ": " + String.join("; ", finding.verdict().reasons()));
    json.writeName("locations");
    json.writeStartArray();
    text.location(finding.resource().origin().location(), finding.resource().origin().address());
    json.writeEndArray();
    json.writeName("partialFingerprints");
    json.writeStartObject();
    json.writeStringProperty("roadbed/v1", fingerprint(finding));
    json.writeEndObject();
    finding.verdict().exception().ifPresent(leave -> text.suppression(finding.verdict().messages().getFirst()));
    json.writeEndObject();
  }

  private static String fingerprint(Finding finding) {
    String identity = finding.guardrail().id() + "\n" + finding.resource().origin().address();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
