package roadbed.app.command;

/** {@code roadbed notify}: the commands for who is told of what. */
final class NotifyCommand extends CommandGroup {

  NotifyCommand() {
    super("notify", "Who is told of what, and whether messages arrive. Works on files, without a server.");
    add("check", new NotifyCheckCommand());
    add("route", new NotifyRouteCommand());
    add("test", new NotifyTestCommand());
  }
}
