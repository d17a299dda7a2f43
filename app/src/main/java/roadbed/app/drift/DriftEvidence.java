package roadbed.app.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.assess.drift.DriftDocument;
import roadbed.assess.drift.DriftReport;
import roadbed.model.Value;

/** What the evidence log keeps of a comparison: counts, coverage and which resources drift, no attribute of them. */
public final class DriftEvidence {
  private static final int NAMED = 1_000;

  private DriftEvidence() {}

  /** The body of an entry. */
  public static Value.Fields body(DriftReport report, Map<String, String> parameters) {
    Map<String, Value> said = new TreeMap<>();
    parameters.forEach((name, text) -> said.put(name, Value.of(text)));
    List<String> drifting = report.drift().stream().map(one -> one.kind().id() + " " + one.key()).toList();
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("parameters", new Value.Fields(said));
    body.put("takenAt", Value.of(report.takenAt().toString()));
    body.put("counts", DriftDocument.summary(report));
    body.put("drifting", Value.ofTexts(drifting.subList(0, Math.min(NAMED, drifting.size()))));
    body.put("drift", Value.of(drifting.size()));
    return new Value.Fields(body);
  }
}
