package roadbed.assess.reliability.slo;

import java.util.Map;
import java.util.regex.Pattern;
import roadbed.assess.reliability.promql.PromQl;

/** Files of rules as YAML. */
public final class RuleText {
  /** What YAML reads as this text and nothing else, without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_./-]*(:[a-zA-Z0-9_./-]+)*");

  private static final Pattern TYPED =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final StringBuilder text = new StringBuilder();

  private RuleText() {}

  /**
   * One YAML document.
   *
   * @param comments lines to stand above it
   */
  public static String of(RuleFile file, Iterable<String> comments) {
    RuleText text = new RuleText();
    text.write(file, comments);
    return text.text.toString();
  }

  private void write(RuleFile file, Iterable<String> comments) {
    for (String comment : comments) {
      text.append("# ").append(comment.replaceAll("[\\p{Cntrl}]+", " ")).append('\n');
    }
    if (file.object().isEmpty()) {
      groups(file, "");
      return;
    }
    RuleFile.RuleObject object = file.object().get();
    text.append("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n");
    mapping("  ", "annotations", object.annotations());
    mapping("  ", "labels", object.labels());
    text.append("  name: ").append(scalar(object.name())).append('\n');
    object.namespace().ifPresent(namespace -> text.append("  namespace: ").append(scalar(namespace)).append('\n'));
    text.append("spec:\n");
    groups(file, "  ");
  }

  private void groups(RuleFile file, String indent) {
    if (file.groups().isEmpty()) {
      text.append(indent).append("groups: []\n");
      return;
    }
    text.append(indent).append("groups:\n");
    for (Rule.Group group : file.groups()) {
      text.append(indent).append("- name: ").append(scalar(group.name())).append('\n');
      group
          .interval()
          .ifPresent(
              interval ->
                  text.append(indent).append("  interval: ").append(PromQl.duration(interval.toMillis())).append('\n'));
      text.append(indent).append("  rules:\n");
      for (Rule rule : group.rules()) {
        rule(rule, indent + "  ");
      }
    }
  }

  private void rule(Rule rule, String indent) {
    String inner = indent + "  ";
    switch (rule) {
      case Rule.Recording recording -> {
        text.append(indent).append("- record: ").append(scalar(recording.name())).append('\n');
        expression(recording.expression(), inner);
      }
      case Rule.Alert alert -> {
        text.append(indent).append("- alert: ").append(scalar(alert.name())).append('\n');
        expression(alert.expression(), inner);
        alert
            .lasting()
            .filter(lasting -> !lasting.isZero())
            .ifPresent(
                lasting -> text.append(inner).append("for: ").append(PromQl.duration(lasting.toMillis())).append('\n'));
      }
    }
    mapping(inner, "labels", rule.labels());
    if (rule instanceof Rule.Alert alert) {
      mapping(inner, "annotations", alert.annotations());
    }
  }

  private void expression(String expression, String indent) {
    String lines = expression.replace("\r\n", "\n").strip();
    if (lines.indexOf('\n') < 0 || lines.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      text.append(indent).append("expr: ").append(escaped(lines)).append('\n');
      return;
    }
    text.append(indent).append("expr: |\n");
    lines.lines().forEach(line -> text.append(line.isBlank() ? "" : indent + "  " + line.stripTrailing()).append('\n'));
  }

  private void mapping(String indent, String key, Map<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    text.append(indent).append(key).append(":\n");
    values.forEach(
        (name, value) ->
            text.append(indent).append("  ").append(scalar(name)).append(": ").append(scalar(value)).append('\n'));
  }

  private static String scalar(String value) {
    return PLAIN.matcher(value).matches() && !TYPED.matcher(value).matches() ? value : escaped(value);
  }

  /** In double quotes, with everything escaped that YAML does not take as it is. */
  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                escaped.append("\\n");
              } else if (c == '\t') {
                escaped.append("\\t");
              } else if (c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0xD800 && c <= 0xDFFF)) {
                escaped.append("\\u%04x".formatted(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.append('"').toString();
  }
}
