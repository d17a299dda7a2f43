package roadbed.model.delivery;

import java.time.Instant;
import java.util.Optional;
import roadbed.model.Location;

/**
 * What a delivery system tells of an incident.
 *
 * @param id the incident's identifier
 * @param service what suffers, as the system names it
 * @param cause the deployment, commit or version that is named as its cause
 * @param at when the event happened
 * @param resolved whether it is over
 */
public record IncidentSignal(
    String id,
    Optional<String> service,
    Optional<String> environment,
    Optional<String> cause,
    Optional<String> title,
    Instant at,
    boolean resolved,
    Location location)
    implements DeliveryFact {}
