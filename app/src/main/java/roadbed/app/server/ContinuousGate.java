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
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.Enforcement;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.inventory.Snapshot;
import roadbed.model.GateRules;
import roadbed.model.Verdict;
import roadbed.prove.evidence.EvidenceLog;

/**
 * The gate that is always open: whatever changes the verdicts over the estate (a collection, an exception, a rule) leaves a
 * decision that says what it brought, in the log of decisions and in the evidence. It stops nothing, since what it looks at
 * is there already: what would block is shown as such, and the outcome is a warning.
 */
final class ContinuousGate {
  private static final int PAGE = 500;
  private static final int MOST = 20_000;

  private final VerdictStore verdicts;
  private final DecisionStore decisions;
  private final EvidenceLog evidence;
  private final GateRules rules;

  /**
   * A gate.
   *
   * @param rules how it acts on what is new
   */
  ContinuousGate(VerdictStore verdicts, DecisionStore decisions, EvidenceLog evidence, GateRules rules) {
    this.verdicts = verdicts;
    this.decisions = decisions;
    this.evidence = evidence;
    this.rules = rules;
  }

  /** What fails now, by resource and guardrail; as far as it is looked at. */
  Set<String> failing() {
    Set<String> failing = new HashSet<>();
    for (int offset = 0; offset < MOST; offset += PAGE) {
      List<VerdictStore.Row> rows =
          verdicts.search(new VerdictStore.Query(List.of("fail"), Map.of(), "", offset, PAGE)).rows();
      rows.forEach(row -> failing.add(key(row.verdict())));
      if (rows.size() < PAGE) {
        break;
      }
    }
    return failing;
  }

  /** What fails by a judgement, in the same words. */
  static Set<String> failing(Judgement judgement) {
    Set<String> failing = new HashSet<>();
    for (Verdict verdict : judgement.verdicts()) {
      if (verdict.outcome() == Verdict.Outcome.FAIL) {
        failing.add(key(verdict));
      }
    }
    return failing;
  }

  private static String key(Verdict verdict) {
    return verdict.resource().value() + "\n" + verdict.guardrail();
  }

  /**
   * What is judged anew.
   *
   * @param id by which the decision is known again
   * @param actor who brought it about
   * @param subject what it speaks of: the name of a source, an exception, the guardrails
   * @param inputDigest SHA-256 over what was judged
   * @param before what failed before it
   * @param took how long judging took
   */
  record Occasion(
      String id, String actor, String subject, String inputDigest, Set<String> before, Instant at, Duration took) {}

  /** The policies by which the newest decision of this gate was made; empty where it has made none. */
  Optional<String> lastPolicies() {
    return decisions
        .search(
            new DecisionStore.Query(
                Map.of("gate", List.of(GateDecision.GateKind.CONTINUOUS.id())), "", 0, 1))
        .decisions()
        .stream()
        .findFirst()
        .map(GateDecision::policyDigest);
  }

  /** Keeps the decision on what was judged anew. */
  void record(Occasion occasion, Snapshot snapshot, Judgement own) {
    List<GateFinding> findings = GateFinding.of(own, snapshot, UnaryOperator.identity());
    Enforcement enforcement = new Enforcement(rules, own.guardrails(), occasion.at());
    List<GateItem> items = new ArrayList<>();
    Map<String, Long> counts = new TreeMap<>();
    for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
      counts.put(outcome.id(), 0L);
    }
    for (Movement movement : Movement.values()) {
      counts.put(movement.id(), 0L);
    }
    own.verdicts().forEach(verdict -> counts.merge(verdict.outcome().id(), 1L, Long::sum));
    for (ChangeComparison.Compared one : ChangeComparison.compare(List.of(), findings)) {
      GateFinding finding = one.finding();
      boolean fails = finding.outcome() == Verdict.Outcome.FAIL;
      boolean fresh = fails && !occasion.before().contains(finding.resource() + "\n" + finding.guardrail());
      Movement movement = fresh ? Movement.NEW : Movement.UNCHANGED;
      counts.merge(movement.id(), 1L, Long::sum);
      if (fresh) {
        items.add(enforcement.act(movement, finding, one.fingerprint()));
      }
    }
    Set<String> now = failing(own);
    Set<String> judged = new HashSet<>();
    own.verdicts().forEach(verdict -> judged.add(key(verdict)));
    counts.put(
        Movement.FIXED.id(),
        occasion.before().stream().filter(key -> judged.contains(key) && !now.contains(key)).count());
    counts.put("blocking", items.stream().filter(GateItem::blocks).count());
    items.sort(GateItem.WORST_FIRST);
    GateDecision decision =
        new GateDecision(
            occasion.id(),
            GateDecision.GateKind.CONTINUOUS,
            occasion.at(),
            occasion.subject(),
            Optional.empty(),
            "",
            occasion.actor(),
            own.policyDigest(),
            occasion.inputDigest(),
            counts,
            GateDecision.outcome(items, false) == GateDecision.Outcome.PASS
                ? GateDecision.Outcome.PASS
                : GateDecision.Outcome.WARN,
            items,
            own.verdicts().stream()
                .flatMap(verdict -> verdict.exception().stream())
                .map(Verdict.Leave::exception)
                .distinct()
                .sorted()
                .toList(),
            occasion.took(),
            Optional.empty());
    evidence.append("gate-decision", occasion.actor(), DecisionJson.of(decision));
    decisions.record(decision);
  }
}
