package roadbed.web;

import java.util.List;
import java.util.Optional;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.Suspects;
import roadbed.web.hooks.AlertReception;

/**
 * What the pages of incidents ask.
 *
 * @param desk where people write into incidents
 * @param alerts takes alerts in
 * @param around what is known around an incident
 */
public record IncidentParts(IncidentDesk desk, AlertReception alerts, Around around) {

  /** What is known around an incident besides itself. */
  public interface Around {
    /** Changes that may be the cause, the likeliest first. */
    List<Suspects.Suspect> suspects(Dossier dossier);

    /** Who has a service. */
    Optional<String> owner(String service);
  }
}
