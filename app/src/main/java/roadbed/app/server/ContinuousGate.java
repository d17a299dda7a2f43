package roadbed.app.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.VerdictStore;
import roadbed.assess.policy.gate.ChangeComparison;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.Enforcement;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.GateRules;
import roadbed.model.Verdict;

/** The gate that is always open: every collection leaves a decision that says what it brought. */
final class ContinuousGate {
  private static final int PAGE = 500;
  private static final int MOST = 20_000;

  private final VerdictStore verdicts;
  private final DecisionStore decisions;

  ContinuousGate(VerdictStore verdicts, DecisionStore decisions) {
    this.verdicts = verdicts;
    this.decisions = decisions;
  }

  /** What fails now, by resource and guardrail; as far as it is looked at. */
  Set<String> failing() {
    Set<String> failing = new HashSet<>();
    for (int offset = 0; offset < MOST; offset += PAGE) {
      List<VerdictStore.Row> rows =
          verdicts.search(new VerdictStore.Query(List.of("fail"), Map.of(), "", offset, PAGE)).rows();
      rows.forEach(row -> failing.add(row.verdict().resource().value() + "\n" + row.verdict().guardrail()));
      if (rows.size() < PAGE) {
        break;
      }
    }
    return failing;
  }

  /**
   * Keeps the decision on a collection.
   *
   * @param before what failed before it
   * @param number the collection's number, by which the decision is known again
   */
  void record(
      String actor,
      Collection collection,
      Snapshot snapshot,
      Judgement own,
      Set<String> before,
      long number,
      Instant at,
      Duration took) {
    List<GateFinding> findings = GateFinding.of(own, snapshot, UnaryOperator.identity());
    Enforcement enforcement = new Enforcement(GateRules.DEFAULT, own.guardrails(), at);
    List<GateItem> items = new ArrayList<>();
    Map<String, Long> counts = new TreeMap<>();
    for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
      counts.put(outcome.id(), 0L);
    }
    own.verdicts().forEach(verdict -> counts.merge(verdict.outcome().id(), 1L, Long::sum));
    Set<String> now = new HashSet<>();
    for (ChangeComparison.Compared one : ChangeComparison.compare(List.of(), findings)) {
      GateFinding finding = one.finding();
      String key = finding.resource() + "\n" + finding.guardrail();
      boolean fails = finding.outcome() == Verdict.Outcome.FAIL;
      Movement movement = fails && !before.contains(key) ? Movement.NEW : Movement.UNCHANGED;
      if (fails) {
        now.add(key);
      }
      counts.merge(movement.id(), 1L, Long::sum);
      if (movement == Movement.NEW) {
        items.add(enforcement.act(movement, finding, one.fingerprint()));
      }
    }
    Set<String> judged = new HashSet<>();
    own.verdicts().forEach(verdict -> judged.add(verdict.resource().value() + "\n" + verdict.guardrail()));
    counts.put(
        Movement.FIXED.id(), before.stream().filter(key -> judged.contains(key) && !now.contains(key)).count());
    decisions.record(
        new GateDecision(
            "c" + number,
            GateDecision.GateKind.CONTINUOUS,
            at,
            collection.source(),
            Optional.empty(),
            "",
            actor,
            own.policyDigest(),
            "",
            counts,
            items.isEmpty() ? GateDecision.Outcome.PASS : GateDecision.Outcome.WARN,
            items,
            own.verdicts().stream()
                .flatMap(verdict -> verdict.exception().stream())
                .map(Verdict.Leave::exception)
                .distinct()
                .sorted()
                .toList(),
            took,
            Optional.empty()));
  }
}
