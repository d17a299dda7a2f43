package roadbed.app.command;

/** {@code roadbed policy}: the commands for libraries of policies, one's own and those that were written for others. */
final class PolicyCommand extends CommandGroup {

  PolicyCommand() {
    super(
        "policy",
        "Lists, tests and documents libraries of policies, and runs those that were written for other programs.");
    add("list", new PolicyListCommand());
    add("test", new PolicyTestCommand());
    add("docs", new PolicyDocsCommand());
    add("check", new PolicyCheckCommand());
    add("verify", new PolicyVerifyCommand());
  }
}
