package roadbed.prove.report;

import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.GateRules;
import roadbed.model.Severity;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import tools.jackson.core.JsonGenerator;

/** What a change brings, as code hosts show it beside the lines: GitHub's workflow commands, GitLab's code quality. */
public final class GateAnnotations {
  private GateAnnotations() {}

  /** GitHub's workflow commands, a line each, those that block first: it shows only the first few of a step. */
  public static String github(GateReport report) {
    StringBuilder text = new StringBuilder();
    for (GateItem item : shown(report)) {
      GateFinding finding = item.finding();
      String command =
          switch (item.level()) {
            case BLOCK -> "error";
            case WARN -> "warning";
            case INFORM -> "notice";
          };
      text.append("::").append(command).append(" file=").append(property(finding.location().file()));
      if (finding.location().line() > 0) {
        text.append(",line=").append(finding.location().line());
      }
      if (finding.location().column() > 0) {
        text.append(",col=").append(finding.location().column());
      }
      text.append(",title=").append(property(finding.title() + " (" + finding.guardrail() + ")"));
      text.append("::").append(data(finding.address() + ": " + String.join("; ", finding.messages())));
      text.append('\n');
    }
    return text.toString();
  }

  private static List<GateItem> shown(GateReport report) {
    return Stream.concat(report.brought().stream(), report.standing().stream()).toList();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** GitLab's code quality report: what is open with the change; GitLab compares it with the target branch's. */
  public static void gitlab(GateReport report, OutputStream out) {
    try (JsonGenerator json = ValueJson.generator(out)) {
      json.writeStartArray();
      for (GateItem item : report.items()) {
        if (item.movement() != Movement.FIXED && item.finding().outcome() != Verdict.Outcome.EXCEPTED) {
          issue(json, item);
        }
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }

  private static void issue(JsonGenerator json, GateItem item) {
    GateFinding finding = item.finding();
    json.writeStartObject();
    json.writeStringProperty(
        "description", finding.title() + ": " + finding.address() + ": " + String.join("; ", finding.messages()));
    json.writeStringProperty("check_name", finding.guardrail());
    json.writeStringProperty("fingerprint", item.fingerprint());
    json.writeStringProperty("severity", severity(finding.severity(), item.level()));
    json.writeName("location");
    json.writeStartObject();
    json.writeStringProperty("path", finding.location().file());
    json.writeName("lines");
    json.writeStartObject();
    json.writeNumberProperty("begin", Math.max(1, finding.location().line()));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String severity(Severity severity, GateRules.Level level) {
    return switch (severity) {
      case CRITICAL -> level == GateRules.Level.BLOCK ? "blocker" : "critical";
      case HIGH -> "critical";
      case MEDIUM -> "major";
      case LOW -> "minor";
    };
  }
}
