package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.model.Value;

/** {@code roadbed incident declare}: somebody says that there is one. */
final class IncidentDeclareCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = IncidentServer.spec("Declares an incident. Who declares it is the one whom the token names.");
    IncidentServer.addWord(spec, 0, "TITLE", "What is broken, in one line.");
    spec.addOption(Options.text("--severity", "NUMBER", "1 (worst) to 5 (default: 3)."));
    spec.addOption(Options.text("--service", "NAME", "The catalog component that suffers."));
    spec.addOption(Options.text("--reason", "TEXT", "Why it is an incident."));
    spec.addOption(Options.text("--impact-started", "TIME", "Since when users feel it, such as 2026-01-31T12:00:00Z."));
    spec.addOption(Options.texts("--only-for", "NAMES", "Who may see it, besides who declares it (default: everybody)."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("title", Value.of(IncidentServer.word(words, 0)));
    Map.of("--severity", "severity", "--service", "service", "--reason", "reason", "--impact-started", "impact_started_at")
        .forEach(
            (option, name) -> {
              String text = words.matchedOptionValue(option, "");
              if (!text.isEmpty()) {
                body.put(name, Value.of(text));
              }
            });
    body.put("audience", Value.ofTexts(words.matchedOptionValue("--only-for", List.<String>of())));
    IncidentServer server = IncidentServer.of(words);
    return server.show(
        server.server().send("/api/v1/incidents", new Value.Fields(body)),
        terminal,
        answer -> terminal.out().println(IncidentServer.head(answer)));
  }
}
