package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.config.Folders;
import roadbed.app.drift.DriftRequest;
import roadbed.app.drift.DriftRun;
import roadbed.app.gate.GateRequest;
import roadbed.app.gate.GateRun;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.policy.ContinuousJudgement;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.GuardrailChoice;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.GateRules;
import roadbed.model.Verdict;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

/** What an exception gives leave to fails again in all gates and in drift at the same moment, and not one before. */
class OneClockTest {
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "debug", "namespace": "tools", "uid": "1"},
       "spec": {"containers": [{"name": "shell", "image": "registry.example/shell:1.2",
         "securityContext": {"privileged": %s}}]}, "status": {"phase": "Running"}}
      """;
  private static final String EXCEPTION =
      """
      apiVersion: roadbed.dev/v1
      kind: Exception
      id: EX-1
      guardrails: {ids: [k8s-no-privileged, drift]}
      resources: {ids: ["*debug*"]}
      reason: the shell looks at the node
      requester: ana
      approver: ben
      from: 2026-11-01
      end: 2026-12-31
      """;

  @TempDir Path folder;

  /** A clock that stands where it is put. */
  private static final class Hands extends Clock {
    private Instant now = END;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** Decisions that nobody looks at here. */
  private static final class Forgetting implements DecisionStore {
    @Override
    public boolean record(GateDecision decision) {
      return true;
    }

    @Override
    public void record(GateDecision.Feedback feedback) {
      // Nobody says anything here.
    }

    @Override
    public Page search(Query query) {
      return new Page(List.of(), 0, Map.of());
    }

    @Override
    public List<GateDecision> onCommits(GateDecision.GateKind gate, Set<String> beginnings, int most) {
      return List.of();
    }

    @Override
    public Optional<GateDecision> find(String id) {
      return Optional.empty();
    }

    @Override
    public List<GateDecision.Feedback> feedback(String decision) {
      return List.of();
    }
  }

  @Test
  void theEndIsTheSameMomentEverywhere() throws Exception {
    Path declared = Files.createDirectories(folder.resolve("declared"));
    Files.writeString(declared.resolve("pod.yaml"), POD.formatted("true").replaceAll(", \"status\".*", "}"));
    Files.writeString(declared.resolve("exception.yaml"), EXCEPTION);
    Path live = Files.createDirectories(folder.resolve("live"));
    Files.writeString(live.resolve("pods.json"), POD.formatted("false"));
    Hands clock = new Hands();
    for (Instant moment : List.of(END.minusMillis(1), END)) {
      clock.now = moment;
      boolean ended = !moment.isBefore(END);
      assertThat(gate(clock, declared)).as("gate at %s", moment).isEqualTo(ended);
      assertThat(admission(clock, declared)).as("admission at %s", moment).isEqualTo(ended);
      assertThat(continuous(clock, declared)).as("continuous at %s", moment).isEqualTo(ended);
      assertThat(drift(clock, declared, live)).as("drift at %s", moment).isEqualTo(ended);
    }
  }

  private Folders folders() {
    return new Folders(folder.resolve("state"), folder.resolve("cache"));
  }

  private boolean gate(Clock clock, Path paths) throws Exception {
    GateRequest request =
        new GateRequest(
            "tools",
            List.of(paths),
            new GuardrailChoice(List.of(), List.of(), Optional.empty(), Set.of("k8s-no-privileged")),
            new GateRequest.Before.Prior(),
            GateRules.DEFAULT,
            Optional.empty(),
            new GateRequest.Caller("ana", Optional.empty(), ""),
            Optional.empty());
    GateDecision decision =
        new GateRun(folders(), clock, "test", "g1").run(request, Progress.NONE, false).decision();
    return decision.outcome() == GateDecision.Outcome.BLOCK;
  }

  private static Snapshot snapshot(Clock clock, Path paths) {
    Collection collection =
        new Collector().collect("tools", List.of(paths), clock.instant(), Progress.NONE, Limits.DEFAULT);
    return Inventory.of(List.of(collection));
  }

  private boolean admission(Clock clock, Path paths) {
    EvidenceLog evidence =
        EvidenceLog.open(new FileEvidenceStore(folder.resolve("evidence")), folder.resolve("keys"), clock);
    try (AdmissionDesk desk =
        new AdmissionDesk(
            Guardrails.shipped().only(Set.of("k8s-no-privileged")),
            AdmissionGate.Strictness.USUAL,
            () -> snapshot(clock, paths).facts().exceptions(),
            () -> Surroundings.NONE,
            new Forgetting(),
            evidence,
            clock)) {
      String review =
          """
          {"uid": "1", "operation": "CREATE", "namespace": "tools", "name": "debug",
           "kind": {"group": "", "version": "v1", "kind": "Pod"}, "object": %s}
          """
              .formatted(POD.formatted("true"));
      return !desk.decide(AdmissionRequest.ofRequest((ObjectValue) Values.parseJson(review))).allowed();
    }
  }

  private static boolean continuous(Clock clock, Path paths) {
    Snapshot snapshot = snapshot(clock, paths);
    ContinuousJudgement judging = new ContinuousJudgement(Guardrails.shipped().only(Set.of("k8s-no-privileged")));
    List<Verdict> verdicts = new ArrayList<>();
    // Looked at twice: the second time nothing is judged, and the clock counts all the same.
    judging.judge(snapshot);
    ContinuousJudgement.Look look = judging.judge(snapshot);
    assertThat(look.judged()).isZero();
    verdicts.addAll(Exceptions.apply(look.judgement(), snapshot, clock.instant()).verdicts());
    return verdicts.stream().anyMatch(verdict -> verdict.outcome() == Verdict.Outcome.FAIL);
  }

  private boolean drift(Clock clock, Path declared, Path live) {
    DriftRequest request =
        new DriftRequest(
            "tools", List.of(), List.of(declared), List.of(), List.of(live), GuardrailChoice.SHIPPED, List.of(),
            Optional.empty());
    DriftRun.Outcome outcome = new DriftRun(folders(), clock, "test").run(request, Progress.NONE);
    return outcome.report().resources().stream().anyMatch(one -> one.kind() == DriftKind.CHANGED);
  }
}
