package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.ExceptionStanding.State;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.VerdictStore;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;

/** Exceptions end by the clock, and decisions are found again with what people said of them. */
class GateStoresTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final Guardrail TLS = Fixtures.guardrail("tls", Severity.HIGH);
  private static final ExceptionGrant GRANT =
      new ExceptionGrant(
          "EX-1",
          new ExceptionGrant.GuardrailSelector(List.of("tls"), List.of(Severity.HIGH), List.of()),
          new ExceptionGrant.ResourceSelector(
              List.of("a"), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
              List.of(), false),
          "the old client cannot",
          Optional.of("logs"),
          "ana",
          "ben",
          Optional.empty(),
          END,
          Optional.of(LocalDate.of(2026, 11, 25)),
          Location.of("exceptions.yaml", 3, 1));

  @Test
  void whatAnEndedExceptionGaveLeaveToFailsAgain() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      Verdict failed = new Verdict(new ResourceId("a"), "tls", Severity.HIGH, Verdict.Outcome.FAIL, List.of("port 80"));
      Verdict excepted = failed.excepted(new Verdict.Leave("EX-1", END));
      stores.verdicts().record("s", new Judgement(List.of(excepted), List.of(TLS), "d", List.of()), NOW);
      assertThat(stores.verdicts().nextExpiry()).contains(END);
      VerdictStore.Row row = stores.verdicts().ofResource(new ResourceId("a")).getFirst();
      assertThat(row.verdict()).isEqualTo(excepted);
      assertThat(stores.verdicts().rate("tls")).contains(new VerdictStore.Rate(TLS, 0, 0, 0, 1));
      stores.verdicts().expire(END.minusMillis(1));
      assertThat(stores.verdicts().ofResource(new ResourceId("a")).getFirst().verdict()).isEqualTo(excepted);
      stores.verdicts().expire(END);
      VerdictStore.Row after = stores.verdicts().ofResource(new ResourceId("a")).getFirst();
      assertThat(after.verdict()).isEqualTo(failed);
      assertThat(after.since()).isEqualTo(END);
      assertThat(stores.verdicts().nextExpiry()).isEmpty();
      assertThat(stores.verdicts().openBySeverity()).containsEntry(Severity.HIGH, 1L);
    }
  }

  @Test
  void theTrendCountsWhatFailsAtTheEndOfEachDay() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      Verdict a = new Verdict(new ResourceId("a"), "tls", Severity.HIGH, Verdict.Outcome.FAIL, List.of("port 80"));
      Verdict b = new Verdict(new ResourceId("b"), "tls", Severity.HIGH, Verdict.Outcome.FAIL, List.of("port 80"));
      Verdict mended = new Verdict(new ResourceId("a"), "tls", Severity.HIGH, Verdict.Outcome.PASS, List.of());
      Instant first = Instant.parse("2026-11-01T09:00:00Z");
      stores.verdicts().record("s", new Judgement(List.of(a, b), List.of(TLS), "d", List.of()), first);
      stores
          .verdicts()
          .record("s", new Judgement(List.of(mended, b), List.of(TLS), "d", List.of()), first.plus(Duration.ofDays(2)));
      LocalDate day = LocalDate.of(2026, 11, 1);
      assertThat(stores.verdicts().trend("tls", day.minusDays(2), day.plusDays(3)))
          .as("days before it judged are left out")
          .containsExactly(
              new VerdictStore.Failing(day, 2),
              new VerdictStore.Failing(day.plusDays(1), 2),
              new VerdictStore.Failing(day.plusDays(2), 1),
              new VerdictStore.Failing(day.plusDays(3), 1));
      assertThat(stores.verdicts().trend("other", day, day.plusDays(3))).isEmpty();
    }
  }

  @Test
  void exceptionsAgeByTheClock() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      stores
          .exceptions()
          .record(List.of(new ExceptionStanding(GRANT, State.ACTIVE, 3, "")), ExceptionRules.Terms.DEFAULT, NOW);
      assertThat(stores.exceptions().standings(END.minus(Duration.ofDays(20))).getFirst())
          .isEqualTo(new ExceptionStanding(GRANT, State.ACTIVE, 3, ""));
      assertThat(stores.exceptions().standings(NOW).getFirst().state()).isEqualTo(State.EXPIRING);
      assertThat(stores.exceptions().standings(END).getFirst().state()).isEqualTo(State.EXPIRED);
      stores.exceptions().record(List.of(), ExceptionRules.Terms.DEFAULT, NOW);
      assertThat(stores.exceptions().standings(NOW)).isEmpty();
      stores.exceptions().enter(GRANT, NOW);
      stores.exceptions().record(List.of(), ExceptionRules.Terms.DEFAULT, NOW);
      assertThat(stores.exceptions().entered()).containsExactly(GRANT);
      assertThat(stores.exceptions().standings(NOW)).hasSize(1);
      assertThat(stores.exceptions().withdraw("EX-1")).isTrue();
      assertThat(stores.exceptions().withdraw("EX-1")).isFalse();
      assertThat(stores.exceptions().standings(NOW)).isEmpty();
      assertThat(stores.exceptions().entered()).isEmpty();
    }
  }

  @Test
  void decisionsAreFoundWithWhatWasSaidOfThem() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      DecisionStore decisions = stores.decisions();
      GateDecision blocked = decision("d1", GateDecision.Outcome.BLOCK, Optional.empty(), GateRules.Level.BLOCK);
      assertThat(decisions.record(blocked)).isTrue();
      assertThat(decisions.record(blocked)).isFalse();
      decisions.record(decision("d2", GateDecision.Outcome.BYPASSED, Optional.of("incident"), GateRules.Level.BLOCK));
      GateDecision.Feedback said = new GateDecision.Feedback("d1", "tls", NOW, "ana", "it is a health check");
      decisions.record(said);
      DecisionStore.Page page =
          decisions.search(new DecisionStore.Query(Map.of("guardrail", List.of("tls")), "PR-7", 0, 10));
      assertThat(page.total()).isEqualTo(2);
      assertThat(page.buckets().get("outcome")).containsEntry("block", 1L).containsEntry("bypassed", 1L);
      assertThat(decisions.find("d1")).contains(blocked);
      assertThat(decisions.feedback("d1")).containsExactly(said);
      assertThat(
              stores.facts().query(
                  "select d.outcome, f.reason from gate_decision d left join gate_feedback f on f.decision = d.id"
                      + " order by d.id",
                  Map.of(), LocalDate.of(2026, 11, 21), 10).rows())
          .containsExactly(List.of("block", "it is a health check"), Arrays.asList("bypassed", null));
      assertThat(decisions.onCommits(GateDecision.GateKind.PULL_REQUEST, Set.of("ab", "zz"), 10))
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.commit()).contains("abc"));
      assertThat(decisions.onCommits(GateDecision.GateKind.PULL_REQUEST, Set.of("ab", "zz"), 1)).hasSize(1);
      assertThat(decisions.onCommits(GateDecision.GateKind.PULL_REQUEST, Set.of("bc"), 10)).isEmpty();
      assertThat(decisions.onCommits(GateDecision.GateKind.ADMISSION, Set.of("ab"), 10)).isEmpty();
      assertThat(decisions.onCommits(GateDecision.GateKind.PULL_REQUEST, Set.of(), 10)).isEmpty();
    }
  }

  private static GateDecision decision(
      String id, GateDecision.Outcome outcome, Optional<String> bypass, GateRules.Level level) {
    GateFinding finding =
        new GateFinding(
            "tls", "Only TLS", Severity.HIGH, Verdict.Outcome.FAIL, List.of("port 80"), "a", "lb.a", "lb", "a", "web",
            "prod", "1", Location.of("main.tf", 3, 1));
    return new GateDecision(
        id, GateDecision.GateKind.PULL_REQUEST, NOW, "infra", Optional.of("abc"), "PR-7", "ana", "p", "i",
        Map.of("new", 1L), outcome, List.of(new GateItem(Movement.NEW, level, "", finding, "f")), List.of("EX-1"),
        Duration.ofMillis(12), bypass);
  }
}
