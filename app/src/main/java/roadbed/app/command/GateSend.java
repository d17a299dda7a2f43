package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.Command.UsageException;
import roadbed.app.config.Folders;
import roadbed.app.gate.DecisionFile;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** {@code roadbed gate send}: brings the decisions that were made here to a server, once each. */
final class GateSend {
  static final String DECISIONS = "/api/v1/gate-decisions";
  static final String FEEDBACK = "/api/v1/gate-feedback";

  private GateSend() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("send");
    spec.usageMessage()
        .description(
            "Sends the decisions that were made here, and what was said of them, to a server. What it has already it"
                + " keeps once, so sending again does no harm.");
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER).");
    spec.addOption(
        OptionSpec.builder("--days")
            .type(Integer.class)
            .paramLabel("N")
            .defaultValue("30")
            .description("How far back (default: ${DEFAULT-VALUE}).")
            .build());
    spec.addOption(
        GateCommand.option("--log", "FILE", Path.class, "The decisions (default: those in the user's state folder)."));
    return spec;
  }

  static int run(ParseResult words, Terminal terminal) throws IOException {
    Folders folders = Folders.ofProcess();
    Path log = words.matchedOptionValue("--log", folders.decisions());
    ScanCommand.mustExist(List.of(log));
    int days = words.matchedOptionValue("--days", 30);
    if (days < 1 || days > 3650) {
      throw new UsageException("--days is from 1 to 3650");
    }
    RemoteServer server =
        RemoteServer.named(words, folders)
            .orElseThrow(() -> new UsageException("say where to: --server URL or ROADBED_SERVER"));
    List<Diagnostic> diagnostics = new ArrayList<>();
    DecisionLog decided = new DecisionFile(log).read(diagnostics);
    diagnostics.forEach(diagnostic -> terminal.err().println(diagnostic));
    Instant since = Clock.systemUTC().instant().minus(Duration.ofDays(days));
    int fresh = 0;
    int known = 0;
    for (GateDecision decision : decided.decisions()) {
      if (decision.at().isBefore(since)) {
        continue;
      }
      switch (server.send(DECISIONS, DecisionJson.of(decision))) {
        case RemoteServer.Accepted accepted -> {
          if (isNew(accepted)) {
            fresh++;
          } else {
            known++;
          }
        }
        case RemoteServer.Failed failed -> {
          terminal.err().println("roadbed: " + decision.id() + " was not sent: " + failed.why());
          return ExitCode.INTERNAL;
        }
      }
    }
    for (GateDecision.Feedback said : decided.feedback()) {
      if (!said.at().isBefore(since)
          && server.send(FEEDBACK, DecisionJson.of(said)) instanceof RemoteServer.Failed failed) {
        terminal.err().println("roadbed: what was said of " + said.decision() + " was not sent: " + failed.why());
      }
    }
    terminal.out().println("sent " + fresh + " decisions to " + server.url() + ", which had " + known + " already");
    return ExitCode.CLEAN;
  }

  private static boolean isNew(RemoteServer.Accepted accepted) {
    return accepted.answer().get("new").orElse(Value.of(false)).equals(Value.of(true));
  }
}
