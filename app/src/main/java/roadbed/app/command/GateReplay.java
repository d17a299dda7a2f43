package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.Command.UsageException;
import roadbed.app.config.Folders;
import roadbed.app.gate.DecisionFile;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.Enforcement;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateItem;
import roadbed.model.Diagnostic;
import roadbed.model.GateRules;

/** {@code roadbed gate replay}: what the decisions of the past would have been under other rules. */
final class GateReplay {
  private GateReplay() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("replay");
    spec.usageMessage()
        .description(
            "Says what would have been blocked in the last days under a configuration, from the recorded decisions."
                + " Nothing is judged again, and nothing is changed.");
    spec.addOption(GateCommand.option("--config", "FILE", Path.class, "The configuration (default: gate.yaml here)."));
    spec.addOption(
        OptionSpec.builder("--days")
            .type(Integer.class)
            .paramLabel("N")
            .defaultValue("30")
            .description("How far back (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        GateCommand.option("--at", "DAY", LocalDate.class, "The day on which its rules are looked at (default: today)."));
    spec.addOption(
        GateCommand.option("--log", "FILE", Path.class, "The decisions (default: those in the user's state folder)."));
    GuardrailOptions.addSources(spec);
    return spec;
  }

  static int run(ParseResult words, Terminal terminal) throws IOException {
    Path log = words.matchedOptionValue("--log", Folders.ofProcess().decisions());
    ScanCommand.mustExist(List.of(log));
    int days = words.matchedOptionValue("--days", 30);
    if (days < 1 || days > 3650) {
      throw new UsageException("--days is from 1 to 3650");
    }
    GateRules rules = GateCommand.rules(words.matchedOptionValue("--config", null), terminal);
    Instant now = Clock.systemUTC().instant();
    LocalDate day = words.matchedOptionValue("--at", null);
    Instant at = day == null ? now : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    List<Diagnostic> diagnostics = new ArrayList<>();
    DecisionLog decided = new DecisionFile(log).read(diagnostics);
    diagnostics.forEach(diagnostic -> terminal.err().println(diagnostic));
    Guardrails guardrails = GuardrailOptions.guardrails(words);
    Enforcement enforcement = new Enforcement(rules, guardrails.all(), at);
    Instant since = now.minusSeconds(86_400L * days);
    List<GateDecision> looked =
        decided.decisions().stream().filter(decision -> !decision.at().isBefore(since)).toList();
    terminal.out().print(render(looked, enforcement, terminal.width()));
    return ExitCode.CLEAN;
  }

  private static String render(List<GateDecision> decisions, Enforcement enforcement, int width) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Integer> byGuardrail = new LinkedHashMap<>();
    int before = 0;
    int after = 0;
    for (GateDecision decision : decisions) {
      List<GateItem> items =
          decision.items().stream()
              .map(item -> enforcement.act(item.movement(), item.finding(), item.fingerprint()))
              .toList();
      boolean blocked = GateDecision.outcome(decision.items(), false) == GateDecision.Outcome.BLOCK;
      boolean would = GateDecision.outcome(items, false) == GateDecision.Outcome.BLOCK;
      before += blocked ? 1 : 0;
      after += would ? 1 : 0;
      if (would) {
        Set<String> guardrails = new TreeSet<>();
        items.stream().filter(GateItem::blocks).forEach(item -> guardrails.add(item.finding().guardrail()));
        guardrails.forEach(guardrail -> byGuardrail.merge(guardrail, 1, Integer::sum));
        rows.add(
            List.of(
                decision.at().toString().substring(0, 16).replace('T', ' '),
                decision.subject(),
                decision.reference(),
                decision.outcome().id(),
                String.join(" ", guardrails)));
      }
    }
    StringBuilder text = new StringBuilder();
    text.append(decisions.size()).append(" decisions: ").append(before).append(" blocked then, ").append(after);
    text.append(" would be blocked under these rules\n");
    if (!rows.isEmpty()) {
      text.append('\n').append(TextTable.render(List.of("at", "what", "reference", "was", "blocked by"), rows, width));
      text.append('\n');
      List<List<String>> counts =
          byGuardrail.entrySet().stream()
              .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
              .map(entry -> List.of(entry.getKey(), entry.getValue().toString()))
              .toList();
      text.append(TextTable.render(List.of("guardrail", "decisions it would block"), counts, width));
    }
    return text.toString();
  }
}
