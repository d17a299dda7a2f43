package roadbed.app.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.drift.DriftStore;
import roadbed.inventory.EstateStore;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Correlator;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.operate.incident.Suspects;
import roadbed.web.IncidentParts;

/** What the server knows around an incident: who has its service, and what was changed near it before it began. */
final class IncidentAround implements IncidentParts.Around {
  private static final int EVENTS = 5_000;
  private static final int DRIFTS = 500;
  private static final int CONDITIONS = 200;
  private static final int MOST = 10;

  private final EstateStore estate;
  private final DriftStore drift;
  private final IncidentStore incidents;
  private final EstateGraph graph;

  IncidentAround(EstateStore estate, DriftStore drift, IncidentStore incidents, EstateGraph graph) {
    this.estate = estate;
    this.drift = drift;
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
    dossier.service().ifPresent(places::add);
    for (Condition condition : incidents.conditions(dossier.id(), CONDITIONS)) {
      places.addAll(condition.places());
    }
    Instant impact = dossier.moment(Moment.IMPACT_STARTED).orElse(dossier.declaredAt());
    Instant from = impact.minus(Suspects.REACH);
    List<Suspects.RecentChange> changes = new ArrayList<>();
    for (EstateStore.Event event : estate.recentEvents(EVENTS)) {
      if (!event.at().isBefore(from) && !event.at().isAfter(impact)) {
        String id = event.resource().value();
        changes.add(
            new Suspects.RecentChange(
                "estate " + event.at() + " " + id,
                Suspects.Kind.CONFIGURATION,
                id + " " + event.what() + words(event),
                event.at(),
                touched(id),
                event.source(),
                "/resource?id=" + encoded(id)));
      }
    }
    for (DriftStore.Row row : drift.search(new DriftStore.Query(Map.of(), "", 0, DRIFTS)).rows()) {
      row.changedAt()
          .filter(at -> !at.isBefore(from) && !at.isAfter(impact))
          .ifPresent(
              at ->
                  changes.add(
                      new Suspects.RecentChange(
                          "drift " + row.key(),
                          Suspects.Kind.DRIFT,
                          row.name() + " was changed outside of code",
                          at,
                          touched(row.resource().value()),
                          row.actor().isEmpty() ? "somebody who is not known" : row.actor(),
                          "/drift/resource?key=" + encoded(row.key()))));
    }
    return Suspects.rank(places, impact, changes, Correlator.USUAL.hops(), graph).stream().limit(MOST).toList();
  }

  private Set<String> touched(String resource) {
    Set<String> places = new HashSet<>();
    places.add(resource);
    graph.system(resource).ifPresent(places::add);
    return places;
  }

  private static String words(EstateStore.Event event) {
    List<String> pointers = event.details().stream().map(EstateStore.FieldChange::pointer).limit(3).toList();
    return pointers.isEmpty() ? "" : " (" + String.join(", ", pointers) + ")";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
