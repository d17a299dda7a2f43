package roadbed.app.command;

/** {@code roadbed incident}: the incidents of a server. */
final class IncidentCommand extends CommandGroup {

  IncidentCommand() {
    super("incident", "Incidents of a server: find one, see what may have caused it, declare, write into it, end it.");
    add("list", new IncidentListCommand());
    add("show", new IncidentShowCommand());
    add("declare", new IncidentDeclareCommand());
    add("note", new IncidentNoteCommand());
    add("resolve", new IncidentResolveCommand());
    add("merge", new IncidentMergeCommand());
  }
}
