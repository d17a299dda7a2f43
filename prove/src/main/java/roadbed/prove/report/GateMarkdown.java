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
import roadbed.model.Verdict;

/**
 * The gate's word on a change as a comment on a pull request, in GitHub's and GitLab's Markdown: what stops it, where,
 * why it matters and how to mend it; everything else is folded away.
 */
public final class GateMarkdown {
  /** By this a later run finds its comment again, to write it anew. */
  public static final String MARK = "<!-- roadbed gate -->";

  /** A comment on GitHub holds 65,536 characters; what is folded, and the end, must still find room. */
  private static final int MOST_SHOWN_OPEN = 40_000;

  private static final int MOST_SHOWN = 55_000;
  private static final int SHOWN = 20;
  private static final int PLACES = 5;

  private final GateReport report;
  private final StringBuilder text = new StringBuilder();

  private GateMarkdown(GateReport report) {
    this.report = report;
  }

  /** Renders a decision. */
  public static String render(GateReport report) {
    GateMarkdown markdown = new GateMarkdown(report);
    markdown.head();
    markdown.guardrails(report.brought().stream().filter(GateItem::blocks).toList(), "");
    markdown.guardrails(report.standing().stream().filter(GateItem::blocks).toList(), "It was there before.");
    markdown.folded(
        "warnings", report.brought().stream().filter(item -> item.level() == GateRules.Level.WARN).toList());
    markdown.folded(
        "for your information",
        report.brought().stream().filter(item -> item.level() == GateRules.Level.INFORM).toList());
    markdown.folded("fixed by this change", report.items(Movement.FIXED));
    markdown.folded("excepted", report.excepted());
    markdown.folded(
        "unchanged",
        report.items(Movement.UNCHANGED).stream()
            .filter(item -> !item.blocks() && item.finding().outcome() != Verdict.Outcome.EXCEPTED)
            .toList());
    markdown.errors();
    markdown.foot();
    return markdown.text.toString();
  }

  private void head() {
    GateDecision decision = report.decision();
    text.append(MARK).append('\n');
    long blocking = report.blocking();
    String title =
        switch (decision.outcome()) {
          case PASS -> "✅ Roadbed: nothing stands in the way";
          case WARN -> "⚠️ Roadbed: passes, with something to look at";
          case BLOCK -> "❌ Roadbed: " + Format.count(blocking) + (blocking == 1 ? " thing" : " things") + " to mend";
          case BYPASSED -> "⏭️ Roadbed: bypassed";
        };
    text.append("## ").append(title).append("\n\n");
    decision.bypass().ifPresent(reason -> text.append("Bypassed: ").append(MarkdownText.escape(reason)).append("\n\n"));
    text.append("| new | worse | fixed | unchanged | excepted | not evaluated |\n|--:|--:|--:|--:|--:|--:|\n| ");
    for (String what : List.of("new", "worsened", "fixed", "unchanged", "excepted", "not-evaluated")) {
      text.append(Format.count(decision.count(what))).append(" | ");
    }
    text.setLength(text.length() - 1);
    text.append("\n\n");
    if (!report.newExceptions().isEmpty()) {
      text.append("> This change brings exceptions of its own: ");
      text.append(report.newExceptions().stream().map(MarkdownText::code).collect(Collectors.joining(", ")));
      text.append("\n\n");
    }
  }

  private void guardrails(List<GateItem> items, String note) {
    Map<String, List<GateItem>> byGuardrail =
        items.stream()
            .collect(
                Collectors.groupingBy(item -> item.finding().guardrail(), LinkedHashMap::new, Collectors.toList()));
    int shown = 0;
    for (Map.Entry<String, List<GateItem>> one : byGuardrail.entrySet()) {
      if (shown == SHOWN || text.length() > MOST_SHOWN_OPEN) {
        break;
      }
      guardrail(one.getKey(), one.getValue(), note);
      shown++;
    }
    if (byGuardrail.size() > shown) {
      text.append("… and ").append(byGuardrail.size() - shown).append(" more guardrails.\n\n");
    }
  }

  private void guardrail(String id, List<GateItem> items, String note) {
    GateFinding first = items.getFirst().finding();
    text.append("### ").append(MarkdownText.escape(first.title()));
    text.append(" · ").append(first.severity().id()).append("\n\n");
    text.append(note.isEmpty() ? "" : note + "\n\n");
    for (GateItem item : items.subList(0, Math.min(PLACES, items.size()))) {
      place(item);
    }
    if (items.size() > PLACES) {
      text.append("<details><summary>").append(items.size() - PLACES).append(" more places</summary>\n\n");
      for (GateItem item : items.subList(PLACES, Math.min(items.size(), PLACES + SHOWN))) {
        line(item);
      }
      text.append("\n</details>\n\n");
    }
    Guardrail guardrail = report.byId().get(id);
    if (guardrail != null) {
      paragraph("Why", guardrail.rationale());
      paragraph("How to fix", guardrail.remediation());
    }
  }

  private void paragraph(String title, String words) {
    if (!words.isBlank()) {
      text.append("**").append(title).append(".** ").append(MarkdownText.escape(words)).append("\n\n");
    }
  }

  private void place(GateItem item) {
    GateFinding finding = item.finding();
    text.append(MarkdownText.code(finding.address())).append(" at ");
    text.append(MarkdownText.code(Format.place(finding.location())));
    text.append(item.movement() == Movement.WORSENED ? " (worse than before)" : "");
    text.append(": ").append(MarkdownText.escape(String.join("; ", finding.messages())));
    text.append(item.why().isEmpty() ? "" : " _" + MarkdownText.escape(item.why()) + "_").append("\n\n");
    String fix = report.fixes().get(item.fingerprint());
    if (fix != null) {
      text.append(MarkdownText.fenced("diff", fix)).append("`roadbed fix --write` applies this.\n\n");
      return;
    }
    List<SourceLines.Line> frame = report.sources().frame(finding.location(), 0, 5);
    if (!frame.isEmpty()) {
      String lines =
          frame.stream()
              .map(line -> String.format("%s%5d | %s", line.marked() ? ">" : " ", line.number(), line.text()))
              .collect(Collectors.joining("\n", "", "\n"));
      text.append(MarkdownText.fenced("", lines));
    }
  }

  private void line(GateItem item) {
    GateFinding finding = item.finding();
    text.append("- ").append(MarkdownText.code(finding.guardrail())).append(' ');
    text.append(MarkdownText.code(finding.address())).append(" at ");
    text.append(MarkdownText.code(Format.place(finding.location()))).append(": ");
    text.append(MarkdownText.escape(String.join("; ", finding.messages()))).append('\n');
  }

  private void folded(String title, List<GateItem> items) {
    if (items.isEmpty()) {
      return;
    }
    text.append("<details><summary>").append(Format.count(items.size())).append(' ').append(title);
    text.append("</summary>\n\n");
    int shown = 0;
    while (shown < Math.min(10 * SHOWN, items.size()) && text.length() < MOST_SHOWN) {
      line(items.get(shown));
      shown++;
    }
    if (items.size() > shown) {
      text.append("- … and ").append(Format.count(items.size() - shown)).append(" more\n");
    }
    text.append("\n</details>\n\n");
  }

  private void errors() {
    List<Diagnostic> errors =
        report.diagnostics().stream()
            .filter(diagnostic -> diagnostic.level() == Diagnostic.Level.ERROR)
            .limit(SHOWN)
            .toList();
    if (errors.isEmpty()) {
      return;
    }
    text.append("<details><summary>").append(Format.count(report.errors())).append(" errors</summary>\n\n");
    for (Diagnostic error : errors) {
      text.append("- ").append(MarkdownText.code(error.location().toString())).append(": ");
      text.append(MarkdownText.escape(error.message()));
      text.append(error.hint().isEmpty() ? "" : " → " + MarkdownText.escape(error.hint())).append('\n');
    }
    text.append("\n</details>\n\n");
  }

  private void foot() {
    GateDecision decision = report.decision();
    text.append("<sub>Compared with ").append(MarkdownText.escape(report.against())).append(" · decision ");
    text.append(MarkdownText.code(decision.id())).append(" · ").append(Format.duration(report.took()));
    if (decision.outcome() == GateDecision.Outcome.BLOCK) {
      text.append(" · not right? ");
      text.append(MarkdownText.code("roadbed gate feedback " + decision.id() + " GUARDRAIL --reason WHY"));
      text.append(", or ask for an exception");
    }
    text.append("</sub>\n");
  }
}
