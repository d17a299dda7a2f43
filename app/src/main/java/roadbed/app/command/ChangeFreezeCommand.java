package roadbed.app.command;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.operate.change.ChangeDocuments;

/** {@code roadbed change freeze}: lets nothing be changed for a time. */
final class ChangeFreezeCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Lets nothing be changed for a time but in an emergency. A freeze of the same name is replaced: give another --until to end it.",
            "",
            "Exit codes: 0 kept, 1 not kept and why, 2 wrong use, 3 the server does not answer.");
    spec.addPositional(
        PositionalParamSpec.builder().index("0").arity("1").paramLabel("NAME").type(String.class).description("What it is called: letters, digits, dots and dashes.").build());
    spec.addOption(Options.text("--from", "TIME", "First day or time (default: now)."));
    spec.addOption(Options.text("--until", "TIME", "Last day, or time before which it ends."));
    spec.addOption(Options.texts("--service", "NAME", "Only these services (default: everything)."));
    spec.addOption(Options.texts("--environment", "NAME", "Only these environments (default: all)."));
    spec.addOption(Options.text("--reason", "TEXT", "Why."));
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER).");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    RemoteServer server = ChangeFiles.server(words);
    String name = words.matchedPositionalValue(0, "");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,80}")) {
      throw new UsageException("a freeze is called by letters, digits, dots and dashes, not " + name);
    }
    String until = words.matchedOptionValue("--until", "");
    if (until.isEmpty()) {
      throw new UsageException("a freeze ends: say --until");
    }
    String from = words.matchedOptionValue("--from", Instant.now().toString());
    Map<String, Value> window = new LinkedHashMap<>();
    window.put("id", Value.of(name));
    window.put("from", Value.of(time("--from", from)));
    window.put("until", Value.of(time("--until", until)));
    window.put("services", Value.ofTexts(words.<List<String>>matchedOptionValue("--service", List.of())));
    window.put("environments", Value.ofTexts(words.<List<String>>matchedOptionValue("--environment", List.of())));
    window.put("reason", Value.of(words.matchedOptionValue("--reason", "")));
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("apiVersion", Value.of(ChangeDocuments.VERSION));
    document.put("kind", Value.of("Changes"));
    document.put("freezes", new Value.Items(List.of(new Value.Fields(window))));
    return switch (server.send(ChangeFiles.CHANGES + "/documents/freeze-" + name, new Value.Fields(document))) {
      case RemoteServer.Failed failed -> {
        terminal.err().println("roadbed: " + failed.why());
        yield failed.lasting() ? ExitCode.FINDINGS : ExitCode.INTERNAL;
      }
      case RemoteServer.Accepted _ -> {
        terminal.out().println("nothing is changed from " + time("--from", from) + " until " + time("--until", until));
        yield ExitCode.CLEAN;
      }
    };
  }

  /** By the clock of this machine where nothing else is said. */
  private static String time(String option, String text) {
    return ChangeDocuments.instant(text, ZoneId.systemDefault(), option.equals("--until"))
        .orElseThrow(() -> new UsageException(option + " is a day or a time such as 2026-12-24 or 2026-12-24T18:00, not " + text))
        .toString();
  }
}
