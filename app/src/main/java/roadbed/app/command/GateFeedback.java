package roadbed.app.command;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.Command.UsageException;
import roadbed.app.config.Folders;
import roadbed.app.gate.DecisionFile;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.GateDecision;

/** {@code roadbed gate feedback}: somebody says that the gate was wrong. */
final class GateFeedback {
  private GateFeedback() {}

  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("feedback");
    spec.usageMessage().description("Says that a decision was wrong, because; it counts towards the friction of controls.");
    spec.addPositional(
        PositionalParamSpec.builder().index("0").paramLabel("DECISION").type(String.class).description("The decision.").build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("1")
            .paramLabel("GUARDRAIL")
            .type(String.class)
            .description("The guardrail that was wrong.")
            .build());
    spec.addOption(
        OptionSpec.builder("--reason").type(String.class).paramLabel("WHY").required(true).description("Why.").build());
    spec.addOption(GateCommand.option("--actor", "NAME", String.class, "Who says so (default: the user)."));
    RemoteServer.addTo(spec, "Bring it to this server too, which has the decision (default: ROADBED_SERVER).");
    return spec;
  }

  static int run(ParseResult words, Terminal terminal) throws IOException {
    DecisionFile file = new DecisionFile(Folders.ofProcess().decisions());
    String id = words.matchedPositionalValue(0, "");
    String guardrail = words.matchedPositionalValue(1, "");
    String reason = words.matchedOptionValue("--reason", "");
    if (reason.isBlank()) {
      throw new UsageException("--reason says why it was wrong");
    }
    DecisionLog decided = file.read(new ArrayList<>());
    Optional<GateDecision> decision =
        decided.decisions().stream().filter(one -> one.id().equals(id)).findFirst();
    if (decision.isEmpty()) {
      throw new UsageException("there is no decision " + id + " (see roadbed gate log)");
    }
    List<String> known = decision.get().items().stream().map(item -> item.finding().guardrail()).distinct().toList();
    if (!known.contains(guardrail)) {
      throw new UsageException(guardrail + " found nothing in " + id + "; these did: " + String.join(", ", known));
    }
    String actor = words.matchedOptionValue("--actor", Pipeline.actor(System.getenv()));
    GateDecision.Feedback said =
        new GateDecision.Feedback(id, guardrail, Clock.systemUTC().instant(), actor, reason.strip());
    file.append(said);
    terminal.out().println("noted: " + guardrail + " was wrong in " + id);
    Optional<RemoteServer> server = RemoteServer.named(words, Folders.ofProcess());
    if (server.isPresent()
        && server.get().send(GateSend.FEEDBACK, DecisionJson.of(said)) instanceof RemoteServer.Failed failed) {
      terminal.err().println("roadbed: it is kept here and was not sent: " + failed.why());
    }
    return ExitCode.CLEAN;
  }
}
