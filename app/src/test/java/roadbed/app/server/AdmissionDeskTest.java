package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.model.ExceptionRules;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.FileEvidenceStore;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Values;

/** What the webhook writes down of what it decided. */
final class AdmissionDeskTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  private final Kept decisions = new Kept();

  /** Keeps decisions. */
  private static final class Kept implements DecisionStore {
    private final List<GateDecision> all = new ArrayList<>();

    @Override
    public boolean record(GateDecision decision) {
      return all.add(decision);
    }

    @Override
    public void record(GateDecision.Feedback feedback) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page search(Query query) {
      return new Page(all, all.size(), Map.of());
    }

    @Override
    public List<GateDecision> onCommits(GateDecision.GateKind gate, Set<String> beginnings, int most) {
      return List.of();
    }

    @Override
    public Optional<GateDecision> find(String id) {
      return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<GateDecision.Feedback> feedback(String decision) {
      return List.of();
    }
  }

  private EvidenceLog evidence() {
    return EvidenceLog.open(new FileEvidenceStore(folder.resolve("evidence")), folder.resolve("keys"), CLOCK);
  }

  private AdmissionDesk desk(EvidenceLog evidence) {
    return new AdmissionDesk(
        Guardrails.shipped().only(Set.of("k8s-no-privileged")),
        AdmissionGate.Strictness.USUAL,
        () -> ExceptionRules.NONE,
        () -> Surroundings.NONE,
        decisions,
        evidence,
        CLOCK);
  }

  private static AdmissionRequest pod(String name, boolean privileged) {
    return AdmissionRequest.ofRequest(
        (ObjectValue)
            Values.parseJson(
                """
                {"uid": "u-%1$s", "operation": "CREATE", "namespace": "shop", "name": "%1$s", "userInfo": {"username": "ada"},
                 "kind": {"group": "", "version": "v1", "kind": "Pod"},
                 "object": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%1$s", "namespace": "shop"},
                  "spec": {"containers": [{"name": "a", "image": "a", "securityContext": {"privileged": %2$s}}]}}}
                """
                    .formatted(name, privileged)));
  }

  @Test
  void decisionsAreWrittenTogetherAndThoseThatFoundSomethingAreKept() {
    EvidenceLog evidence = evidence();
    try (AdmissionDesk desk = desk(evidence)) {
      for (AdmissionRequest request : List.of(pod("good", false), pod("bad", true))) {
        AdmissionDecision decision = desk.decide(request);
        desk.decided(request, decision, 2_000_000);
      }
    }
    assertThat(evidence.verify().intact()).isTrue();
    assertThat(evidence.entries(0, 10).toString()).contains("good", "bad", "k8s-no-privileged");
    assertThat(decisions.all).extracting(GateDecision::subject).containsExactly("shop/Pod/bad");
    decisions.all.forEach(
        kept -> {
          assertThat(kept.actor()).isEqualTo("ada");
          assertThat(kept.gate()).isEqualTo(GateDecision.GateKind.ADMISSION);
          assertThat(kept.took().toMillis()).isEqualTo(2);
          assertThat(kept.items().getFirst().finding().guardrail()).isEqualTo("k8s-no-privileged");
        });
  }
}
