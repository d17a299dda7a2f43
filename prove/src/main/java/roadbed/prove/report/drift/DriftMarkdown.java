package roadbed.prove.report.drift;

import java.util.List;
import roadbed.assess.drift.AttributeDrift;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.Proposal;
import roadbed.assess.drift.ResourceDrift;
import roadbed.model.Severity;

/** Drift as Markdown, for a comment or a ticket. */
public final class DriftMarkdown {
  private static final int SHOWN = 100;

  private DriftMarkdown() {}

  /** Renders a report. */
  public static String render(DriftReport report, List<Proposal> proposals) {
    StringBuilder text = new StringBuilder("# Drift\n\n");
    text.append("**").append(DriftWords.headline(report)).append("**\n\n").append(DriftWords.coverage(report)).append(".\n");
    for (DriftKind kind : DriftKind.values()) {
      List<ResourceDrift> those = report.resources().stream().filter(one -> one.kind() == kind).toList();
      if (kind.isDrift() && !those.isEmpty()) {
        section(kind, those, proposals, text);
      }
    }
    if (!report.claims().isEmpty()) {
      text.append("\n## Held by several states\n\n");
      for (DriftReport.Claim claim : report.claims()) {
        text.append("- `").append(claim.identifier()).append("` (").append(claim.type()).append("): ");
        text.append(String.join(", ", claim.addresses().stream().map(address -> code(address)).toList())).append('\n');
      }
    }
    return text.toString();
  }

  private static void section(DriftKind kind, List<ResourceDrift> those, List<Proposal> proposals, StringBuilder text) {
    String words = kind.words();
    text.append("\n## ").append(Character.toUpperCase(words.charAt(0))).append(words.substring(1)).append("\n\n");
    for (ResourceDrift one : those.subList(0, Math.min(SHOWN, those.size()))) {
      text.append("### ").append(code(one.title())).append('\n');
      text.append('\n').append(one.type()).append(" at `").append(DriftWords.place(one)).append('`');
      one.owner().ifPresent(owner -> text.append(", owned by ").append(escape(owner)));
      one.risk().map(Severity::id).ifPresent(risk -> text.append(", risk **").append(risk).append("**"));
      text.append(".\n");
      if (!one.reason().isEmpty()) {
        text.append('\n').append(escape(one.reason())).append(".\n");
      }
      if (!one.changes().isEmpty()) {
        text.append("\n| attribute | declared | state | live | place |\n|---|---|---|---|---|\n");
        for (AttributeDrift change : one.changes()) {
          text.append("| ").append(code(change.path()));
          text.append(" | ").append(cell(DriftWords.value(change.declared())));
          text.append(" | ").append(cell(DriftWords.value(change.state())));
          text.append(" | ").append(cell(DriftWords.value(change.live())));
          text.append(" | ").append(change.place().map(place -> escape(place.toString())).orElse("")).append(" |\n");
        }
      }
      one.broken()
          .forEach(broken -> text.append("\n- breaks `").append(broken.id()).append("`: ").append(escape(broken.message())).append('\n'));
      DriftWords.who(one).ifPresent(who -> text.append("\nChanged by ").append(escape(who)).append(".\n"));
      for (Proposal proposal : proposals) {
        if (proposal.key().equals(one.key())) {
          proposal(proposal, text);
        }
      }
      text.append('\n');
    }
    if (those.size() > SHOWN) {
      text.append("… and ").append(those.size() - SHOWN).append(" more.\n");
    }
  }

  private static void proposal(Proposal proposal, StringBuilder text) {
    text.append("\nTo do: ").append(escape(proposal.words())).append('\n');
    proposal.command().ifPresent(command -> text.append("\n```sh\n").append(command).append("\n```\n"));
    proposal.edit().ifPresent(edit -> text.append("\n```hcl\n").append(edit.text().strip()).append("\n```\n"));
  }

  private static String cell(String value) {
    return value.equals("nothing") ? "" : code(value);
  }

  private static String code(String text) {
    return "`" + text.replace("`", "'").replace("|", "\\|").replace("\n", " ") + "`";
  }

  private static String escape(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
