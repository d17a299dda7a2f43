package roadbed.app.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateItem;
import roadbed.inventory.EstateStore;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Suspects.Kind;
import roadbed.operate.incident.Suspects.RecentChange;
import roadbed.prove.kpi.FactTables;

/**
 * What was changed in some time, by all that the server knows of: deployments, applied plans, resources that changed, who
 * may do what, changes outside of code, guardrails, gates that were bypassed, and what alerting systems tell.
 */
final class RecentChanges {
  private static final int EVENTS = 5_000;
  private static final int DRIFTS = 500;
  private static final int DECISIONS = 500;
  private static final int DEPLOYMENTS = 5_000;
  private static final int TOLD = 1_000;
  private static final String NOBODY = "somebody who is not known";

  private final EstateStore estate;
  private final DriftStore drift;
  private final DecisionStore decisions;
  private final IncidentStore incidents;
  private final Supplier<FactTables> facts;
  private final EstateGraph graph;
  private final Clock clock;

  RecentChanges(
      EstateStore estate,
      DriftStore drift,
      DecisionStore decisions,
      IncidentStore incidents,
      Supplier<FactTables> facts,
      EstateGraph graph,
      Clock clock) {
    this.estate = estate;
    this.drift = drift;
    this.decisions = decisions;
    this.incidents = incidents;
    this.facts = facts;
    this.graph = graph;
    this.clock = clock;
  }

  /** All changes that took effect from the one instant to the other. */
  List<RecentChange> between(Instant from, Instant until) {
    List<RecentChange> changes = new ArrayList<>();
    try (FactTables tables = facts.get()) {
      Map<String, LocalDate> days = Map.of("from", day(from), "until", day(until));
      LocalDate today = day(clock.instant());
      for (List<@Nullable Object> row : tables.query(DEPLOYED, days, today, DEPLOYMENTS).rows()) {
        deployed(row).ifPresent(changes::add);
      }
      for (List<@Nullable Object> row : tables.query(APPLIED, days, today, DEPLOYMENTS).rows()) {
        applied(row).ifPresent(changes::add);
      }
    }
    estate.events(from, until, EVENTS).forEach(event -> changes.add(changed(event)));
    for (DriftStore.Row row : drift.search(new DriftStore.Query(Map.of(), "", 0, DRIFTS)).rows()) {
      row.changedAt().ifPresent(at -> changes.add(drifted(row, at)));
    }
    decided(changes);
    incidents.changes(from, until, TOLD).forEach(one -> changes.add(told(one)));
    changes.removeIf(change -> change.at().isBefore(from) || change.at().isAfter(until));
    return changes;
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** A deployment takes effect from its begin on, and tells of itself when it has ended. */
  private static final String DEPLOYED =
      """
      select id, service, coalesce(environment, ''), standing, cast(coalesce(started_at, finished_at) as varchar),
        coalesce(version, commit, ''), coalesce(actor, ''), coalesce(link, ''), failed, rework
      from deployment
      where finished_at >= cast(:from as date) and coalesce(started_at, finished_at) < cast(:until as date) + interval '1 day'
      order by finished_at desc, id
      """;

  private static final String APPLIED =
      """
      select id, service, pipeline, outcome, cast(finished_at as varchar), coalesce(commit, ''), coalesce(reverted_by, '')
      from pipeline_run
      where finished_at >= cast(:from as date) and finished_at < cast(:until as date) + interval '1 day'
      order by finished_at desc, id
      """;

  private Optional<RecentChange> deployed(List<@Nullable Object> row) {
    String service = text(row, 1);
    String standing = text(row, 3);
    String summary =
        service + " was deployed"
            + (text(row, 5).isEmpty() ? "" : " (" + shortened(text(row, 5)) + ")")
            + (text(row, 2).isEmpty() ? "" : " to " + text(row, 2))
            + (standing.equals("not completed") ? ", and did not complete" : "")
            + (Boolean.TRUE.equals(row.get(9)) ? ", a remedy of the one before" : "");
    return at(text(row, 4))
        .map(
            at ->
                new RecentChange(
                    text(row, 0), Kind.DEPLOYMENT, summary, at, graph.service(service), orNobody(text(row, 6)),
                    link(text(row, 7)).orElse("/delivery?service=" + encoded(service))));
  }

  private Optional<RecentChange> applied(List<@Nullable Object> row) {
    String service = text(row, 1);
    String summary =
        text(row, 2) + " of " + service + " " + (text(row, 3).equals("succeeded") ? "was applied" : "was applied and failed")
            + (text(row, 5).isEmpty() ? "" : " (" + shortened(text(row, 5)) + ")")
            + (text(row, 6).isEmpty() ? "" : ", and was reverted");
    return at(text(row, 4))
        .map(
            at ->
                new RecentChange(
                    text(row, 0), Kind.PLAN_APPLIED, summary, at, graph.service(service), text(row, 2),
                    "/delivery?service=" + encoded(service)));
  }

  private RecentChange changed(EstateStore.Event event) {
    String id = event.resource().value();
    return new RecentChange(
        "estate " + event.at() + " " + id,
        graph.isAccess(id) ? Kind.ACCESS : Kind.CONFIGURATION,
        id + " " + event.what() + words(event),
        event.at(),
        touched(id),
        event.source(),
        "/resource?id=" + encoded(id));
  }

  private RecentChange drifted(DriftStore.Row row, Instant at) {
    return new RecentChange(
        "drift " + row.key(),
        Kind.DRIFT,
        row.name() + " was changed outside of code",
        at,
        touched(row.resource().value()),
        orNobody(row.actor()),
        "/drift/resource?key=" + encoded(row.key()));
  }

  /**
   * Guardrails are others than before where a gate decides by another digest; what they touch is what fails by them now. A
   * change that passed a gate by leave touches what the gate would have stopped.
   */
  private void decided(List<RecentChange> changes) {
    Map<GateDecision.GateKind, GateDecision> later = new LinkedHashMap<>();
    for (GateDecision decision : decisions.search(new DecisionStore.Query(Map.of(), "", 0, DECISIONS)).decisions()) {
      GateDecision after = later.put(decision.gate(), decision);
      if (after != null && !after.policyDigest().equals(decision.policyDigest())) {
        changes.add(decided(after, "other guardrails than before decide at the gate on " + after.gate().id().replace('-', ' ')));
      }
      if (decision.bypass().isPresent()) {
        changes.add(
            decided(decision, decision.subject() + " passed the gate although it would have been stopped: " + decision.bypass().get()));
      }
    }
  }

  private RecentChange decided(GateDecision decision, String summary) {
    Set<String> places = new HashSet<>(graph.service(decision.subject()));
    for (GateItem item : decision.items()) {
      if (item.blocks()) {
        places.addAll(touched(item.finding().resource()));
      }
    }
    return new RecentChange(
        "gate " + decision.id(), Kind.POLICY, summary, decision.at(), places, orNobody(decision.actor()), "/gates/" + encoded(decision.id()));
  }

  private RecentChange told(IncidentStore.ToldChange one) {
    Set<String> places = new HashSet<>(graph.service(one.source()));
    one.actor().ifPresent(actor -> places.addAll(graph.service(actor)));
    return new RecentChange(
        "told " + one.source() + " " + one.id(),
        Kind.CONFIGURATION,
        one.summary(),
        one.at(),
        places,
        one.actor().orElse(one.source()),
        one.link().flatMap(RecentChanges::link).orElse("/incidents/alerts?source=" + encoded(one.source())));
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

  private static String text(List<@Nullable Object> row, int column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }

  /** A time as SQL writes it, without its zone, which is UTC. */
  private static Optional<Instant> at(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static String orNobody(String actor) {
    return actor.isEmpty() ? NOBODY : actor;
  }

  /** A hash as people write it. */
  private static String shortened(String version) {
    return version.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? version.substring(0, 10) : version;
  }

  /** What a system tells is followed only where it leads to the web. */
  private static Optional<String> link(String text) {
    return text.startsWith("https://") || text.startsWith("http://") ? Optional.of(text) : Optional.empty();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
