package roadbed.app.command;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** {@code roadbed change show}: one change of a server, with all that happened to it. */
final class ChangeShowCommand implements Command {

  static PositionalParamSpec id() {
    return PositionalParamSpec.builder().index("0").arity("1").paramLabel("ID").type(String.class).description("The change.").build();
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Shows a change of a server, why it stands where it does, and what happened to it.", "", "Exit codes: 0 shown, 2 wrong use or no such change, 3 the server does not answer.");
    spec.addPositional(id());
    spec.addOption(ScanCommand.flag("--json", "Print JSON."));
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER).");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    RemoteServer server = ChangeFiles.server(words);
    String id = words.matchedPositionalValue(0, "");
    return switch (server.get(ChangeFiles.CHANGES + "/" + ChangeListCommand.encoded(id))) {
      case RemoteServer.Failed failed -> {
        terminal.err().println("roadbed: " + failed.why());
        yield failed.lasting() ? ExitCode.USAGE : ExitCode.INTERNAL;
      }
      case RemoteServer.Accepted accepted -> {
        if (words.hasMatchedOption("--json")) {
          terminal.out().println(ValueJson.text(accepted.answer()));
        } else {
          ChangeFiles.lines(accepted.answer(), terminal.width()).forEach(terminal.out()::println);
          for (Value.Fields entry : ChangeFiles.objects(accepted.answer(), "entries")) {
            terminal.out()
                .println(
                    entry.text("at").orElse("") + "  " + entry.text("actor").orElse("") + "  " + entry.text("entry").orElse("")
                        + entry.text("words").filter(text -> !text.isEmpty()).map(text -> ": " + text).orElse(""));
          }
        }
        yield ExitCode.CLEAN;
      }
    };
  }
}
