package roadbed.app.server;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Correlator;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.operate.incident.Suspects;
import roadbed.web.IncidentParts;

/** What the server knows around an incident: who has its service, and what was changed near it before it began. */
final class IncidentAround implements IncidentParts.Around {
  private static final int CONDITIONS = 200;
  private static final int MOST = 10;

  private final RecentChanges changes;
  private final IncidentStore incidents;
  private final EstateGraph graph;

  IncidentAround(RecentChanges changes, IncidentStore incidents, EstateGraph graph) {
    this.changes = changes;
    this.incidents = incidents;
    this.graph = graph;
  }

  @Override
  public Optional<String> owner(String service) {
    graph.follow();
    return graph.owner(service);
  }

  @Override
  public List<Suspects.Suspect> suspects(Dossier dossier) {
    graph.follow();
    Set<String> places = new HashSet<>();
    dossier.service().ifPresent(service -> places.addAll(graph.service(service)));
    for (Condition condition : incidents.conditions(dossier.id(), CONDITIONS)) {
      places.addAll(condition.places());
      condition.alert().service().ifPresent(service -> places.addAll(graph.service(service)));
    }
    Instant impact = dossier.moment(Moment.IMPACT_STARTED).orElse(dossier.declaredAt());
    return Suspects.rank(
            places, dossier.service(), impact, changes.between(impact.minus(Suspects.REACH), impact), Correlator.USUAL.hops(), graph)
        .stream()
        .limit(MOST)
        .toList();
  }
}
