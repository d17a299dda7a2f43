package roadbed.app.server;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import roadbed.assess.cost.anomaly.AnomalyDesk;
import roadbed.assess.cost.anomaly.CostAnomaly;
import roadbed.assess.cost.anomaly.Happening;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.inventory.EstateStore;

/**
 * What the server knows to have happened near an anomaly's first day: decisions of gates on changes and on requests of
 * clusters, resources that came, went or changed, and what an activity log tells of who changed what. What concerns the
 * anomaly's account or resources stands first, then what is nearest.
 */
final class CostEvents implements AnomalyDesk.Events {
  private static final Duration BEFORE = Duration.ofDays(2);
  private static final Duration AFTER = Duration.ofDays(1);
  private static final int DECISIONS = 500;
  private static final int EVENTS = 5_000;
  private static final int DRIFTS = 500;
  private static final int MOST = 8;

  private final EstateStore estate;
  private final DecisionStore decisions;
  private final DriftStore drift;

  CostEvents(EstateStore estate, DecisionStore decisions, DriftStore drift) {
    this.estate = estate;
    this.decisions = decisions;
    this.drift = drift;
  }

  private record Near(Happening happening, boolean concerned) {}

  /** The span of time that counts, and what concerns the anomaly. */
  private static final class Look {
    private final Instant begun;
    private final Set<String> names = new HashSet<>();

    Look(CostAnomaly anomaly) {
      this.begun = anomaly.since().atStartOfDay().toInstant(ZoneOffset.UTC);
      String account = anomaly.cause().value("account");
      if (!account.isEmpty()) {
        names.add(account);
      }
      anomaly
          .makeup()
          .ifPresent(makeup -> makeup.drivers().stream().map(one -> one.resource()).filter(one -> !one.isEmpty()).forEach(names::add));
    }

    boolean holds(Instant at) {
      return !at.isBefore(begun.minus(BEFORE)) && !at.isAfter(begun.plus(AFTER));
    }

    boolean concerned(String text) {
      return names.stream().anyMatch(text::contains);
    }
  }

  @Override
  public List<Happening> near(CostAnomaly anomaly) {
    Look look = new Look(anomaly);
    List<Near> found = new ArrayList<>();
    decided(look, found);
    changed(look, found);
    done(look, found);
    found.sort(
        Comparator.comparing((Near one) -> !one.concerned)
            .thenComparing(one -> Duration.between(one.happening.at(), look.begun).abs())
            .thenComparing(one -> one.happening.what()));
    return found.stream().map(Near::happening).distinct().limit(MOST).toList();
  }

  private void decided(Look look, List<Near> found) {
    DecisionStore.Query query =
        new DecisionStore.Query(Map.of("gate", List.of("pull-request", "admission")), "", 0, DECISIONS);
    for (GateDecision decision : decisions.search(query).decisions()) {
      if (look.holds(decision.at())) {
        String what =
            decision.gate().id().replace('-', ' ') + " of " + decision.subject()
                + (decision.reference().isEmpty() ? "" : ", " + decision.reference()) + ": " + decision.outcome().id();
        found.add(
            new Near(
                new Happening(decision.at(), what, decision.actor(), "/gates/" + decision.id()),
                look.concerned(decision.subject())));
      }
    }
  }

  private record Round(Instant at, String source) {}

  /** Resources are counted by the collection that told of them; those that the anomaly is of stand by themselves. */
  private void changed(Look look, List<Near> found) {
    Map<Round, Map<String, Integer>> rounds = new LinkedHashMap<>();
    for (EstateStore.Event event : estate.recentEvents(EVENTS)) {
      if (!look.holds(event.at())) {
        continue;
      }
      if (look.concerned(event.resource().value())) {
        found.add(
            new Near(
                new Happening(
                    event.at(), event.resource().value() + " " + event.what(), event.source(), "/resource?id=" + encoded(event.resource().value())),
                true));
      } else {
        rounds.computeIfAbsent(new Round(event.at(), event.source()), _ -> new TreeMap<>()).merge(event.what(), 1, Integer::sum);
      }
    }
    rounds.forEach(
        (round, counts) ->
            found.add(
                new Near(
                    new Happening(
                        round.at,
                        counts.entrySet().stream().map(one -> one.getValue() + " resources " + one.getKey()).collect(Collectors.joining(", ")),
                        round.source,
                        "/sources"),
                    false)));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private void done(Look look, List<Near> found) {
    for (DriftStore.Row row : drift.search(new DriftStore.Query(Map.of(), "", 0, DRIFTS)).rows()) {
      row.changedAt()
          .filter(look::holds)
          .ifPresent(
              at ->
                  found.add(
                      new Near(
                          new Happening(
                              at, row.name() + " was changed outside of code", row.actor(), "/drift/resource?key=" + encoded(row.key())),
                          look.concerned(row.account()) || look.concerned(row.resource().value()))));
    }
  }
}
