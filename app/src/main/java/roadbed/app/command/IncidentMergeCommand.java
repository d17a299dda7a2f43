package roadbed.app.command;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed incident merge}: an incident is the same as another one, or is not after all. */
final class IncidentMergeCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        IncidentServer.spec("Makes an incident part of another one that is open, with all of its alerts; --undo makes two of them again.");
    IncidentServer.addId(spec);
    spec.addOption(Options.text("--into", "ID", "The other one."));
    spec.addOption(OptionSpec.builder("--undo").description("It is one of its own after all.").build());
    spec.addOption(OptionSpec.builder("--reason").type(String.class).paramLabel("TEXT").required(true).description("Why.").build());
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String into = words.matchedOptionValue("--into", "");
    boolean undo = words.hasMatchedOption("--undo");
    if (into.isEmpty() != undo) {
      throw new UsageException("say either --into with the other incident, or --undo");
    }
    String reason = words.matchedOptionValue("--reason", "");
    return IncidentServer.of(words)
        .write(
            IncidentServer.word(words, 0),
            undo ? Map.of("kind", "separated", "reason", reason) : Map.of("kind", "merged", "into", into, "reason", reason),
            terminal);
  }
}
