package roadbed.app.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Diagnostic;
import roadbed.model.Verdict;

/** Exceptions as code: what they give leave to, until when, and what is said of them. */
class ExceptionsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: debug
        namespace: tools
      spec:
        hostNetwork: true
        automountServiceAccountToken: false
        containers:
          - name: shell
            image: registry.example/shell:1.2
            securityContext:
              privileged: true
      """;
  private static final String EXCEPTION =
      """
      apiVersion: roadbed.dev/v1
      kind: Exception
      id: EX-1
      guardrails: {ids: [k8s-no-privileged]}
      resources: {addresses: ["tools/*"]}
      reason: the shell looks at the node
      requester: ana
      approver: ben
      from: 2026-11-01
      end: 2026-12-31
      """;

  @TempDir Path folder;

  private record Seen(Judgement judgement, List<Diagnostic> diagnostics) {
    List<String> outcomes(String guardrail) {
      return judgement.verdicts().stream()
          .filter(verdict -> verdict.guardrail().equals(guardrail))
          .map(verdict -> verdict.outcome().id())
          .toList();
    }

    List<String> codes() {
      return diagnostics.stream().map(Diagnostic::code).filter(code -> code.startsWith("exception") || code.startsWith("facts")).toList();
    }

    ExceptionStanding.State state() {
      return judgement.exceptions().getFirst().state();
    }
  }

  private Seen at(Instant now, String pod, String... exceptions) throws IOException {
    Files.writeString(folder.resolve("pod.yaml"), pod);
    Files.writeString(folder.resolve("exceptions.yaml"), String.join("---\n", exceptions));
    Collection collected =
        new Collector().collect("test", List.of(folder), now, (files, recognised, resources) -> {}, Limits.DEFAULT);
    // As it arrives on a server.
    ByteArrayOutputStream pushed = new ByteArrayOutputStream();
    CollectionJson.write(collected, pushed);
    Collection collection =
        CollectionJson.read(
            new ByteArrayInputStream(pushed.toByteArray()), "test", CollectionJson.Bounds.DEFAULT, Path::of);
    Snapshot snapshot = Inventory.of(List.of(collection));
    Judgement judgement = Exceptions.apply(Guardrails.shipped().judge(snapshot), snapshot, now);
    List<Diagnostic> all = new ArrayList<>(collection.diagnostics());
    all.addAll(snapshot.diagnostics());
    all.addAll(judgement.diagnostics());
    return new Seen(judgement, all);
  }

  @Test
  void givesLeaveUntilItsEndAndNotAMomentLonger() throws IOException {
    Seen before = at(Instant.parse("2026-12-31T23:59:59.999Z"), POD, EXCEPTION);
    Seen after = at(Instant.parse("2027-01-01T00:00:00Z"), POD, EXCEPTION);
    assertThat(before.outcomes("k8s-no-privileged")).containsExactly("excepted");
    assertThat(before.outcomes("k8s-no-host-namespaces")).containsExactly("fail");
    assertThat(before.judgement().verdicts())
        .filteredOn(verdict -> verdict.outcome() == Verdict.Outcome.EXCEPTED)
        .allSatisfy(
            verdict ->
                assertThat(verdict.messages().getFirst()).isEqualTo("excepted by EX-1 until 2027-01-01T00:00:00Z"));
    assertThat(before.state()).isEqualTo(ExceptionStanding.State.EXPIRING);
    assertThat(after.outcomes("k8s-no-privileged")).containsExactly("fail");
    assertThat(after.codes()).containsExactly("exception.expired");
  }

  @Test
  void holdsOnlyWithItsCompensatingGuardrail() throws IOException {
    String compensated = EXCEPTION + "compensating: k8s-no-automount-token\n";
    assertThat(at(NOW, POD, compensated).outcomes("k8s-no-privileged")).containsExactly("excepted");
    Seen without = at(NOW, POD.replace("automountServiceAccountToken: false", "dnsPolicy: Default"), compensated);
    assertThat(without.outcomes("k8s-no-privileged")).containsExactly("fail");
    assertThat(without.codes()).containsExactly("exception.not-compensated");
    assertThat(without.state()).isEqualTo(ExceptionStanding.State.REFUSED);
  }

  @Test
  void lastsNoLongerThanIsAllowed() throws IOException {
    String long200 = EXCEPTION.replace("end: 2026-12-31", "end: 2027-06-30");
    Seen over = at(NOW, POD, long200);
    assertThat(over.outcomes("k8s-no-privileged")).containsExactly("fail");
    assertThat(over.codes()).containsExactly("exception.over-cap");
    String terms = "apiVersion: roadbed.dev/v1\nkind: ExceptionTerms\ndays: 365\nbySeverity: {low: 10}\n";
    assertThat(at(NOW, POD, long200, terms).outcomes("k8s-no-privileged")).containsExactly("excepted");
    String strict = "apiVersion: roadbed.dev/v1\nkind: ExceptionTerms\nbySeverity: {critical: 7, high: 7}\n";
    assertThat(at(NOW, POD, EXCEPTION, strict).outcomes("k8s-no-privileged")).containsExactly("fail");
  }

  @Test
  void unusedOnesAreSaid() throws IOException {
    Seen seen = at(NOW, POD.replace("privileged: true", "privileged: false"), EXCEPTION);
    assertThat(seen.codes()).containsExactly("exception.unused");
    assertThat(seen.state()).isEqualTo(ExceptionStanding.State.UNUSED);
  }

  @Test
  void aCommentReachesOnlyWhatItsExceptionSpeaksOf() throws IOException {
    String marked = EXCEPTION.replace("addresses: [\"tools/*\"]", "marked: true");
    assertThat(at(NOW, POD, marked).outcomes("k8s-no-privileged")).containsExactly("fail");
    assertThat(at(NOW, "# roadbed:exception EX-1\n" + POD, marked).outcomes("k8s-no-privileged"))
        .containsExactly("excepted");
    Seen unknown = at(NOW, "# roadbed:exception EX-9\n# checkov:skip=CKV_K8S_16\n" + POD, EXCEPTION);
    assertThat(unknown.outcomes("k8s-no-privileged")).containsExactly("excepted");
    assertThat(unknown.codes()).containsExactlyInAnyOrder("exception.unknown", "exception.other-tool");
    Seen elsewhere = at(NOW, "# roadbed:exception EX-1\n\n\n" + POD, marked);
    assertThat(elsewhere.outcomes("k8s-no-privileged")).containsExactly("fail");
    assertThat(elsewhere.codes()).contains("exception.mark-without-effect");
  }

  @Test
  void whatIsIncompleteIsSaidAndGivesNoLeave() throws IOException {
    Seen self = at(NOW, POD, EXCEPTION.replace("approver: ben", "approver: Ana"));
    assertThat(self.outcomes("k8s-no-privileged")).containsExactly("fail");
    assertThat(self.codes()).containsExactly("facts.schema");
    assertThat(at(NOW, POD, EXCEPTION.replace("end: 2026-12-31\n", "")).codes()).containsExactly("facts.schema");
    assertThat(at(NOW, POD, EXCEPTION.replace("resources: {addresses: [\"tools/*\"]}\n", "")).codes())
        .containsExactly("facts.schema");
    assertThat(at(NOW, POD, EXCEPTION, EXCEPTION.replace("ben", "cleo")).codes()).contains("exception.duplicate");
  }
}
