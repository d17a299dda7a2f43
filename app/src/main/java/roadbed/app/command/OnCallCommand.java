package roadbed.app.command;

/** {@code roadbed oncall}: the commands for who is on call. */
final class OnCallCommand extends CommandGroup {

  OnCallCommand() {
    super("oncall", "Who is on call: now, over a span, fairly; calendars out and in. Works on files, without a server.");
    add("who", new OnCallWhoCommand());
    add("schedule", new OnCallScheduleCommand());
    add("escalate", new OnCallEscalateCommand());
    add("fairness", new OnCallFairnessCommand());
    add("export", new OnCallExportCommand());
    add("import", new OnCallImportCommand());
  }
}
