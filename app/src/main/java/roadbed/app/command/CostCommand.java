package roadbed.app.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code roadbed cost}: the commands for what the estate costs. */
final class CostCommand implements Command {
  private final Map<String, Command> commands = new LinkedHashMap<>();

  CostCommand() {
    commands.put("import", new CostImportCommand());
    commands.put("explore", new CostExploreCommand());
    commands.put("allocate", new CostAllocateCommand());
    commands.put("budget", new CostBudgetCommand());
    commands.put("unit", new CostUnitCommand());
    commands.put("backlog", new CostBacklogCommand());
    commands.put("preview", new CostPreviewCommand());
    commands.put("kubernetes", new CostKubernetesCommand());
    commands.put("forecast", new CostForecastCommand());
    commands.put("validate", new CostValidateCommand());
    commands.put("statement", new CostStatementCommand());
    commands.put("commitments", new CostCommitmentsCommand());
    commands.put("anomalies", new CostAnomaliesCommand());
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("What the estate costs, and for whom.").abbreviateSynopsis(true);
    commands.forEach((name, command) -> spec.addSubcommand(name, command.spec().name(name)));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    ParseResult chosen = words.subcommand();
    Command command = chosen == null ? null : commands.get(chosen.commandSpec().name());
    if (chosen == null || command == null) {
      throw new UsageException("say one of " + String.join(", ", commands.keySet()) + " (see roadbed cost --help)");
    }
    return command.run(chosen, terminal);
  }
}
