package roadbed.app.command;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** {@code roadbed change list}: the changes that a server knows. */
final class ChangeListCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Lists changes of a server, the newest first, with where each stands and why.",
            "",
            "Exit codes: 0 listed, 2 wrong use, 3 the server does not answer.");
    spec.addOption(Options.texts("--phase", "PHASE", "open, running, ended or withdrawn."));
    spec.addOption(Options.text("--service", "NAME", "Only those that touch this service."));
    spec.addOption(Options.text("--words", "TEXT", "Only those in which these words occur."));
    spec.addOption(ScanCommand.flag("--review-due", "Only those that somebody must look at afterwards."));
    spec.addOption(ScanCommand.flag("--json", "Print JSON."));
    RemoteServer.addTo(spec, "The server (default: ROADBED_SERVER).");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    RemoteServer server = ChangeFiles.server(words);
    StringBuilder path = new StringBuilder(ChangeFiles.CHANGES + "?size=200");
    for (String phase : words.<List<String>>matchedOptionValue("--phase", List.of())) {
      path.append("&phase=").append(encoded(phase));
    }
    path.append("&service=").append(encoded(words.matchedOptionValue("--service", "")));
    path.append("&q=").append(encoded(words.matchedOptionValue("--words", "")));
    path.append("&review_due=").append(words.hasMatchedOption("--review-due"));
    return switch (server.get(path.toString())) {
      case RemoteServer.Failed failed -> {
        terminal.err().println("roadbed: " + failed.why());
        yield failed.lasting() ? ExitCode.USAGE : ExitCode.INTERNAL;
      }
      case RemoteServer.Accepted accepted -> {
        if (words.hasMatchedOption("--json")) {
          terminal.out().println(ValueJson.text(accepted.answer()));
        } else {
          print(ChangeFiles.objects(accepted.answer(), "items"), terminal);
        }
        yield ExitCode.CLEAN;
      }
    };
  }

  private static void print(List<Value.Fields> changes, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    for (Value.Fields one : changes) {
      Value.Fields what = ChangeFiles.object(one, "change");
      rows.add(
          List.of(
              one.text("id").orElse(""),
              one.text("state").orElse(""),
              ChangeFiles.object(one, "risk").text("level").orElse("-"),
              what.text("title").orElse(""),
              String.join("; ", ChangeFiles.texts(one, "why"))));
    }
    if (rows.isEmpty()) {
      terminal.out().println("there are no such changes");
    } else {
      terminal.out().print(TextTable.render(List.of("change", "state", "risk", "title", "because"), rows, terminal.width()));
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
