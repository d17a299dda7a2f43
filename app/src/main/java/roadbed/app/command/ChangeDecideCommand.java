package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;

/** {@code roadbed change approve}, {@code reject} and {@code review}: somebody's word about a change. */
final class ChangeDecideCommand implements Command {
  private final String decision;
  private final String description;

  /**
   * A command.
   *
   * @param decision as the server calls it
   */
  ChangeDecideCommand(String decision, String description) {
    this.decision = decision;
    this.description = description;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            description + " The token must be named as one of a person's names in a document of kind Changes: a token alone is nobody.",
            "",
            "Exit codes: 0 done, 1 not done and why, 2 wrong use, 3 the server does not answer.");
    spec.addPositional(ChangeShowCommand.id());
    spec.addOption(Options.text("--digest", "TEXT", "What exactly was looked at (default: what the change is now)."));
    spec.addOption(Options.text("--words", "TEXT", "What to say with it; where it is a no or a review, it must be said."));
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER).");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    RemoteServer server = ChangeFiles.server(words);
    String path = ChangeFiles.CHANGES + "/" + ChangeListCommand.encoded(words.matchedPositionalValue(0, ""));
    Optional<String> digest = Optional.ofNullable(words.<String>matchedOptionValue("--digest", null));
    if (digest.isEmpty()) {
      switch (server.get(path)) {
        case RemoteServer.Failed failed -> {
          return failed(failed, terminal);
        }
        case RemoteServer.Accepted accepted -> digest = ChangeFiles.object(accepted.answer(), "change").text("digest");
      }
    }
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("decision", Value.of(decision));
    body.put("digest", Value.of(digest.orElse("")));
    body.put("words", Value.of(words.matchedOptionValue("--words", "")));
    return switch (server.send(path + "/decisions", new Value.Fields(body))) {
      case RemoteServer.Failed failed -> failed(failed, terminal);
      case RemoteServer.Accepted accepted -> {
        ChangeFiles.lines(accepted.answer(), terminal.width()).stream().limit(4).forEach(terminal.out()::println);
        yield ExitCode.CLEAN;
      }
    };
  }

  private static int failed(RemoteServer.Failed failed, Terminal terminal) {
    terminal.err().println("roadbed: " + failed.why());
    return failed.lasting() ? ExitCode.FINDINGS : ExitCode.INTERNAL;
  }
}
