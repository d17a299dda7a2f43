package roadbed.app.command;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.notify.SecretReader;
import roadbed.app.notify.Senders;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Outbox;
import roadbed.operate.notify.Sender;
import roadbed.operate.notify.Target;
import roadbed.operate.notify.Words;

/** {@code roadbed notify test}: sends a message to a target and says whether it was taken. */
final class NotifyTestCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        NotifySettingsFiles.spec(
            "Sends a test message to a target, at once and once, and says what the target answered.",
            "",
            "Exit codes: 0 the target took it, 1 it did not or a document is wrong, 2 wrong use or no such target, 3 internal error.");
    spec.addOption(NotifySettingsFiles.option("--target", "ID").required(true).description("The target; mail:ADDRESS is one too.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    NotifySettingsFiles files = NotifySettingsFiles.read(words, terminal);
    if (files.wrong()) {
      return ExitCode.FINDINGS;
    }
    NotifySettings settings = files.settings();
    String id = words.matchedOptionValue("--target", "");
    Target target =
        settings.target(id)
            .orElseThrow(() -> new UsageException("there is no target " + id + "; there are " + String.join(", ", settings.targets().keySet())));
    Clock clock = Clock.systemUTC();
    Words test = Words.of(Outbox.trial(id, System.getProperty("user.name", "somebody"), clock.instant()), Circle.RESPONDERS, settings, Optional.empty());
    try (Senders senders = new Senders(() -> settings, SecretReader.ofProcess(), clock)) {
      String said =
          switch (senders.send(target, test, "roadbed-test-" + clock.millis(), "")) {
            case Sender.Outcome.Delivered it -> {
              terminal.out().println(id + " took it" + (it.receipt().isEmpty() ? "" : ": " + it.receipt()));
              yield "";
            }
            case Sender.Outcome.Busy it -> "is busy: " + it.problem();
            case Sender.Outcome.Unreachable it -> "is out of reach: " + it.problem();
            case Sender.Outcome.Failed it -> "did not take it: " + it.problem();
            case Sender.Outcome.Refused it -> "refused it: " + it.problem();
          };
      if (said.isEmpty()) {
        return ExitCode.CLEAN;
      }
      terminal.err().println(id + " " + said);
      return ExitCode.FINDINGS;
    }
  }
}
