package roadbed.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.notify.SecretReader;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Secret;
import roadbed.operate.notify.Target;

/** {@code roadbed notify check}: whether documents are right and their secrets are there. */
final class NotifyCheckCommand implements Command {

  @Override
  public CommandSpec spec() {
    return NotifySettingsFiles.spec(
        "Says what is wrong with documents of kind Notifications, each place with line and column, and which of their secrets"
            + " are not there. No secret is shown, and nothing is sent.",
        "",
        "Exit codes: 0 nothing is wrong, 1 something is, 2 wrong use or no such document, 3 internal error.");
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    NotifySettingsFiles files = NotifySettingsFiles.read(words, terminal);
    SecretReader reader = SecretReader.ofProcess();
    boolean missing = false;
    for (Secret secret : secrets(files.settings())) {
      if (reader.read(secret).isEmpty()) {
        terminal.err().println("error nothing stands in " + secret.place());
        missing = true;
      }
    }
    List<List<String>> rows = new ArrayList<>();
    files.settings().targets().values().forEach(target -> rows.add(List.of(target.id(), target.kind(), target.shown())));
    terminal.out().print(TextTable.render(List.of("target", "by", "where"), rows, terminal.width()));
    return files.wrong() || missing ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  private static Set<Secret> secrets(NotifySettings settings) {
    Set<Secret> secrets = new LinkedHashSet<>();
    settings.relay().flatMap(relay -> relay.password()).ifPresent(secrets::add);
    for (Target target : settings.targets().values()) {
      switch (target) {
        case Target.Mail _ -> {}
        case Target.SlackWebhook it -> secrets.add(it.url());
        case Target.SlackChannel it -> secrets.add(it.token());
        case Target.Teams it -> secrets.add(it.url());
        case Target.PagerDuty it -> secrets.add(it.routingKey());
        case Target.Webhook it -> {
          secrets.add(it.url());
          it.secret().ifPresent(secrets::add);
        }
      }
    }
    return secrets;
  }
}
