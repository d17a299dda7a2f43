package roadbed.prove.report;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import roadbed.assess.policy.Guardrail;
import roadbed.model.Location;
import roadbed.model.Severity;
import tools.jackson.core.JsonGenerator;

/** The parts that every SARIF 2.1.0 document of ours has: what is around its one run, rules, places and messages. */
final class SarifText {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final JsonGenerator json;

  SarifText(JsonGenerator json) {
    this.json = json;
  }

  /**
   * The whole document.
   *
   * @param program name and version of the program, with a blank between
   * @param rules writes the rules
   * @param invocation writes how the run went
   * @param results writes the results
   */
  void document(String program, Runnable rules, Runnable invocation, Runnable results) {
    json.writeStartObject();
    json.writeStringProperty("$schema", SCHEMA);
    json.writeStringProperty("version", "2.1.0");
    json.writeName("runs");
    json.writeStartArray();
    json.writeStartObject();
    json.writeName("tool");
    json.writeStartObject();
    json.writeName("driver");
    json.writeStartObject();
    json.writeStringProperty("name", "Roadbed");
    json.writeStringProperty("version", program.substring(program.lastIndexOf(' ') + 1));
    list("rules", rules);
    json.writeEndObject();
    json.writeEndObject();
    invocation.run();
    list("results", results);
    json.writeStringProperty("columnKind", "utf16CodeUnits");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void list(String name, Runnable items) {
    json.writeName(name);
    json.writeStartArray();
    items.run();
    json.writeEndArray();
  }

  void rule(Guardrail guardrail) {
    json.writeStartObject();
    json.writeStringProperty("id", guardrail.id());
    message("shortDescription", guardrail.title());
    if (!guardrail.rationale().isBlank()) {
      message("fullDescription", guardrail.rationale());
    }
    if (!guardrail.remediation().isBlank()) {
      message("help", guardrail.remediation());
    }
    json.writeName("defaultConfiguration");
    json.writeStartObject();
    json.writeStringProperty("level", level(guardrail.severity()));
    json.writeEndObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("security-severity", score(guardrail.severity()));
    json.writeName("tags");
    json.writeStartArray();
    json.writeString("security");
    guardrail.controls().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  void suppression(String justification) {
    json.writeName("suppressions");
    json.writeStartArray();
    json.writeStartObject();
    json.writeStringProperty("kind", "external");
    json.writeStringProperty("status", "accepted");
    json.writeStringProperty("justification", justification);
    json.writeEndObject();
    json.writeEndArray();
  }

  void location(Location location, String logicalName) {
    json.writeStartObject();
    json.writeName("physicalLocation");
    json.writeStartObject();
    json.writeName("artifactLocation");
    json.writeStartObject();
    json.writeStringProperty("uri", uri(location.file()));
    json.writeEndObject();
    if (location.line() > 0) {
      json.writeName("region");
      json.writeStartObject();
      json.writeNumberProperty("startLine", location.line());
      if (location.column() > 0) {
        json.writeNumberProperty("startColumn", location.column());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    if (!logicalName.isEmpty()) {
      json.writeName("logicalLocations");
      json.writeStartArray();
      json.writeStartObject();
      json.writeStringProperty("fullyQualifiedName", logicalName);
      json.writeStringProperty("kind", "resource");
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  void message(String name, String text) {
    json.writeName(name);
    json.writeStartObject();
    json.writeStringProperty("text", text.strip());
    json.writeEndObject();
  }

  /** A file name as a URI reference: everything percent-encoded that RFC 3986 does not allow in a path. */
  static String uri(String file) {
    StringBuilder text = new StringBuilder(file.startsWith("/") ? "file://" : "");
    for (byte octet : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || "/-._~!$&'()*+,;=@".indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return text.toString();
  }

  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }

  /** GitHub reads this CVSS-like score to rank security results. */
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.5";
    };
  }
}
