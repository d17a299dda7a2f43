package roadbed.prove.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;

/**
 * The gate's word on a change as JUnit's XML: a guardrail is a suite and a finding a case. What blocks failed, and what
 * does not block is skipped with its reason; a guardrail without findings is one case that passed.
 */
public final class GateJunit {
  private GateJunit() {}

  /** Renders a decision. */
  public static String render(GateReport report) {
    Map<String, List<GateItem>> byGuardrail =
        report.items().stream()
            .filter(item -> item.movement() != Movement.FIXED)
            .collect(Collectors.groupingBy(item -> item.finding().guardrail()));
    long cases = report.guardrails().stream().mapToLong(one -> Math.max(1, of(byGuardrail, one).size())).sum();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<testsuites name=\"roadbed gate\" tests=\"").append(cases);
    xml.append("\" failures=\"").append(report.blocking()).append("\" time=\"").append(seconds(report)).append("\">\n");
    for (Guardrail guardrail : report.guardrails()) {
      suite(xml, guardrail, of(byGuardrail, guardrail));
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static List<GateItem> of(Map<String, List<GateItem>> byGuardrail, Guardrail guardrail) {
    return byGuardrail.getOrDefault(guardrail.id(), List.of());
  }

  private static String seconds(GateReport report) {
    return String.format("%.3f", report.took().toMillis() / 1000.0);
  }

  private static void suite(StringBuilder xml, Guardrail guardrail, List<GateItem> items) {
    long failures = items.stream().filter(GateItem::blocks).count();
    xml.append("  <testsuite name=\"").append(escape(guardrail.id()));
    xml.append("\" tests=\"").append(Math.max(1, items.size())).append("\" failures=\"").append(failures);
    xml.append("\" skipped=\"").append(items.size() - failures).append("\">\n");
    if (items.isEmpty()) {
      xml.append("    <testcase classname=\"").append(escape(guardrail.id())).append("\" name=\"");
      xml.append(escape(guardrail.title())).append("\"/>\n");
    }
    items.forEach(item -> testCase(xml, item));
    xml.append("  </testsuite>\n");
  }

  private static void testCase(StringBuilder xml, GateItem item) {
    GateFinding finding = item.finding();
    String what = String.join("; ", finding.messages());
    xml.append("    <testcase classname=\"").append(escape(finding.guardrail())).append("\" name=\"");
    xml.append(escape(finding.address())).append("\" file=\"").append(escape(finding.location().file())).append("\">");
    if (item.blocks()) {
      xml.append("<failure type=\"").append(finding.severity().id()).append("\" message=\"").append(escape(what));
      xml.append("\">").append(escape(finding.title() + "\n" + finding.location() + "\n" + what)).append("</failure>");
    } else {
      String why = item.movement().id() + ", " + item.level().id() + (item.why().isEmpty() ? "" : ", " + item.why());
      xml.append("<skipped message=\"").append(escape(why + ": " + what)).append("\"/>");
    }
    xml.append("</testcase>\n");
  }

  /** XML 1.0 has no other control characters than these three, escaped or not. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\n', '\r', '\t' -> escaped.append("&#").append((int) c).append(';');
        default -> escaped.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }
}
