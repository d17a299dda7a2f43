package roadbed.prove.report;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/** The gate's word on a change as JSON, format {@code roadbed.gate/1}: the decision, and what it was made on. */
public final class GateJson {
  /** The format's name and version. */
  public static final String FORMAT = "roadbed.gate/1";

  private GateJson() {}

  /** Writes a decision and closes the stream. */
  public static void write(GateReport report, OutputStream out) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("format", Value.of(FORMAT));
    fields.put("program", Value.of(report.program()));
    fields.put("against", Value.of(report.against()));
    fields.put("resources", Value.of(report.resources()));
    fields.put("guardrails", Value.of(report.guardrails().size()));
    fields.put("new_exceptions", Value.ofTexts(report.newExceptions()));
    fields.put("decision", DecisionJson.of(report.decision()));
    Map<String, Value> fixes = new LinkedHashMap<>();
    report.items().forEach(
        item -> {
          String fix = report.fixes().get(item.fingerprint());
          if (fix != null) {
            fixes.put(item.fingerprint(), Value.of(fix));
          }
        });
    fields.put("fixes", new Value.Fields(fixes));
    List<Value> diagnostics = report.diagnostics().stream().map(GateJson::diagnostic).toList();
    fields.put("diagnostics", new Value.Items(diagnostics));
    report
        .evidence()
        .ifPresent(
            evidence -> {
              Map<String, Value> entry = new LinkedHashMap<>();
              entry.put("log", Value.of(evidence.log()));
              entry.put("index", Value.of(evidence.index()));
              entry.put("root", Value.of(evidence.root()));
              fields.put("evidence", new Value.Fields(entry));
            });
    try (JsonGenerator json = ValueJson.generator(out)) {
      ValueJson.write(json, new Value.Fields(fields));
      json.writeRaw('\n');
    }
  }

  private static Value diagnostic(Diagnostic diagnostic) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("level", Value.of(diagnostic.level().id()));
    fields.put("code", Value.of(diagnostic.code()));
    fields.put("location", Value.of(diagnostic.location().toString()));
    fields.put("message", Value.of(diagnostic.message()));
    fields.put("hint", Value.of(diagnostic.hint()));
    return new Value.Fields(fields);
  }
}
