package roadbed.assess.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Incident;
import roadbed.model.delivery.IncidentSignal;

/** An incident, as far as deployments go. */
record Trouble(String id, Optional<String> service, Optional<String> cause, Instant from, Optional<Instant> until) {

  /** Incidents and what delivery systems told of more of them. */
  static List<Trouble> of(List<Incident> incidents, List<IncidentSignal> signals, ServiceNames names) {
    Map<String, Trouble> all = new LinkedHashMap<>();
    for (IncidentSignal signal : signals) {
      Trouble told =
          new Trouble(
              signal.id(),
              signal.service().map(service -> names.of(service, Optional.empty())),
              signal.cause(),
              signal.at(),
              signal.resolved() ? Optional.of(signal.at()) : Optional.empty());
      all.merge(signal.id(), told, Trouble::with);
    }
    // The estate's own incident knows better when it was felt.
    for (Incident incident : incidents) {
      all.put(
          incident.id(),
          new Trouble(
              incident.id(),
              incident.service().map(service -> names.of(service, Optional.empty())),
              incident.cause(),
              incident.impactStartedAt(),
              incident.restoredAt()));
    }
    return new ArrayList<>(all.values());
  }

  private Trouble with(Trouble other) {
    return new Trouble(
        id,
        service.or(other::service),
        cause.or(other::cause),
        other.from.isBefore(from) ? other.from : from,
        until.or(other::until));
  }
}
