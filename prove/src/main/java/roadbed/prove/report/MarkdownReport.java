package roadbed.prove.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roadbed.assess.cost.CostOverview;
import roadbed.assess.policy.Guardrail;
import roadbed.model.Diagnostic;
import roadbed.model.Ownership;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.prove.kpi.Pillars;
import roadbed.prove.report.EstateReport.Finding;

/** A scan as Markdown (GitHub's), for a pull request's comment or a job's summary. */
public final class MarkdownReport {
  private static final int ROWS = 50;

  private MarkdownReport() {}

  /** Renders a scan. */
  public static String render(EstateReport report) {
    StringBuilder text = new StringBuilder();
    Map<Severity, Long> failed = report.failedBySeverity();
    text.append("## Roadbed: ").append(MarkdownText.escape(report.source())).append("\n\n");
    text.append("| resources | critical | high | medium | low | not evaluated | excepted | errors |\n");
    text.append("|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    text.append("| ").append(Format.count(report.snapshot().resources().size()));
    for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
      text.append(" | ").append(Format.count(failed.getOrDefault(severity, 0L)));
    }
    text.append(" | ").append(Format.count(report.count(Verdict.Outcome.NOT_EVALUATED)));
    text.append(" | ").append(Format.count(report.count(Verdict.Outcome.EXCEPTED)));
    text.append(" | ").append(Format.count(report.errors())).append(" |\n\n");
    findings(text, report);
    notEvaluated(text, report);
    kpis(text, report);
    report.cost().ifPresent(cost -> cost(text, cost));
    errors(text, report);
    return text.toString();
  }

  private static void findings(StringBuilder text, EstateReport report) {
    Map<Guardrail, List<Finding>> byGuardrail =
        report.findings(Verdict.Outcome.FAIL).stream()
            .collect(Collectors.groupingBy(Finding::guardrail, LinkedHashMap::new, Collectors.toList()));
    if (byGuardrail.isEmpty()) {
      text.append("No findings.\n\n");
      return;
    }
    text.append("### Findings\n\n");
    byGuardrail.forEach(
        (guardrail, findings) -> {
          text.append("**").append(guardrail.severity().id()).append("** · ");
          text.append(MarkdownText.escape(guardrail.title())).append(" · `").append(guardrail.id()).append("`\n\n");
          text.append("| resource | where | owner | what |\n|---|---|---|---|\n");
          for (Finding finding : findings.subList(0, Math.min(ROWS, findings.size()))) {
            text.append("| ").append(MarkdownText.code(finding.resource().origin().title()));
            text.append(" | ").append(MarkdownText.code(finding.resource().origin().location().toString()));
            text.append(" | ").append(MarkdownText.escape(finding.resource().ownership().map(Ownership::owner).orElse("none")));
            text.append(" | ").append(MarkdownText.escape(String.join("; ", finding.verdict().messages()))).append(" |\n");
          }
          if (findings.size() > ROWS) {
            text.append("\n… and ").append(Format.count(findings.size() - ROWS)).append(" more\n");
          }
          text.append("\nFix: ").append(MarkdownText.escape(guardrail.remediation())).append("\n\n");
        });
  }

  private static void notEvaluated(StringBuilder text, EstateReport report) {
    folded(text, report.findings(Verdict.Outcome.NOT_EVALUATED), "not evaluated");
    folded(text, report.findings(Verdict.Outcome.EXCEPTED), "excepted");
  }

  private static void folded(StringBuilder text, List<Finding> open, String what) {
    if (open.isEmpty()) {
      return;
    }
    text.append("<details><summary>").append(Format.count(open.size())).append(' ').append(what);
    text.append("</summary>\n\n");
    text.append("| guardrail | resource | why |\n|---|---|---|\n");
    for (Finding finding : open.subList(0, Math.min(ROWS, open.size()))) {
      text.append("| ").append(MarkdownText.code(finding.guardrail().id()));
      text.append(" | ").append(MarkdownText.code(finding.resource().origin().address()));
      text.append(" | ").append(MarkdownText.escape(String.join("; ", finding.verdict().messages()))).append(" |\n");
    }
    if (open.size() > ROWS) {
      text.append("\n… and ").append(Format.count(open.size() - ROWS)).append(" more\n");
    }
    text.append("\n</details>\n\n");
  }

  private static void kpis(StringBuilder text, EstateReport report) {
    if (report.kpis().isEmpty()) {
      return;
    }
    text.append("### KPIs\n\n| KPI | value | target | status |\n|---|--:|---|---|\n");
    for (Pillars.Standing standing : report.kpis()) {
      String value =
          standing.measurement().map(one -> Format.kpi(standing.kpi().unit(), one)).orElse("not measured");
      text.append("| ").append(MarkdownText.escape(standing.kpi().title()));
      text.append(" | ").append(MarkdownText.escape(value));
      text.append(" | ").append(MarkdownText.escape(standing.kpi().targetText()));
      text.append(" | ").append(status(standing.status())).append(" |\n");
    }
    text.append('\n');
  }

  private static String status(Pillars.Status status) {
    return switch (status) {
      case MET -> "met";
      case NEAR -> "near";
      case MISSED -> "missed";
      case NO_TARGET -> "no target";
      case UNKNOWN -> "not measured";
    };
  }

  private static void cost(StringBuilder text, CostOverview cost) {
    BigDecimal month = cost.months().getOrDefault(cost.month(), BigDecimal.ZERO);
    BigDecimal before = cost.months().getOrDefault(cost.month().minusMonths(1), BigDecimal.ZERO);
    text.append("### Cost\n\n").append(Format.money(month, cost.currency())).append(" in ").append(cost.month());
    text.append(' ').append(Format.change(before, month));
    text.append(", ").append(Format.percent(cost.allocatedShare())).append(" allocated\n\n");
    text.append("| owner | ").append(cost.month()).append(" | change |\n|---|--:|--:|\n");
    for (CostOverview.Slice slice : cost.slices().getOrDefault("owner", List.of())) {
      text.append("| ").append(MarkdownText.escape(slice.value()));
      text.append(" | ").append(Format.money(slice.effective(), cost.currency()));
      text.append(" | ").append(Format.change(slice.before(), slice.effective())).append(" |\n");
    }
    text.append('\n');
  }

  private static void errors(StringBuilder text, EstateReport report) {
    List<Diagnostic> errors =
        report.diagnostics().stream()
            .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
            .toList();
    if (errors.isEmpty()) {
      return;
    }
    text.append("### Errors\n\n");
    for (Diagnostic error : errors.subList(0, Math.min(ROWS, errors.size()))) {
      text.append("- ").append(MarkdownText.code(error.location().toString())).append(": ").append(MarkdownText.escape(error.message()));
      text.append(error.hint().isEmpty() ? "" : " → " + MarkdownText.escape(error.hint())).append('\n');
    }
    if (errors.size() > ROWS) {
      text.append("- … and ").append(Format.count(errors.size() - ROWS)).append(" more\n");
    }
  }
}
