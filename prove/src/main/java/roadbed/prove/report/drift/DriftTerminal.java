package roadbed.prove.report.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.drift.AttributeDrift;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.Proposal;
import roadbed.assess.drift.ResourceDrift;
import roadbed.model.Severity;

/** Drift as text for a terminal. */
public final class DriftTerminal {
  private static final int SHOWN = 50;
  private static final int ATTRIBUTES = 12;

  private final DriftReport report;
  private final boolean colour;
  private final boolean verbose;
  private final Map<String, List<Proposal>> proposals = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private DriftTerminal(DriftReport report, boolean colour, boolean verbose) {
    this.report = report;
    this.colour = colour;
    this.verbose = verbose;
  }

  /**
   * Renders a report.
   *
   * @param proposals what could be done
   * @param verbose whether to list everything instead of the first few
   */
  public static String render(DriftReport report, List<Proposal> proposals, boolean colour, boolean verbose) {
    DriftTerminal terminal = new DriftTerminal(report, colour, verbose);
    proposals.forEach(one -> terminal.proposals.computeIfAbsent(one.key(), _ -> new ArrayList<>()).add(one));
    if (report.resources().isEmpty()) {
      return "Nothing to compare: no code, no state and nothing live was found in what was read.\n";
    }
    for (DriftKind kind : DriftKind.values()) {
      if (kind.isDrift() || (verbose && kind != DriftKind.IN_STEP)) {
        terminal.kind(kind);
      }
    }
    terminal.claims();
    terminal.summary();
    return terminal.text.toString();
  }

  private void kind(DriftKind kind) {
    List<ResourceDrift> those = report.resources().stream().filter(one -> one.kind() == kind).toList();
    if (those.isEmpty()) {
      return;
    }
    text.append(bold(those.size() + " " + kind.words())).append('\n');
    int shown = verbose ? those.size() : Math.min(SHOWN, those.size());
    those.subList(0, shown).forEach(this::resource);
    if (shown < those.size()) {
      text.append("  … ").append(those.size() - shown).append(" more; --verbose lists them\n");
    }
    text.append('\n');
  }

  private void resource(ResourceDrift one) {
    text.append("  ").append(mark(one.kind())).append(' ').append(bold(one.title()));
    one.risk().ifPresent(risk -> text.append("  ").append(risk(risk)));
    text.append('\n').append("    ").append(dim(one.type() + "  " + DriftWords.place(one))).append('\n');
    if (!one.reason().isEmpty()) {
      text.append("    ").append(one.reason()).append('\n');
    }
    int shown = verbose ? one.changes().size() : Math.min(ATTRIBUTES, one.changes().size());
    for (AttributeDrift change : one.changes().subList(0, shown)) {
      text.append("    ").append(change.path()).append(": ").append(DriftWords.change(change));
      change.place().filter(place -> place.line() > 0).ifPresent(place -> text.append(dim("  " + place)));
      text.append('\n');
      if (!change.note().isEmpty()) {
        text.append("      ").append(dim(change.note())).append('\n');
      }
    }
    if (shown < one.changes().size()) {
      text.append("    … ").append(one.changes().size() - shown).append(" more attributes\n");
    }
    for (ResourceDrift.BrokenGuardrail broken : one.broken()) {
      text.append("    breaks ").append(broken.id()).append(": ").append(broken.message()).append('\n');
    }
    DriftWords.who(one).ifPresent(who -> text.append("    changed by ").append(who).append('\n'));
    for (Proposal proposal : proposals.getOrDefault(one.key(), List.of())) {
      text.append("    ").append(dim("to do: " + proposal.words()));
      proposal.command().ifPresent(command -> text.append(dim(": " + command)));
      proposal.edit().filter(edit -> edit.line() > 0).ifPresent(edit -> text.append(dim(" (" + edit.file() + ":" + edit.line() + ")")));
      text.append('\n');
    }
    if (verbose) {
      one.notCompared()
          .forEach(
              open ->
                  text.append("    ").append(dim("not compared: " + open.path() + " (" + open.why() + ")")).append('\n'));
    }
  }

  private void claims() {
    for (DriftReport.Claim claim : report.claims()) {
      text.append(bold("held by several states: "))
          .append(claim.type())
          .append(' ')
          .append(claim.identifier())
          .append(claim.likelyCopies() ? " (perhaps copies of one state)" : "")
          .append('\n');
      for (int i = 0; i < claim.addresses().size(); i++) {
        text.append("    ").append(claim.addresses().get(i)).append("  ").append(claim.locations().get(i)).append('\n');
      }
    }
    if (!report.claims().isEmpty()) {
      text.append('\n');
    }
  }

  private void summary() {
    boolean none = report.resources().stream().noneMatch(one -> one.kind().isDrift());
    text.append(none ? "No drift: " : "Drift: ").append(DriftWords.headline(report)).append('\n');
    text.append(dim(DriftWords.coverage(report))).append('\n');
    if (report.coverage().live() == 0 && report.coverage().declared() == 0) {
      text.append("There are states alone: add the code, or what is live, to compare them with.\n");
    }
  }

  private static String mark(DriftKind kind) {
    return switch (kind) {
      case CHANGED -> "~";
      case MISSING -> "-";
      case UNMANAGED -> "+";
      case EXCEPTED, PROVIDED, IN_STEP -> "=";
      case NOT_COMPARABLE, NOT_COVERED -> "?";
    };
  }

  private String risk(Severity severity) {
    return colour
        ? switch (severity) {
          case CRITICAL, HIGH -> "\u001b[31m" + severity.id() + "\u001b[0m";
          case MEDIUM, LOW -> "\u001b[33m" + severity.id() + "\u001b[0m";
        }
        : severity.id();
  }

  private String bold(String words) {
    return colour ? "\u001b[1m" + words + "\u001b[0m" : words;
  }

  private String dim(String words) {
    return colour ? "\u001b[2m" + words + "\u001b[0m" : words;
  }
}
