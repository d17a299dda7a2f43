package roadbed.prove.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roadbed.assess.cost.CostOverview;
import roadbed.assess.policy.Guardrail;
import roadbed.model.Diagnostic;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.prove.chart.HorizontalBars;
import roadbed.prove.chart.StackedColumns;
import roadbed.prove.kpi.Pillars;
import roadbed.prove.report.EstateReport.Finding;

/**
 * A scan as one HTML file that needs nothing else: styles and charts are in it, scripts are not, and nothing is
 * fetched.
 */
public final class HtmlReport {
  private static final int ROWS = 500;
  private static final int BARS = 8;

  private final EstateReport report;
  private final StringBuilder html = new StringBuilder(1 << 16);

  private HtmlReport(EstateReport report) {
    this.report = report;
  }

  /** Renders a scan. */
  public static String render(EstateReport report) {
    HtmlReport page = new HtmlReport(report);
    page.head();
    page.tiles();
    page.findings();
    page.notEvaluated();
    page.kpis();
    report.cost().ifPresent(page::cost);
    page.estate();
    page.diagnostics();
    page.html.append("</main></body></html>\n");
    return page.html.toString();
  }

  private void head() {
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    html.append(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    html.append("<title>Roadbed: ").append(text(report.source())).append("</title>");
    html.append("<style>").append(style()).append("</style></head><body>");
    html.append("<header><h1>").append(text(report.source())).append("</h1><p class=\"meta\">");
    html.append(text(report.at().toString().replace('T', ' '))).append(" · ").append(text(report.program()));
    html.append(" · ").append(Format.duration(report.took()));
    report
        .evidence()
        .ifPresent(
            evidence ->
                html.append(" · evidence entry ")
                    .append(evidence.index())
                    .append(", root <code>")
                    .append(text(evidence.root().substring(0, 16)))
                    .append("…</code>"));
    html.append("</p></header><main>");
  }

  private void tiles() {
    html.append("<ul class=\"tiles\">");
    tile(Format.count(report.snapshot().resources().size()), "resources", "");
    Map<Severity, Long> failed = report.failedBySeverity();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
      long count = failed.getOrDefault(severity, 0L);
      tile(Format.count(count), severity.id() + " findings", count == 0 ? "soft" : severity.id());
    }
    tile(Format.count(report.count(Verdict.Outcome.NOT_EVALUATED)), "not evaluated", "");
    tile(Format.count(report.count(Verdict.Outcome.EXCEPTED)), "excepted", "soft");
    tile(Format.count(report.errors()), "errors", report.errors() == 0 ? "soft" : "critical");
    html.append("</ul>");
  }

  private void tile(String number, String label, String tone) {
    html.append("<li><b class=\"").append(tone).append("\">").append(number).append("</b><span>");
    html.append(label).append("</span></li>");
  }

  private void findings() {
    Map<Guardrail, List<Finding>> byGuardrail = group(Verdict.Outcome.FAIL);
    html.append("<section><h2>Findings</h2>");
    if (byGuardrail.isEmpty()) {
      html.append("<p class=\"good\">No guardrail fails.</p>");
    }
    byGuardrail.forEach(
        (guardrail, findings) -> {
          boolean open = guardrail.severity() == Severity.CRITICAL;
          html.append("<details").append(open ? " open" : "").append("><summary><span class=\"");
          html.append(guardrail.severity().id()).append("\">").append(guardrail.severity().id());
          html.append("</span><span><b>").append(text(guardrail.title())).append("</b> <code class=\"soft\">");
          html.append(text(guardrail.id())).append("</code></span><span class=\"soft\">");
          html.append(Format.count(findings.size())).append("</span></summary><div>");
          html.append("<p>").append(text(guardrail.rationale())).append("</p>");
          html.append("<p><b>Fix.</b> ").append(text(guardrail.remediation())).append("</p>");
          table(findings);
          html.append("</div></details>");
        });
    html.append("</section>");
  }

  private void notEvaluated() {
    folded(
        "Not evaluated", "These could not be decided: neither passed nor failed.", Verdict.Outcome.NOT_EVALUATED);
    folded("Excepted", "These fail, and an exception gives leave to, for a time.", Verdict.Outcome.EXCEPTED);
  }

  private void folded(String title, String words, Verdict.Outcome outcome) {
    Map<Guardrail, List<Finding>> byGuardrail = group(outcome);
    if (byGuardrail.isEmpty()) {
      return;
    }
    html.append("<section><h2>").append(title).append("</h2><p class=\"soft\">").append(words).append("</p>");
    byGuardrail.forEach(
        (guardrail, open) -> {
          html.append("<details><summary><span class=\"soft\">").append(guardrail.severity().id());
          html.append("</span><span><b>").append(text(guardrail.title())).append("</b> <code class=\"soft\">");
          html.append(text(guardrail.id())).append("</code></span><span class=\"soft\">");
          html.append(Format.count(open.size())).append("</span></summary><div>");
          table(open);
          html.append("</div></details>");
        });
    html.append("</section>");
  }

  private Map<Guardrail, List<Finding>> group(Verdict.Outcome outcome) {
    return report.findings(outcome).stream()
        .collect(Collectors.groupingBy(Finding::guardrail, LinkedHashMap::new, Collectors.toList()));
  }

  private void table(List<Finding> findings) {
    html.append("<table><thead><tr><th>Resource</th><th>Where</th><th>Owner</th><th>What</th></tr></thead><tbody>");
    for (Finding finding : findings.subList(0, Math.min(ROWS, findings.size()))) {
      Resource resource = finding.resource();
      html.append("<tr><td><code>").append(text(resource.origin().title())).append("</code></td><td><code>");
      html.append(text(resource.origin().location().toString())).append("</code></td><td>");
      html.append(text(resource.ownership().map(Ownership::owner).orElse("none"))).append("</td><td>");
      html.append(finding.verdict().messages().stream().map(HtmlReport::text).collect(Collectors.joining("<br>")));
      html.append("</td></tr>");
    }
    html.append("</tbody></table>");
    if (findings.size() > ROWS) {
      html.append("<p class=\"soft\">… and ").append(Format.count(findings.size() - ROWS)).append(" more</p>");
    }
  }

  private void kpis() {
    if (report.kpis().isEmpty()) {
      return;
    }
    html.append("<section><h2>KPIs</h2><div class=\"scroll\"><table><thead><tr><th>KPI</th>");
    html.append("<th class=\"number\">Value</th><th>Target</th><th>Status</th></tr></thead><tbody>");
    for (Pillars.Standing standing : report.kpis()) {
      String value = standing.measurement().map(one -> Format.kpi(standing.kpi().unit(), one)).orElse("not measured");
      String status =
          switch (standing.status()) {
            case MET -> "<span class=\"good\">met</span>";
            case NEAR -> "<span class=\"medium\">near</span>";
            case MISSED -> "<span class=\"critical\">missed</span>";
            case NO_TARGET -> "<span class=\"soft\">no target</span>";
            case UNKNOWN -> "<span class=\"soft\">not measured</span>";
          };
      boolean measured = standing.status() != Pillars.Status.UNKNOWN;
      html.append("<tr><td>").append(text(standing.kpi().title())).append("<br><span class=\"soft\">");
      html.append(text(standing.kpi().definition())).append("</span></td><td class=\"");
      html.append(measured ? "number" : "soft").append("\">").append(text(value)).append("</td><td>");
      html.append(text(standing.kpi().targetText())).append("</td><td>").append(status).append("</td></tr>");
    }
    html.append("</tbody></table></div></section>");
  }

  private void cost(CostOverview cost) {
    html.append("<section><h2>Cost</h2><p>").append(Format.money(cost.total(), cost.currency()));
    html.append(" from ").append(cost.from()).append(" to ").append(cost.to()).append("; ");
    html.append(Format.percent(cost.allocatedShare())).append(" has an owner.");
    if (!cost.otherCurrencies().isEmpty()) {
      html.append(" Other currencies are not shown: ").append(text(String.join(", ", cost.otherCurrencies()))).append('.');
    }
    html.append("</p><figure>");
    List<Map.Entry<YearMonth, BigDecimal>> months = List.copyOf(cost.months().entrySet());
    html.append(
        StackedColumns.svg(
            months.stream().map(month -> month.getKey().toString()).toList(),
            List.of(
                new StackedColumns.Series(
                    "effective cost", months.stream().map(month -> month.getValue().doubleValue()).toList())),
            amount -> Format.money(BigDecimal.valueOf(amount), cost.currency()),
            "Effective cost by month"));
    html.append("</figure><div class=\"columns\">");
    cost.slices()
        .forEach(
            (dimension, slices) -> {
              html.append("<div><h2>By ").append(dimension).append(", ").append(cost.month()).append("</h2><figure>");
              html.append(
                  HorizontalBars.svg(
                      slices.stream()
                          .limit(BARS)
                          .map(slice -> new HorizontalBars.Bar(slice.value(), slice.effective().doubleValue()))
                          .toList(),
                      amount -> Format.money(BigDecimal.valueOf(amount), cost.currency()),
                      "Effective cost by " + dimension));
              html.append("</figure></div>");
            });
    html.append("</div></section>");
  }

  private void estate() {
    html.append("<section><h2>Estate</h2><div class=\"columns\">");
    Map<String, Long> kinds =
        report.snapshot().resources().stream()
            .collect(Collectors.groupingBy(Resource::kind, Collectors.counting()));
    Map<String, Long> owners =
        report.snapshot().resources().stream()
            .collect(
                Collectors.groupingBy(
                    resource -> resource.ownership().map(Ownership::owner).orElse("(none)"), Collectors.counting()));
    counts("Resources by kind", kinds);
    counts("Resources by owner", owners);
    html.append("</div></section>");
  }

  private void counts(String title, Map<String, Long> counts) {
    html.append("<div><h2>").append(title).append("</h2><figure>");
    html.append(
        HorizontalBars.svg(
            counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(BARS + 4)
                .map(count -> new HorizontalBars.Bar(count.getKey(), count.getValue()))
                .toList(),
            count -> Format.count(Math.round(count)),
            title));
    html.append("</figure></div>");
  }

  private void diagnostics() {
    if (report.diagnostics().isEmpty()) {
      return;
    }
    html.append("<section><h2>Errors and notes</h2><div class=\"scroll\"><table><thead><tr><th>Level</th>");
    html.append("<th>Where</th><th>What</th></tr></thead><tbody>");
    List<Diagnostic> diagnostics = report.diagnostics();
    for (Diagnostic diagnostic : diagnostics.subList(0, Math.min(ROWS, diagnostics.size()))) {
      html.append("<tr><td>").append(level(diagnostic.level())).append("</td><td><code>");
      html.append(text(diagnostic.location().toString())).append("</code></td><td>");
      html.append(text(diagnostic.message()));
      if (!diagnostic.hint().isEmpty()) {
        html.append("<br><span class=\"soft\">").append(text(diagnostic.hint())).append("</span>");
      }
      html.append("</td></tr>");
    }
    html.append("</tbody></table></div></section>");
  }

  private static String level(Diagnostic.Level level) {
    return switch (level) {
      case ERROR -> "<span class=\"critical\">error</span>";
      case WARNING -> "<span class=\"medium\">warning</span>";
      case INFO -> "<span class=\"soft\">note</span>";
    };
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is part of the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
