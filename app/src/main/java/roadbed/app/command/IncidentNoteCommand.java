package roadbed.app.command;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed incident note}: writes words into an incident, or tells an audience how it stands. */
final class IncidentNoteCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = IncidentServer.spec("Writes words into an incident's timeline, or tells an audience how it stands.");
    IncidentServer.addId(spec);
    IncidentServer.addWord(spec, 1, "TEXT", "The words.");
    spec.addOption(
        Options.text("--tell", "AUDIENCE", "It is a status update for responders, internal, leadership or public."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String audience = words.matchedOptionValue("--tell", "");
    String text = IncidentServer.word(words, 1);
    return IncidentServer.of(words)
        .write(
            IncidentServer.word(words, 0),
            audience.isEmpty()
                ? Map.of("kind", "note", "text", text)
                : Map.of("kind", "status-update", "audience", audience, "text", text),
            terminal);
  }
}
