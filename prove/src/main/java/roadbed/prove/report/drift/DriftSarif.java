package roadbed.prove.report.drift;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.ResourceDrift;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/** Drift as SARIF 2.1.0: one result for each resource that drifts, at the place that declares it. */
public final class DriftSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final List<DriftKind> RULES = List.of(DriftKind.CHANGED, DriftKind.MISSING, DriftKind.UNMANAGED);

  private DriftSarif() {}

  /** Writes a report and closes the stream. */
  public static void write(DriftReport report, String version, OutputStream out) {
    List<Value> results = report.drift().stream().<Value>map(DriftSarif::result).toList();
    List<Value> rules = RULES.stream().<Value>map(DriftSarif::rule).toList();
    Value.Fields run =
        fields(
            "tool",
                fields(
                    "driver",
                    fields(
                        "name", Value.of("Roadbed"),
                        "version", Value.of(version),
                        "rules", new Value.Items(rules))),
            "results", new Value.Items(results),
            "columnKind", Value.of("utf16CodeUnits"));
    // Its own generator: a field of SARIF begins with a dollar, which Value's writer keeps for itself.
    try (JsonGenerator json = ValueJson.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("$schema", SCHEMA);
      json.writeStringProperty("version", "2.1.0");
      json.writeName("runs");
      json.writeStartArray();
      ValueJson.write(json, run);
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static Value rule(DriftKind kind) {
    String what =
        switch (kind) {
          case CHANGED -> "An attribute is not what is declared.";
          case MISSING -> "A declared resource is not there.";
          case UNMANAGED -> "A resource is there that nothing declares.";
          case EXCEPTED, PROVIDED, IN_STEP, NOT_COMPARABLE, NOT_COVERED -> "";
        };
    return fields(
        "id", Value.of("drift-" + kind.id()),
        "shortDescription", fields("text", Value.of(what)));
  }

  private static Value result(ResourceDrift one) {
    StringBuilder message = new StringBuilder(one.title()).append(": ").append(one.kind().words());
    one.changes()
        .forEach(change -> message.append("; ").append(change.path()).append(" ").append(DriftWords.change(change)));
    if (!one.reason().isEmpty()) {
      message.append("; ").append(one.reason());
    }
    DriftWords.who(one).ifPresent(who -> message.append("; changed by ").append(who));
    return fields(
        "ruleId", Value.of("drift-" + one.kind().id()),
        "ruleIndex", Value.of(RULES.indexOf(one.kind())),
        "level", Value.of(level(one.risk())),
        "message", fields("text", Value.of(message.toString())),
        "locations", new Value.Items(List.of(location(one))),
        "partialFingerprints", fields("roadbedDrift/v1", Value.of(one.kind().id() + " " + one.key())));
  }

  private static String level(Optional<Severity> risk) {
    return risk.filter(one -> one.compareTo(Severity.HIGH) >= 0).isPresent() ? "error" : "warning";
  }

  private static Value location(ResourceDrift one) {
    Location location = one.location();
    Map<String, Value> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", fields("uri", Value.of(uri(location.file()))));
    if (location.line() > 0) {
      Map<String, Value> region = new LinkedHashMap<>();
      region.put("startLine", Value.of(location.line()));
      if (location.column() > 0) {
        region.put("startColumn", Value.of(location.column()));
      }
      physical.put("region", new Value.Fields(region));
    }
    return fields(
        "physicalLocation", new Value.Fields(physical),
        "logicalLocations", new Value.Items(List.of(fields("fullyQualifiedName", Value.of(one.title())))));
  }

  private static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte octet : file.replace('\\', '/').getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xFF);
      boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || "-._~/".indexOf(c) >= 0;
      uri.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return uri.toString();
  }

  private static Value.Fields fields(Object... namesAndValues) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
    }
    return new Value.Fields(fields);
  }
}
