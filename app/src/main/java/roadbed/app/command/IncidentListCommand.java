package roadbed.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;

/** {@code roadbed incident list}: incidents of a server, by what is asked for. */
final class IncidentListCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = IncidentServer.spec("Lists incidents of a server, the newest first.");
    spec.addOption(Options.text("--state", "STATE", "open, restored, closed or merged (default: all)."));
    spec.addOption(Options.text("--severity", "NUMBER", "1 to 5 (default: all)."));
    spec.addOption(Options.text("--service", "NAME", "Only this service."));
    spec.addOption(
        Options.text("--search", "TEXT", "Text in title, identifier, cause, titles of alerts or what people wrote."));
    spec.addOption(Options.day("--since", "Declared on this day or later."));
    spec.addOption(Options.text("--limit", "NUMBER", "How many at most, up to 500 (default: 100)."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    Map.of("--state", "state", "--severity", "severity", "--service", "service", "--search", "q", "--limit", "limit")
        .forEach((option, name) -> asked.put(name, words.<String>matchedOptionValue(option, "")));
    Object since = words.matchedOptionValue("--since", null);
    asked.put("since", since == null ? "" : since.toString());
    List<String> parts = new ArrayList<>();
    asked.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            parts.add(name + "=" + IncidentServer.encoded(text));
          }
        });
    IncidentServer server = IncidentServer.of(words);
    String query = parts.isEmpty() ? "" : "?" + String.join("&", parts);
    return server.show(
        server.server().get("/api/v1/incidents" + query), terminal, answer -> terminal.out().print(table(answer, terminal.width())));
  }

  private static String table(Value.Fields answer, int width) {
    List<List<String>> rows = new ArrayList<>();
    for (Value.Fields line : IncidentServer.list(answer, "items")) {
      rows.add(
          List.of(
              IncidentServer.text(line, "id"),
              "SEV" + IncidentServer.number(line, "severity"),
              IncidentServer.text(line, "state"),
              IncidentServer.text(line, "service"),
              IncidentServer.text(line, "declared_at"),
              IncidentServer.number(line, "firing") + "/" + IncidentServer.number(line, "alerts"),
              IncidentServer.text(line, "title")));
    }
    return rows.isEmpty()
        ? "no incident matches\n"
        : TextTable.render(List.of("id", "severity", "state", "service", "declared", "firing", "title"), rows, width);
  }
}
