package roadbed.prove.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;
import roadbed.model.Severity;
import roadbed.model.Verdict;

/** The gate's word on a change as text for a terminal: what stops it first, what was there before last. */
public final class GateTerminal {
  private static final int SHOWN_UNDECIDED = 2;
  private static final int SHOWN = 5;

  private final GateReport report;
  private final boolean verbose;
  private final TerminalText text;

  private GateTerminal(GateReport report, boolean colour, int width, boolean verbose) {
    this.report = report;
    this.verbose = verbose;
    this.text = new TerminalText(colour, width);
  }

  /**
   * Renders a decision.
   *
   * @param colour whether to use ANSI colours
   * @param width columns to keep to
   * @param verbose whether to list everything instead of the first few
   */
  public static String render(GateReport report, boolean colour, int width, boolean verbose) {
    GateTerminal terminal = new GateTerminal(report, colour, width, verbose);
    terminal.section("Blocks", only(report.brought(), GateRules.Level.BLOCK));
    terminal.section("Blocks, and was there before", only(report.standing(), GateRules.Level.BLOCK));
    terminal.section("Warns", only(report.brought(), GateRules.Level.WARN));
    terminal.section("For your information", only(report.brought(), GateRules.Level.INFORM));
    terminal.fixed();
    terminal.excepted();
    terminal.unchanged();
    terminal.diagnostics();
    terminal.summary();
    return terminal.text.toString();
  }

  private static List<GateItem> only(List<GateItem> items, GateRules.Level level) {
    return items.stream().filter(item -> item.level() == level).toList();
  }

  private void section(String title, List<GateItem> items) {
    if (items.isEmpty()) {
      return;
    }
    text.rule(title);
    Map<String, List<GateItem>> byGuardrail =
        items.stream()
            .collect(
                Collectors.groupingBy(item -> item.finding().guardrail(), LinkedHashMap::new, Collectors.toList()));
    byGuardrail.forEach(this::guardrail);
  }

  private void guardrail(String id, List<GateItem> items) {
    GateFinding first = items.getFirst().finding();
    String severity = String.format("%-9s", first.severity().id());
    text.line(
        text.paint(severity, TerminalText.colourOf(first.severity())) + text.bold(first.title()) + text.dim("  " + id));
    List<GateItem> decided =
        items.stream().filter(item -> item.finding().outcome() != Verdict.Outcome.NOT_EVALUATED).toList();
    int shown = verbose ? decided.size() : Math.min(SHOWN, decided.size());
    decided.subList(0, shown).forEach(this::item);
    if (shown < decided.size()) {
      text.indented(text.dim("… and " + Format.count(decided.size() - shown) + " more"));
    }
    items.stream()
        .filter(item -> item.finding().outcome() == Verdict.Outcome.NOT_EVALUATED)
        .collect(
            Collectors.groupingBy(item -> item.finding().messages(), LinkedHashMap::new, Collectors.toList()))
        .forEach(this::undecided);
    Guardrail guardrail = report.byId().get(id);
    if (guardrail != null && !guardrail.remediation().isBlank()) {
      text.indented(text.dim("fix: ") + guardrail.remediation().strip().replaceAll("\\s+", " "));
    }
    text.line("");
  }

  /** What could not be evaluated for one reason is one thing to know, however many resources it concerns. */
  private void undecided(List<String> why, List<GateItem> items) {
    text.indented(text.paint("? ", TerminalText.YELLOW) + "cannot be told yet: " + String.join("; ", why));
    int shown = verbose ? items.size() : Math.min(SHOWN_UNDECIDED, items.size());
    for (GateItem item : items.subList(0, shown)) {
      text.indented("  " + item.finding().address() + text.dim("  " + Format.place(item.finding().location())));
    }
    if (shown < items.size()) {
      text.indented(text.dim("  … and " + Format.count(items.size() - shown) + " more"));
    }
  }

  private void item(GateItem item) {
    GateFinding finding = item.finding();
    String mark = text.paint("✗ ", colourOf(item.level()));
    String owner = finding.owner().isEmpty() ? "no owner" : finding.owner();
    text.indented(
        mark
            + finding.address()
            + (item.movement() == Movement.WORSENED ? text.paint("  worse than before", TerminalText.YELLOW) : "")
            + text.dim("  " + Format.place(finding.location()) + "  " + owner));
    finding.messages().forEach(message -> text.indented("  " + message));
    for (SourceLines.Line line : report.sources().frame(finding.location(), 0, verbose ? 4 : 2)) {
      String number = String.format("%5d │ ", line.number());
      text.indented(text.dim(number) + (line.marked() ? line.text() : text.dim(line.text())));
    }
    if (!item.why().isEmpty()) {
      text.indented(text.dim("  " + item.level().id() + ": " + item.why()));
    }
    String fix = report.fixes().get(item.fingerprint());
    if (fix != null) {
      fix.lines()
          .skip(2)
          .forEach(
              line ->
                  text.indented(
                      line.startsWith("+")
                          ? text.paint(line, TerminalText.GREEN)
                          : line.startsWith("-") ? text.paint(line, TerminalText.RED) : text.dim(line)));
      text.indented(text.dim("roadbed fix --write applies this"));
    }
  }

  private static String colourOf(GateRules.Level level) {
    return switch (level) {
      case BLOCK -> TerminalText.RED;
      case WARN -> TerminalText.YELLOW;
      case INFORM -> TerminalText.colourOf(Severity.LOW);
    };
  }

  private void fixed() {
    List<GateItem> fixed = report.items(Movement.FIXED);
    if (fixed.isEmpty()) {
      return;
    }
    text.rule("Fixed");
    int shown = verbose ? fixed.size() : Math.min(SHOWN, fixed.size());
    for (GateItem item : fixed.subList(0, shown)) {
      text.line(
          text.paint("✓ ", TerminalText.GREEN) + item.finding().address() + text.dim("  " + item.finding().guardrail()));
    }
    if (shown < fixed.size()) {
      text.line(text.dim("… and " + Format.count(fixed.size() - shown) + " more"));
    }
    text.line("");
  }

  private void excepted() {
    List<GateItem> excepted = report.excepted();
    if (excepted.isEmpty() && report.newExceptions().isEmpty()) {
      return;
    }
    text.rule("Excepted");
    int shown = verbose ? excepted.size() : Math.min(SHOWN, excepted.size());
    for (GateItem item : excepted.subList(0, shown)) {
      text.line(text.dim("– ") + item.finding().address() + text.dim("  " + item.finding().guardrail()));
      text.indented(text.dim(item.finding().messages().getFirst()));
    }
    if (shown < excepted.size()) {
      text.line(text.dim("… and " + Format.count(excepted.size() - shown) + " more"));
    }
    if (!report.newExceptions().isEmpty()) {
      text.line(
          text.paint("! ", TerminalText.YELLOW)
              + "the change itself brings "
              + String.join(", ", report.newExceptions()));
    }
    text.line("");
  }

  private void unchanged() {
    List<GateItem> unchanged =
        report.items(Movement.UNCHANGED).stream()
            .filter(item -> item.level() == GateRules.Level.INFORM)
            .filter(item -> item.finding().outcome() != Verdict.Outcome.EXCEPTED)
            .toList();
    if (!verbose || unchanged.isEmpty()) {
      return;
    }
    text.rule("Unchanged");
    for (GateItem item : unchanged) {
      text.line(text.dim("· " + item.finding().address() + "  " + item.finding().guardrail()));
    }
    text.line("");
  }

  private void diagnostics() {
    List<Diagnostic> shown =
        report.diagnostics().stream()
            .filter(diagnostic -> verbose || diagnostic.level() == Diagnostic.Level.ERROR)
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    text.rule(verbose ? "Errors and notes" : "Errors");
    for (Diagnostic diagnostic : shown.subList(0, verbose ? shown.size() : Math.min(20, shown.size()))) {
      String mark =
          switch (diagnostic.level()) {
            case ERROR -> text.paint("error   ", TerminalText.RED);
            case WARNING -> text.paint("warning ", TerminalText.YELLOW);
            case INFO -> text.dim("note    ");
          };
      text.line(mark + diagnostic.location());
      text.indented(diagnostic.message() + (diagnostic.hint().isEmpty() ? "" : text.dim(" → " + diagnostic.hint())));
    }
    text.line("");
  }

  private void summary() {
    GateDecision decision = report.decision();
    text.rule("Gate");
    String outcome =
        switch (decision.outcome()) {
          case PASS -> text.paint("passes", TerminalText.GREEN);
          case WARN -> text.paint("passes with warnings", TerminalText.YELLOW);
          case BLOCK -> text.paint("blocked", "1;31");
          case BYPASSED -> text.paint("bypassed", "1;31") + text.dim("  " + decision.bypass().orElse(""));
        };
    text.labelled("Outcome", outcome + text.dim("  " + Format.count(report.blocking()) + " blocking"));
    text.labelled(
        "Change",
        Format.count(decision.count("new")) + " new" + text.dim(" · ")
            + Format.count(decision.count("worsened")) + " worsened" + text.dim(" · ")
            + Format.count(decision.count("unchanged")) + " unchanged" + text.dim(" · ")
            + Format.count(decision.count("fixed")) + " fixed");
    text.labelled("Against", report.against());
    text.labelled(
        "Guardrails",
        Format.count(report.guardrails().size())
            + text.dim("  over " + Format.count(report.resources()) + " resources: ")
            + Format.count(decision.count("pass")) + " passed" + text.dim(" · ")
            + Format.count(decision.count("fail")) + " failed" + text.dim(" · ")
            + Format.count(decision.count("not-evaluated")) + " not evaluated" + text.dim(" · ")
            + Format.count(decision.count("excepted")) + " excepted");
    text.labelled("Decision", decision.id());
    report
        .evidence()
        .ifPresent(evidence -> text.labelled("Evidence", "entry " + evidence.index() + text.dim("  " + evidence.log())));
    text.labelled("Took", Format.duration(report.took()));
    if (decision.outcome() == GateDecision.Outcome.BLOCK) {
      text.line("");
      text.line(
          text.dim("Not right? roadbed gate feedback " + decision.id() + " GUARDRAIL --reason WHY, or ask for an")
              + text.dim(" exception: docs/guide/exceptions.md"));
    }
  }
}
