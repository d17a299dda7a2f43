package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed policy}: the commands for libraries of policies, one's own and those that were written for others. */
final class PolicyCommand implements Command {
  private final Map<String, Command> commands = new LinkedHashMap<>();

  PolicyCommand() {
    commands.put("list", new PolicyListCommand());
    commands.put("test", new PolicyTestCommand());
    commands.put("docs", new PolicyDocsCommand());
    commands.put("check", new PolicyCheckCommand());
    commands.put("verify", new PolicyVerifyCommand());
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Lists, tests and documents libraries of policies, and runs those that were written for other programs.")
        .abbreviateSynopsis(true);
    commands.forEach((name, command) -> spec.addSubcommand(name, command.spec().name(name)));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult chosen = words.subcommand();
    Command command = chosen == null ? null : commands.get(chosen.commandSpec().name());
    if (chosen == null || command == null) {
      throw new UsageException("say one of " + String.join(", ", commands.keySet()) + " (see roadbed policy --help)");
    }
    return command.run(chosen, terminal);
  }
}
