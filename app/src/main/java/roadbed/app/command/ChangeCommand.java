package roadbed.app.command;

/** {@code roadbed change}: the commands for changes and the times when nothing is changed. */
final class ChangeCommand extends CommandGroup {

  ChangeCommand() {
    super("change", "Changes: whether one may go on, who agrees to it, and when nothing is changed.");
    add("check", new ChangeCheckCommand());
    add("list", new ChangeListCommand());
    add("show", new ChangeShowCommand());
    add("approve", new ChangeDecideCommand("approve", "Agrees to a change as it is now. Whoever made it cannot."));
    add("reject", new ChangeDecideCommand("reject", "Says no to a change as it is now."));
    add("review", new ChangeDecideCommand("review", "Says what was learned of an emergency, or of what was made without leave."));
    add("freeze", new ChangeFreezeCommand());
    add("calendar", new ChangeCalendarCommand());
  }
}
