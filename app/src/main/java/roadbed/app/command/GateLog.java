package roadbed.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.config.Folders;
import roadbed.app.gate.DecisionFile;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.model.Diagnostic;

/** {@code roadbed gate log}: the decisions that this user's gates made. */
final class GateLog {
  private GateLog() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("log");
    spec.usageMessage().description("Lists the decisions that were made here, newest last.");
    spec.addOption(
        OptionSpec.builder("--last")
            .type(Integer.class)
            .paramLabel("N")
            .defaultValue("20")
            .description("Decisions to list (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        GateCommand.option("--log", "FILE", Path.class, "The decisions (default: those in the user's state folder)."));
    return spec;
  }

  static int run(ParseResult words, Terminal terminal) {
    Path log = words.matchedOptionValue("--log", Folders.ofProcess().decisions());
    List<Diagnostic> diagnostics = new ArrayList<>();
    DecisionLog decided = new DecisionFile(log).read(diagnostics);
    diagnostics.forEach(diagnostic -> terminal.err().println(diagnostic));
    List<GateDecision> all = decided.decisions();
    int last = Math.max(0, words.matchedOptionValue("--last", 20));
    List<List<String>> rows = new ArrayList<>();
    for (GateDecision decision : all.subList(Math.max(0, all.size() - last), all.size())) {
      long wrong = decided.feedback().stream().filter(one -> one.decision().equals(decision.id())).count();
      rows.add(
          List.of(
              decision.at().toString().substring(0, 16).replace('T', ' '),
              decision.id(),
              decision.outcome().id(),
              decision.subject(),
              decision.actor(),
              Long.toString(decision.count("new")),
              Long.toString(decision.count("blocking")),
              decision.bypass().orElse(wrong > 0 ? wrong + " said wrong" : "")));
    }
    terminal
        .out()
        .print(
            TextTable.render(
                List.of("at", "decision", "outcome", "what", "who", "new", "blocking", "note"), rows, terminal.width()));
    return ExitCode.CLEAN;
  }
}
