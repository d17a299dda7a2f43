package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roadbed.store.postgres.Fixtures.bucket;
import static roadbed.store.postgres.Fixtures.collection;
import static roadbed.store.postgres.Fixtures.day;
import static roadbed.store.postgres.Fixtures.judgement;
import static roadbed.store.postgres.Fixtures.snapshot;
import static roadbed.store.postgres.Fixtures.verdict;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CostStore;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.VerdictStore;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.Verdict.Outcome;
import roadbed.prove.evidence.EvidenceStore;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.web.access.AccessStore;

class MeasureStoresTest {
  private static final Guardrail TLS = Fixtures.guardrail("tls", Severity.HIGH);
  private static final Guardrail LOGS = Fixtures.guardrail("logs", Severity.CRITICAL);

  private PostgresStores stores;

  @BeforeEach
  void open() {
    stores = TestPostgres.fresh();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aVerdictKeepsItsSinceWhileItsOutcomeHolds() {
    Resource a = bucket("infra", "a");
    Resource b = bucket("infra", "b");
    stores.estate().record(collection("infra", day(1)), snapshot(day(1), a, b));
    VerdictStore verdicts = stores.verdicts();
    verdicts.record(
        "infra",
        judgement(List.of(TLS, LOGS), verdict(a, TLS, Outcome.FAIL), verdict(b, TLS, Outcome.FAIL), verdict(a, LOGS, Outcome.NOT_EVALUATED)),
        day(1));
    verdicts.record(
        "infra",
        judgement(List.of(TLS, LOGS), verdict(a, TLS, Outcome.FAIL), verdict(b, TLS, Outcome.PASS), verdict(a, LOGS, Outcome.FAIL)),
        day(3));

    VerdictStore.Page open = verdicts.search(new VerdictStore.Query(List.of(), Map.of(), "", 0, 50));
    assertThat(open.rows())
        .extracting(row -> row.verdict().guardrail() + " " + row.resourceName() + " " + row.since())
        .containsExactly("logs a " + day(3), "tls a " + day(1));
    assertThat(open.total()).isEqualTo(2);
    assertThat(open.buckets().get("severity")).isEqualTo(Map.of("critical", 1L, "high", 1L));
    assertThat(open.rows().getFirst().location()).isEqualTo("main.tf:7:1");
    assertThat(open.rows().getFirst().verdict()).isEqualTo(verdict(a, LOGS, Outcome.FAIL));
    assertThat(verdicts.openBySeverity())
        .containsEntry(Severity.CRITICAL, 1L)
        .containsEntry(Severity.HIGH, 1L)
        .containsEntry(Severity.LOW, 0L);
    assertThat(verdicts.rate("tls"))
        .contains(new VerdictStore.Rate(TLS, 1, 1, 0));
    assertThat(verdicts.guardrails()).containsExactly(TLS, LOGS);
    assertThat(verdicts.ofResource(b.id())).hasSize(1);
    assertThat(stores.estate().search(new roadbed.inventory.EstateStore.Query("", Map.of(), Map.of(), "-failed", 0, 9)).rows())
        .extracting(row -> row.name() + " " + row.failed() + " " + row.notEvaluated())
        .containsExactly("a 2 0", "b 0 0");
  }

  @Test
  void verdictsOfOneSourceLeaveThoseOfAnother() {
    Resource a = bucket("infra", "a");
    Resource b = bucket("shop", "b");
    stores.estate().record(collection("infra", day(1)), snapshot(day(1), a));
    stores.estate().record(collection("shop", day(1)), snapshot(day(1), b));
    VerdictStore verdicts = stores.verdicts();
    verdicts.record("infra", judgement(List.of(TLS), verdict(a, TLS, Outcome.FAIL)), day(1));
    verdicts.record("shop", judgement(List.of(TLS), verdict(b, TLS, Outcome.FAIL)), day(2));
    assertThat(verdicts.rate("tls").orElseThrow().failed()).isEqualTo(2);
    String before = TestPostgres.value("select string_agg(xmin::text, ',' order by resource) from verdict");
    verdicts.record("shop", judgement(List.of(TLS), verdict(b, TLS, Outcome.FAIL)), day(3));
    assertThat(TestPostgres.value("select string_agg(xmin::text, ',' order by resource) from verdict"))
        .isEqualTo(before);
    stores.estate().record(collection("infra", day(4)), snapshot(day(4)));
    verdicts.record("infra", judgement(List.of(TLS)), day(4));
    assertThat(verdicts.rate("tls").orElseThrow().failed()).isEqualTo(1);
  }

  @Test
  void findingsAreFilteredAndSearched() {
    Resource a = bucket("infra", "a");
    stores.estate().record(collection("infra", day(1)), snapshot(day(1), a));
    VerdictStore verdicts = stores.verdicts();
    verdicts.record(
        "infra", judgement(List.of(TLS, LOGS), verdict(a, TLS, Outcome.FAIL), verdict(a, LOGS, Outcome.PASS)), day(1));
    for (var wanted :
        Map.of(
                new VerdictStore.Query(List.of("pass"), Map.of(), "", 0, 9), 1L,
                new VerdictStore.Query(List.of(), Map.of("severity", List.of("high")), "", 0, 9), 1L,
                new VerdictStore.Query(List.of(), Map.of("severity", List.of("low")), "", 0, 9), 0L,
                new VerdictStore.Query(List.of(), Map.of("owner", List.of("payments"), "kind", List.of("storage.bucket")), "", 0, 9), 1L,
                new VerdictStore.Query(List.of(), Map.of(), "TLS hold", 0, 9), 1L,
                new VerdictStore.Query(List.of(), Map.of(), "' or true --", 0, 9), 0L)
            .entrySet()) {
      assertThat(verdicts.search(wanted.getKey()).total()).as("%s", wanted.getKey()).isEqualTo(wanted.getValue());
    }
  }

  @Test
  void costIsSlicedComparedAndNeverAddedAcrossCurrencies() {
    CostStore costs = stores.costs();
    assertThat(costs.span()).isEmpty();
    costs.record(
        "billing",
        List.of(
            cost("2026-02-01", "EC2", "payments", "EUR", "10"),
            cost("2026-03-01", "EC2", "payments", "EUR", "12.5"),
            cost("2026-03-01", "S3", "", "EUR", "2.5"),
            cost("2026-03-01", "S3", "", "USD", "99")),
        List.of(new ResourceCost(bucket("x", "a").id(), LocalDate.parse("2026-03-01"), "EUR", new BigDecimal("2.5"))));
    LocalDate first = LocalDate.parse("2026-03-01");
    LocalDate last = LocalDate.parse("2026-03-28");
    assertThat(costs.currencies()).containsExactly("USD", "EUR");
    assertThat(costs.span()).containsExactly(LocalDate.parse("2026-02-01"), first);
    assertThat(costs.by("service", first, last, "EUR", Map.of()))
        .containsExactly(
            new CostStore.Slice("EC2", new BigDecimal("12.5"), new BigDecimal("10")),
            new CostStore.Slice("S3", new BigDecimal("2.5"), BigDecimal.ZERO));
    assertThat(costs.by("service", first, last, "EUR", Map.of("owner", "(none)"))).hasSize(1);
    assertThat(costs.series("", true, LocalDate.parse("2026-01-01"), last, "EUR", Map.of()))
        .extracting(CostStore.Point::effective)
        .containsExactly(new BigDecimal("10"), new BigDecimal("15.0"));
    assertThat(costs.series("owner", false, first, last, "EUR", Map.of())).hasSize(2);
    assertThat(costs.allocation(first, last, "EUR"))
        .isEqualTo(new CostStore.Allocation(new BigDecimal("12.5"), new BigDecimal("2.5")));
    assertThat(costs.ofResource(bucket("x", "a").id())).hasSize(1);
    assertThatThrownBy(() -> costs.by("1; drop table cost_daily", first, last, "EUR", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    costs.record("billing", List.of(), List.of());
    assertThat(costs.currencies()).isEmpty();
  }

  private static DailyCost cost(String day, String service, String owner, String currency, String amount) {
    BigDecimal money = new BigDecimal(amount);
    return new DailyCost(
        LocalDate.parse(day), "aws", "1111", "main", service, "Compute", "eu", owner,
        owner.isEmpty() ? "" : "tag", "production", "Usage", currency, money, money, money, money);
  }

  @Test
  void aSecondMeasurementOfTheDayReplacesTheFirst() {
    LocalDate day = LocalDate.parse("2026-03-01");
    KpiMeasurement lacking =
        new KpiMeasurement("mttr", day, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "", "no incidents");
    KpiMeasurement measured =
        new KpiMeasurement("mttr", day, OptionalDouble.of(90), OptionalDouble.of(180), OptionalDouble.of(2), "EUR", "");
    KpiMeasurement later =
        new KpiMeasurement("mttr", day.plusDays(1), OptionalDouble.of(80), OptionalDouble.empty(), OptionalDouble.empty(), "", "");
    stores.kpis().record(List.of(lacking));
    stores.kpis().record(List.of(measured, later));
    assertThat(stores.kpis().latest()).containsExactly(later);
    assertThat(stores.kpis().trend("mttr", day, day.plusDays(9))).containsExactly(measured, later);
  }

  @Test
  void evidenceIsAppendedInOrderAndNeverChanged() {
    EvidenceStore evidence = stores.evidence();
    evidence.append(new EvidenceStore.StoredRecord(0, "{\"ü\":\"\\u0000\"}", "a".repeat(64)), "first");
    assertThatThrownBy(() -> evidence.append(new EvidenceStore.StoredRecord(2, "{}", "b".repeat(64)), "x"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> evidence.append(new EvidenceStore.StoredRecord(0, "{}", "b".repeat(64)), "x"))
        .isInstanceOf(IllegalStateException.class);
    evidence.append(new EvidenceStore.StoredRecord(1, "{}", "b".repeat(64)), "second");
    assertThat(evidence.size()).isEqualTo(2);
    assertThat(evidence.checkpoint()).contains("second");
    assertThat(evidence.read(0, 1))
        .containsExactly(new EvidenceStore.StoredRecord(0, "{\"ü\":\"\\u0000\"}", "a".repeat(64)));
    for (String sql :
        List.of("update evidence set json = '{}'", "delete from evidence where index = 1", "truncate evidence")) {
      assertThatThrownBy(() -> TestPostgres.sql(sql)).hasMessageContaining("append-only");
    }
  }

  @Test
  void accessRemembersHashesAndUsesThingsUpOnce() {
    AccessStore access = stores.access();
    Instant now = day(1);
    assertThat(access.hasAdministrator()).isFalse();
    assertThat(access.createFirst(new AccessStore.Administrator("Ada", "h", now))).isTrue();
    assertThat(access.createFirst(new AccessStore.Administrator("Eve", "h", now))).isFalse();
    assertThat(access.administrator("ADA")).isPresent();
    access.saveLink(new AccessStore.Link("l1", day(2)));
    access.saveLink(new AccessStore.Link("l2", day(2)));
    assertThat(access.hasLink("l1", now)).isFalse();
    assertThat(access.consumeLink("l2", day(3))).isFalse();
    assertThat(access.consumeLink("l2", now)).isTrue();
    assertThat(access.consumeLink("l2", now)).isFalse();
    access.saveSession(new AccessStore.Session("s", "Ada", now, day(2)));
    assertThat(access.session("s")).isPresent();
    access.forgetExpired(day(3));
    assertThat(access.session("s")).isEmpty();
    AccessStore.Token token =
        new AccessStore.Token("t1", "ci", "hash", "Ada", now, Optional.empty(), Optional.empty());
    access.saveToken(token);
    assertThat(access.token("hash")).contains(token);
    access.tokenUsed("t1", day(2));
    assertThat(access.revokeToken("t1", day(3))).isTrue();
    assertThat(access.revokeToken("t1", day(4))).isFalse();
    assertThat(access.tokens().getFirst().revokedAt()).contains(day(3));
  }
}
