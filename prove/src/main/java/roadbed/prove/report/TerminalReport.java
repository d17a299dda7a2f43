package roadbed.prove.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import roadbed.assess.cost.CostOverview;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Guardrail;
import roadbed.model.Diagnostic;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.prove.kpi.Pillars;
import roadbed.prove.report.EstateReport.Finding;

/** A scan as text for a terminal: aligned, coloured only when asked to, honest about what is not known. */
public final class TerminalReport {
  private static final int RESOURCES_PER_GUARDRAIL = 5;
  private static final int LABEL = 13;

  private final EstateReport report;
  private final boolean colour;
  private final int width;
  private final boolean verbose;
  private final StringBuilder text = new StringBuilder();

  private TerminalReport(EstateReport report, boolean colour, int width, boolean verbose) {
    this.report = report;
    this.colour = colour;
    this.width = width;
    this.verbose = verbose;
  }

  /**
   * Renders a scan.
   *
   * @param colour whether to use ANSI colours
   * @param width columns to keep to
   * @param verbose whether to list everything instead of the first few
   */
  public static String render(EstateReport report, boolean colour, int width, boolean verbose) {
    TerminalReport terminal = new TerminalReport(report, colour, width, verbose);
    terminal.findings();
    terminal.notEvaluated();
    terminal.exceptions();
    terminal.diagnostics();
    terminal.kpis();
    terminal.cost();
    terminal.estate();
    return terminal.text.toString();
  }

  private void estate() {
    List<Resource> resources = report.snapshot().resources();
    rule("Summary");
    label("Read");
    text.append(Format.count(report.reading().recognised()))
        .append(report.reading().recognised() == 1 ? " file" : " files");
    long unread = report.reading().unrecognisedCount();
    if (unread > 0) {
      text.append(dim(", " + Format.count(unread) + " not recognised" + (verbose ? "" : " (--verbose lists them)")));
    }
    text.append('\n');
    if (verbose) {
      report.reading().unrecognised().forEach(path -> continued(dim(path)));
    }
    label("Resources");
    text.append(bold(Format.count(resources.size()))).append("  ");
    text.append(dim(top(resources, resource -> resource.provider().id(), 5))).append('\n');
    if (!resources.isEmpty()) {
      continued(dim(top(resources, Resource::kind, 6)));
      label("Owned");
      Map<Ownership.Basis, Long> bases =
          resources.stream()
              .flatMap(resource -> resource.ownership().stream())
              .collect(Collectors.groupingBy(Ownership::basis, TreeMap::new, Collectors.counting()));
      long owned = bases.values().stream().mapToLong(Long::longValue).sum();
      text.append(Format.percent((double) owned / resources.size()));
      String why =
          bases.entrySet().stream()
              .map(basis -> Format.count(basis.getValue()) + " by " + name(basis.getKey()))
              .collect(Collectors.joining(", "));
      text.append(why.isEmpty() ? "" : dim("  " + why)).append('\n');
    }
    label("Guardrails");
    text.append(Format.count(report.judgement().guardrails().size())).append("  ");
    text.append(paint(Format.count(report.count(Verdict.Outcome.PASS)) + " passed", GREEN)).append(dim(" · "));
    text.append(Format.count(report.count(Verdict.Outcome.FAIL))).append(" failed").append(dim(" · "));
    long open = report.count(Verdict.Outcome.NOT_EVALUATED);
    text.append(open == 0 ? "0 not evaluated" : paint(Format.count(open) + " not evaluated", YELLOW));
    long excepted = report.count(Verdict.Outcome.EXCEPTED);
    text.append(excepted == 0 ? "" : dim(" · ") + Format.count(excepted) + " excepted");
    text.append('\n');
    label("Findings");
    Map<Severity, Long> failed = report.failedBySeverity();
    List<String> parts = new ArrayList<>();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
      long count = failed.getOrDefault(severity, 0L);
      String part = Format.count(count) + " " + severity.id();
      parts.add(count == 0 ? dim(part) : paint(part, colourOf(severity)));
    }
    text.append(String.join(dim(" · "), parts)).append('\n');
    label("Errors");
    long errors = report.errors();
    text.append(errors == 0 ? dim("none") : paint(Format.count(errors), RED)).append('\n');
    report
        .evidence()
        .ifPresent(
            evidence -> {
              label("Evidence");
              text.append("entry ").append(evidence.index());
              text.append(dim("  root " + evidence.root().substring(0, 16) + "…  " + evidence.log()));
              text.append('\n');
            });
    label("Took");
    text.append(Format.duration(report.took())).append('\n');
  }

  private void findings() {
    Map<Guardrail, List<Finding>> byGuardrail =
        report.findings(Verdict.Outcome.FAIL).stream()
            .collect(
                Collectors.groupingBy(Finding::guardrail, LinkedHashMap::new, Collectors.toList()));
    if (byGuardrail.isEmpty()) {
      return;
    }
    rule("Findings");
    byGuardrail.forEach(
        (guardrail, findings) -> {
          String severity = String.format("%-9s", guardrail.severity().id());
          text.append(paint(severity, colourOf(guardrail.severity())));
          text.append(bold(guardrail.title())).append(dim("  " + guardrail.id())).append('\n');
          int shown = verbose ? findings.size() : Math.min(findings.size(), RESOURCES_PER_GUARDRAIL);
          findings.subList(0, shown).forEach(this::finding);
          if (shown < findings.size()) {
            indented(dim("… and " + Format.count(findings.size() - shown) + " more"));
          }
          indented(dim("fix: ") + guardrail.remediation().strip().replaceAll("\\s+", " "));
          text.append('\n');
        });
  }

  private void finding(Finding finding) {
    Resource resource = finding.resource();
    StringBuilder line = new StringBuilder();
    line.append(paint("✗ ", colourOf(finding.verdict().severity()))).append(resource.origin().title());
    String owner = resource.ownership().map(Ownership::owner).orElse("no owner");
    line.append(dim("  " + resource.origin().location() + "  " + owner));
    indented(line.toString());
    finding.verdict().messages().forEach(message -> indented("  " + message));
  }

  private void notEvaluated() {
    Map<Guardrail, List<Finding>> byGuardrail =
        report.findings(Verdict.Outcome.NOT_EVALUATED).stream()
            .collect(
                Collectors.groupingBy(Finding::guardrail, LinkedHashMap::new, Collectors.toList()));
    if (byGuardrail.isEmpty()) {
      return;
    }
    rule("Not evaluated");
    byGuardrail.forEach(
        (guardrail, findings) -> {
          Map<String, Long> reasons =
              findings.stream()
                  .flatMap(finding -> finding.verdict().messages().stream().limit(1))
                  .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
          text.append(paint("?", YELLOW)).append(String.format(" %-28s ", guardrail.id()));
          text.append(
              reasons.entrySet().stream()
                  .limit(3)
                  .map(reason -> Format.count(reason.getValue()) + " × " + reason.getKey())
                  .collect(Collectors.joining(dim("; "))));
          text.append('\n');
          if (verbose) {
            findings.forEach(finding -> indented(dim(finding.resource().origin().address())));
          }
        });
    text.append('\n');
  }

  private void exceptions() {
    List<ExceptionStanding> standings = report.judgement().exceptions();
    if (standings.isEmpty()) {
      return;
    }
    rule("Exceptions");
    for (ExceptionStanding standing : standings) {
      String state = String.format("%-9s", standing.state().id());
      String colour =
          switch (standing.state()) {
            case ACTIVE -> GREEN;
            case EXPIRING, UNUSED, PENDING -> YELLOW;
            case EXPIRED, REFUSED -> RED;
          };
      text.append(paint(state, colour)).append(bold(standing.grant().id()));
      text.append("  until ").append(standing.grant().end());
      text.append(standing.used() == 0 ? "" : "  " + Format.count(standing.used()) + " excepted");
      text.append(dim("  " + standing.grant().reason().strip().replaceAll("\\s+", " "))).append('\n');
      if (!standing.note().isEmpty()) {
        indented(dim(standing.note()));
      }
    }
    text.append('\n');
  }

  private void diagnostics() {
    List<Diagnostic> shown =
        report.diagnostics().stream()
            .filter(diagnostic -> verbose || diagnostic.level() == Diagnostic.Level.ERROR)
            .sorted(Comparator.comparing(Diagnostic::level))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    rule(verbose ? "Errors and notes" : "Errors");
    int limit = verbose ? shown.size() : Math.min(20, shown.size());
    for (Diagnostic diagnostic : shown.subList(0, limit)) {
      String mark =
          switch (diagnostic.level()) {
            case ERROR -> paint("error   ", RED);
            case WARNING -> paint("warning ", YELLOW);
            case INFO -> dim("note    ");
          };
      text.append(mark).append(diagnostic.location()).append('\n');
      indented(diagnostic.message() + (diagnostic.hint().isEmpty() ? "" : dim(" → " + diagnostic.hint())));
    }
    if (limit < shown.size()) {
      text.append(dim("… and " + Format.count(shown.size() - limit) + " more (--verbose lists them)")).append('\n');
    }
    text.append('\n');
  }

  private void kpis() {
    if (report.kpis().isEmpty()) {
      return;
    }
    rule("KPIs");
    List<Pillars.Standing> measured =
        report.kpis().stream().filter(standing -> standing.status() != Pillars.Status.UNKNOWN).toList();
    int title = measured.stream().mapToInt(standing -> standing.kpi().title().length()).max().orElse(10);
    for (Pillars.Standing standing : measured) {
      String mark =
          switch (standing.status()) {
            case MET -> paint("✓", GREEN);
            case NEAR -> paint("~", YELLOW);
            case MISSED -> paint("✗", RED);
            case NO_TARGET -> dim("·");
            case UNKNOWN -> dim("?");
          };
      text.append(mark).append(' ').append(pad(standing.kpi().title(), title)).append("  ");
      String value =
          standing.measurement().map(one -> Format.kpi(standing.kpi().unit(), one)).orElse("");
      text.append(bold(String.format("%12s", value))).append(dim("  target " + standing.kpi().targetText()));
      text.append('\n');
    }
    for (Pillars.Standing standing : report.kpis()) {
      if (standing.status() == Pillars.Status.UNKNOWN) {
        text.append(dim("? " + pad(standing.kpi().title(), title) + "  not measured: "));
        text.append(dim(standing.measurement().map(one -> one.lacks()).orElse("")));
        text.append('\n');
      }
    }
    text.append('\n');
  }

  private void cost() {
    Optional<CostOverview> cost = report.cost();
    if (cost.isEmpty()) {
      return;
    }
    CostOverview summary = cost.get();
    rule("Cost");
    BigDecimal month = summary.months().getOrDefault(summary.month(), BigDecimal.ZERO);
    BigDecimal before = summary.months().getOrDefault(summary.month().minusMonths(1), BigDecimal.ZERO);
    text.append(bold(Format.money(month, summary.currency()))).append(" in ").append(summary.month());
    String change = Format.change(before, month);
    text.append(change.isEmpty() ? "" : "  " + change).append(dim("  " + sparkline(summary)));
    text.append("  ").append(Format.percent(summary.allocatedShare())).append(" allocated");
    if (!summary.otherCurrencies().isEmpty()) {
      text.append(dim("  other currencies: " + String.join(", ", summary.otherCurrencies())));
    }
    text.append('\n');
    for (String dimension : List.of("owner", "provider", "service", "account", "region")) {
      List<CostOverview.Slice> slices = summary.slices().getOrDefault(dimension, List.of());
      if (!slices.isEmpty()) {
        label("by " + dimension);
        text.append(
            slices.stream()
                .limit(4)
                .map(slice -> slice.value() + " " + Format.money(slice.effective(), "").strip())
                .collect(Collectors.joining(dim(" · "))));
        text.append(slices.size() > 4 ? dim(" · …") : "").append('\n');
      }
    }
    text.append('\n');
  }

  private static String sparkline(CostOverview summary) {
    String bars = "▁▂▃▄▅▆▇█";
    double most = summary.months().values().stream().mapToDouble(BigDecimal::doubleValue).max().orElse(0);
    return summary.months().values().stream()
        .map(
            month -> {
              double share = most <= 0 ? 0 : Math.max(0, month.doubleValue()) / most;
              int at = (int) Math.min(bars.length() - 1, Math.floor(share * bars.length()));
              return String.valueOf(bars.charAt(at));
            })
        .collect(Collectors.joining());
  }

  private static String top(List<Resource> resources, Function<Resource, String> column, int limit) {
    List<Map.Entry<String, Long>> counts =
        resources.stream().collect(Collectors.groupingBy(column, Collectors.counting())).entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
            .toList();
    String shown =
        counts.stream()
            .limit(limit)
            .map(count -> count.getKey() + " " + Format.count(count.getValue()))
            .collect(Collectors.joining(" · "));
    return counts.size() > limit ? shown + " · " + (counts.size() - limit) + " more" : shown;
  }

  private static String name(Ownership.Basis basis) {
    return switch (basis) {
      case TAG -> "tag";
      case CATALOG -> "catalog";
      case RULE -> "rule";
      case ACCOUNT -> "account";
    };
  }

  private void rule(String title) {
    text.append(dim("── ")).append(bold(title)).append(' ');
    text.append(dim("─".repeat(Math.max(3, width - title.length() - 4)))).append('\n');
  }

  private void label(String label) {
    text.append(dim(pad(label, LABEL)));
  }

  private void continued(String line) {
    text.append(" ".repeat(LABEL)).append(line).append('\n');
  }

  private void indented(String line) {
    text.append(" ".repeat(9)).append(line).append('\n');
  }

  private static String pad(String what, int columns) {
    return what + " ".repeat(Math.max(0, columns - what.length()));
  }

  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";

  private static String colourOf(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "1;31";
      case HIGH -> RED;
      case MEDIUM -> YELLOW;
      case LOW -> "36";
    };
  }

  private String dim(String what) {
    return paint(what, "2");
  }

  private String bold(String what) {
    return paint(what, "1");
  }

  private String paint(String what, String code) {
    return colour ? "\u001b[" + code + "m" + what + "\u001b[0m" : what;
  }
}
