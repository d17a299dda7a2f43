package roadbed.app.command;

/** {@code roadbed slo}: the commands for service level objectives. */
final class SloCommand extends CommandGroup {

  SloCommand() {
    super("slo", "Service level objectives: whether they are right, rules of Prometheus for them, and how they stand.");
    add("backtest", new SloBacktestCommand());
    add("generate", new SloGenerateCommand());
    add("pull", new SloPullCommand());
    add("push", new SloPushCommand());
    add("status", new SloStatusCommand());
    add("validate", new SloValidateCommand());
  }
}
