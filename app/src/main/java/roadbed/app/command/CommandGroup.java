package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command that does nothing but to have others below it. */
abstract class CommandGroup implements Command {
  private final String name;
  private final String description;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  /**
   * A group without commands yet.
   *
   * @param name what stands after {@code roadbed}
   */
  CommandGroup(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** Adds a command; help lists them in the order in which they were added. */
  final void add(String below, Command command) {
    commands.put(below, command);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description(description).abbreviateSynopsis(true);
    commands.forEach((below, command) -> spec.addSubcommand(below, command.spec().name(below)));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult chosen = words.subcommand();
    Command command = chosen == null ? null : commands.get(chosen.commandSpec().name());
    if (chosen == null || command == null) {
      throw new UsageException("say one of " + String.join(", ", commands.keySet()) + " (see roadbed " + name + " --help)");
    }
    return command.run(chosen, terminal);
  }
}
