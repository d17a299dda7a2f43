package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed rego}: the commands of the Rego language, with the names and options of the program {@code opa}. */
final class RegoCommand implements Command {
  private final Map<String, Command> commands = new LinkedHashMap<>();

  RegoCommand() {
    commands.put("eval", new RegoEvalCommand());
    commands.put("test", new RegoTestCommand());
    commands.put("check", new RegoCheckCommand());
    commands.put("fmt", new RegoFmtCommand());
    commands.put("bench", new RegoBenchCommand());
    commands.put("deps", new RegoDepsCommand());
    commands.put("parse", new RegoParseCommand());
    commands.put("inspect", new RegoInspectCommand());
    commands.put("build", new RegoBuildCommand());
    commands.put("sign", new RegoSignCommand());
    commands.put("repl", new RegoReplCommand());
    commands.put("capabilities", new RegoCapabilitiesCommand());
    commands.put("version", new RegoVersionCommand());
    commands.put("serve", new RegoServeCommand());
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Evaluates, tests, checks and packs policies written in Rego. Commands, options and output follow"
                + " those of the program opa; what is not supported says so.")
        .abbreviateSynopsis(true);
    commands.forEach((name, command) -> spec.addSubcommand(name, command.spec().name(name)));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult chosen = words.subcommand();
    Command command = chosen == null ? null : commands.get(chosen.commandSpec().name());
    if (chosen == null || command == null) {
      throw new UsageException("say one of " + String.join(", ", commands.keySet()) + " (see roadbed rego --help)");
    }
    return command.run(chosen, terminal);
  }
}
