package roadbed.app.command;

/** {@code roadbed slo}: the commands for service level objectives. */
final class SloCommand extends CommandGroup {

  SloCommand() {
    super("slo", "Service level objectives: whether they are right, and rules of Prometheus for them.");
    add("generate", new SloGenerateCommand());
    add("validate", new SloValidateCommand());
  }
}
