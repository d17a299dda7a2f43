package roadbed.app.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.app.change.GateVerdicts;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.reliability.ledger.BudgetPolicy;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.inventory.EstateStore;
import roadbed.operate.change.ChangeAround;
import roadbed.operate.change.ChangeStore;

/** What the server knows around changes: the graph, error budgets, and what gates decided. */
final class ChangeKnowledge implements ChangeAround {
  private static final int MOST_CONSUMERS = 500;
  private static final int MOST_DECISIONS = 100;
  private static final int SHORTEST_COMMIT = 7;

  private final EstateStore estate;
  private final EstateGraph graph;
  private final ObjectiveDesk objectives;
  private final DecisionStore decisions;

  ChangeKnowledge(EstateStore estate, EstateGraph graph, ObjectiveDesk objectives, DecisionStore decisions) {
    this.estate = estate;
    this.graph = graph;
    this.objectives = objectives;
    this.decisions = decisions;
  }

  @Override
  public List<ChangeStore.Kept> documents() {
    return estate.documents("Changes").stream()
        .map(
            told ->
                new ChangeStore.Kept(
                    told.source() + " " + told.document().location(), told.document().value(), told.source(), Instant.EPOCH, false))
        .toList();
  }

  @Override
  public Reach reach(Collection<String> services, Collection<String> resources, Instant now) {
    graph.follow();
    Set<String> touched = new LinkedHashSet<>(services);
    resources.forEach(resource -> graph.system(resource).ifPresent(touched::add));
    List<ChangeSurroundings.Consumer> consumers = new ArrayList<>();
    graph
        .dependents(services, resources)
        .forEach(
            (name, way) -> {
              if (consumers.size() < MOST_CONSUMERS) {
                consumers.add(new ChangeSurroundings.Consumer(name, graph.tier(name), graph.owner(name), way.hops(), way.words()));
              }
            });
    boolean known =
        services.isEmpty() ? resources.stream().anyMatch(graph::knows) : services.stream().allMatch(graph::knows);
    return new Reach(touched.stream().map(this::touched).toList(), consumers, known);
  }

  private ChangeSurroundings.Touched touched(String service) {
    BudgetPolicy.Verdict verdict = objectives.verdict(service);
    ChangeSurroundings.Budget budget =
        switch (verdict) {
          case BudgetPolicy.Verdict.Free _ -> ChangeSurroundings.Budget.FREE;
          case BudgetPolicy.Verdict.SlowDown _ -> ChangeSurroundings.Budget.SLOW_DOWN;
          case BudgetPolicy.Verdict.Freeze _ -> ChangeSurroundings.Budget.FREEZE;
          case BudgetPolicy.Verdict.Unknown _ -> ChangeSurroundings.Budget.UNKNOWN;
        };
    return new ChangeSurroundings.Touched(service, graph.tier(service), graph.owner(service), budget, verdict.reasons());
  }

  /** Decisions about just this digest or commit, the newest of each subject; what a proposal itself says of them is not believed. */
  @Override
  public List<ProposedChange.GateVerdict> gates(ProposedChange change) {
    return gates(List.of(change)).getFirst();
  }

  @Override
  public List<List<ProposedChange.GateVerdict>> gates(List<ProposedChange> changes) {
    Set<String> beginnings = new LinkedHashSet<>();
    changes.forEach(change -> beginning(change.commit()).ifPresent(beginnings::add));
    Map<String, List<GateDecision>> byBeginning = new HashMap<>();
    if (!beginnings.isEmpty()) {
      decisions
          .onCommits(GateDecision.GateKind.PULL_REQUEST, beginnings, MOST_DECISIONS * changes.size())
          .forEach(
              one -> beginning(one.commit()).ifPresent(text -> byBeginning.computeIfAbsent(text, _ -> new ArrayList<>()).add(one)));
    }
    return changes.stream().map(change -> gates(change, byBeginning)).toList();
  }

  private List<ProposedChange.GateVerdict> gates(ProposedChange change, Map<String, List<GateDecision>> byBeginning) {
    Map<String, GateDecision> found = new LinkedHashMap<>();
    Stream.concat(
            change.gates().stream().flatMap(told -> decisions.find(told.decision()).stream()),
            beginning(change.commit()).stream().flatMap(text -> byBeginning.getOrDefault(text, List.of()).stream()))
        .filter(one -> isAbout(one, change))
        .forEach(one -> found.merge(one.subject(), one, ChangeKnowledge::newer));
    return found.values().stream().map(GateVerdicts::of).toList();
  }

  /** What two names of one commit have in common, of which one is short; empty where it is too short to tell. */
  private static Optional<String> beginning(Optional<String> commit) {
    return commit.filter(text -> text.length() >= SHORTEST_COMMIT).map(text -> text.substring(0, SHORTEST_COMMIT));
  }

  private static GateDecision newer(GateDecision one, GateDecision other) {
    return other.at().isAfter(one.at()) ? other : one;
  }

  /** Of a plan only what was decided on the same plan counts; of a deployment what was decided on its commit. */
  private static boolean isAbout(GateDecision decision, ProposedChange change) {
    if (decision.gate() != GateDecision.GateKind.PULL_REQUEST) {
      return false;
    }
    boolean plan = decision.inputDigest().equals(change.digest());
    Optional<String> commit = change.commit().filter(text -> text.length() >= SHORTEST_COMMIT);
    boolean same =
        commit.isPresent()
            && decision.commit().filter(one -> one.length() >= SHORTEST_COMMIT && (one.startsWith(commit.get()) || commit.get().startsWith(one))).isPresent();
    boolean delivered = change.kind() == ProposedChange.Kind.DEPLOYMENT || change.digest().equals(change.commit().orElse(""));
    return plan || (delivered && same);
  }
}
