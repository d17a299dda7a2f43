package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed incident resolve}: users no longer feel it. */
final class IncidentResolveCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = IncidentServer.spec("Says that users no longer feel an incident; with --reopen that they do after all.");
    IncidentServer.addId(spec);
    spec.addOption(Options.text("--at", "TIME", "Since when, such as 2026-01-31T12:40:00Z (default: now)."));
    spec.addOption(Options.text("--reopen", "REASON", "It was not over, and why."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    Map<String, String> entry = new LinkedHashMap<>();
    String reason = words.matchedOptionValue("--reopen", "");
    String at = words.matchedOptionValue("--at", "");
    if (!reason.isEmpty()) {
      entry.put("kind", "reopened");
      entry.put("reason", reason);
    } else {
      entry.put("kind", "restored");
      if (!at.isEmpty()) {
        entry.put("at", at);
      }
    }
    return IncidentServer.of(words).write(IncidentServer.word(words, 0), entry, terminal);
  }
}
