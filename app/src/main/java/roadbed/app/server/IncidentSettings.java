package roadbed.app.server;

/**
 * How incidents move by themselves.
 *
 * @param restoresAlone whether an incident is restored when all of its alerts are over; a person closes it
 */
public record IncidentSettings(boolean restoresAlone) {
  /** People say when users feel nothing any more. */
  public static final IncidentSettings USUAL = new IncidentSettings(false);
}
