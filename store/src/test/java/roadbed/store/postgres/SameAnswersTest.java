package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static roadbed.store.postgres.Fixtures.day;
import static roadbed.store.postgres.Fixtures.verdict;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.Collection;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.ModuleRepository;
import roadbed.model.Provider;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.Verdict.Outcome;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeter;
import roadbed.store.duckdb.DuckDbFactTables;

/** Every KPI that we ship gives the same value and the same rows on PostgreSQL and on DuckDB. */
class SameAnswersTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-03-20");
  private static final MathContext DIGITS = new MathContext(12);
  private static PostgresStores stores;
  private static DuckDbFactTables scan;

  @BeforeAll
  static void oneEstateInBoth() {
    Resource a = Fixtures.bucket("infra", "a");
    Resource b = Fixtures.resource("infra", "b", "", Map.of(), Value.Fields.EMPTY, 2);
    Guardrail tls = Fixtures.guardrail("tls", Severity.CRITICAL);
    Guardrail logs = Fixtures.guardrail("logs", Severity.HIGH);
    Judgement judgement =
        Fixtures.judgement(
            List.of(tls, logs), verdict(a, logs, Outcome.PASS), verdict(a, tls, Outcome.FAIL),
            verdict(b, logs, Outcome.NOT_EVALUATED), verdict(b, tls, Outcome.PASS));
    EstateFacts facts =
        new EstateFacts(
            List.of(new EstateFacts.Account(Provider.AWS, "1111", "main", Optional.of("production"), Optional.empty(), List.of())),
            List.of(), List.of(), List.of(), Map.of("shop", "tier-1"),
            List.of(
                new EstateFacts.Budget("total", "", YearMonth.of(2026, 2), new BigDecimal("30"), "EUR"),
                new EstateFacts.Budget("owner", "payments", YearMonth.of(2026, 3), new BigDecimal("20"), "EUR")),
            List.of(new EstateFacts.Driver("customers", YearMonth.of(2026, 3), new BigDecimal("7"))),
            List.of("acme/*/aws"))
            .withModuleRepositories(
                List.of(
                    new ModuleRepository(
                        "acme/queue/aws", "queue", Optional.empty(), List.of("a.tftest.hcl"), List.of("tfsec in Makefile"),
                        Location.of("roadbed.yaml", 3, 1)),
                    new ModuleRepository(
                        "acme/topic/aws", "topic", Optional.of("its folder holds no Terraform module"), List.of(), List.of(),
                        Location.of("roadbed.yaml", 5, 1))));
    List<CatalogEntity> catalog =
        List.of(component("checkout", Map.of("roadbed.dev/dashboard", "d", "roadbed.dev/alerts", "a", "roadbed.dev/slo", "s")),
            component("media", Map.of()));
    List<Incident> incidents =
        List.of(incident("INC-1", 1, "2026-03-01", Optional.of("expired-certificate")),
            incident("INC-2", 2, "2026-03-10", Optional.of("expired-certificate")),
            incident("INC-3", 4, "2026-02-11", Optional.empty()));
    Collection collection =
        new Collection(
            "infra", day(15), List.of(), catalog, List.of(facts), incidents, List.of(), List.of(),
            new Collection.Reading(1, 1, List.of(), 0));
    Snapshot snapshot =
        new Snapshot(
            day(15), List.of(a, b), List.of(),
            List.of(new Relation(a.id(), Relation.Type.READS, b.id(), "policy")),
            catalog, facts, incidents, List.of());
    List<DailyCost> daily =
        List.of(cost("2026-02-10", "payments", "12.25"), cost("2026-02-20", "", "3.5"),
            cost("2026-03-05", "payments", "18"), cost("2026-03-06", "", "2.125"));
    List<ResourceCost> byResource =
        List.of(new ResourceCost(a.id(), LocalDate.parse("2026-03-01"), "EUR", new BigDecimal("4.5")));

    stores = TestPostgres.fresh();
    stores.estate().record(collection, snapshot);
    stores.verdicts().record("infra", judgement, day(15));
    stores.costs().record("infra", daily, byResource);
    stores.resilience().record(AS_OF, ResilienceAssessment.of(snapshot, List.of()));
    List<CommitmentDay> commitments =
        List.of(
            commitment("2026-03-05", "Compute", "60", "20", "0"),
            commitment("2026-03-06", "Compute", "15.5", "4.25", "5"),
            commitment("2026-01-05", "Compute", "900", "0", "0"));
    stores.costs().recordCommitments(commitments);
    List<ResourceUse> uses =
        List.of(use(a, ResourceUse.Component.CPU, 2, 1, "0.7"), use(a, ResourceUse.Component.MEMORY, 8, 3, "0.3"), use(b, ResourceUse.Component.STORAGE, 40, 0, "1"));
    stores.costs().recordUses(LocalDate.parse("2026-03-15"), uses);
    scan = new DuckDbFactTables(snapshot, judgement, daily, byResource, commitments, uses, DecisionLog.EMPTY);
  }

  /** Nothing used is nothing measured. */
  private static ResourceUse use(Resource of, ResourceUse.Component component, int provisioned, int used, String share) {
    return new ResourceUse(
        of.id().value(), component, Optional.of(BigDecimal.valueOf(provisioned)), Optional.of(BigDecimal.valueOf(used)).filter(one -> used > 0),
        Optional.of(day(8)), Optional.of(day(15)), 168, "Prometheus, untold", used > 0 ? "" : "not measured", new BigDecimal(share),
        BigDecimal.valueOf(provisioned), Optional.empty());
  }

  private static CommitmentDay commitment(String day, String service, String covered, String onDemand, String unused) {
    return new CommitmentDay(
        LocalDate.parse(day), "AWS", "111", service, "EUR", new BigDecimal(covered), new BigDecimal(onDemand),
        new BigDecimal(covered), new BigDecimal(unused));
  }

  @AfterAll
  static void close() {
    scan.close();
    stores.close();
  }

  private static CatalogEntity component(String name, Map<String, String> annotations) {
    return new CatalogEntity(
        "Component", "default", name, name, Optional.of("service"), Optional.of("production"),
        Optional.of("payments"), Optional.of("shop"), Optional.empty(), annotations, List.of(),
        Location.of("catalog.yaml"));
  }

  private static Incident incident(String id, int severity, String day, Optional<String> cause) {
    Instant began = Instant.parse(day + "T08:00:00Z");
    return new Incident(
        id, id, severity, Optional.of("checkout"), Optional.of("payments"), cause, severity == 1, severity == 2,
        began, Optional.of(began.plusSeconds(300)), Optional.of(began.plusSeconds(900)),
        Optional.of(began.plusSeconds(3_600L * severity)), Location.of("incidents.csv"));
  }

  private static DailyCost cost(String day, String owner, String amount) {
    BigDecimal money = new BigDecimal(amount);
    return new DailyCost(
        LocalDate.parse(day), "aws", "1111", "main", "EC2", "Compute", "eu", owner, owner.isEmpty() ? "" : "tag",
        "production", "Usage", "EUR", money, money, money, money);
  }

  @Test
  void ownersCostIsKnownByDayAndService() {
    assertThat(stores.costs().owned(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-31"), "EUR"))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder().withComparatorForType(BigDecimal::compareTo, BigDecimal.class).build())
        .containsExactly(
            new CostStore.OwnedDay(LocalDate.parse("2026-03-05"), "payments", "EC2", new BigDecimal("18")),
            new CostStore.OwnedDay(LocalDate.parse("2026-03-06"), "", "EC2", new BigDecimal("2.125")));
  }

  static List<Kpi> kpis() {
    return KpiCatalogue.builtIn().kpis();
  }

  @ParameterizedTest
  @MethodSource("kpis")
  void sameValueAndSameRows(Kpi kpi) {
    KpiMeter.Explanation server = KpiMeter.explain(kpi, stores.facts(), AS_OF, 1_000);
    KpiMeter.Explanation local = KpiMeter.explain(kpi, scan, AS_OF, 1_000);
    assertThat(server.diagnostics()).isEmpty();
    assertThat(local.diagnostics()).isEmpty();
    assertThat(server.measurement()).isEqualTo(local.measurement());
    assertThat(server.counted()).isEqualTo(local.counted());
    assertThat(server.rows().columns()).isEqualTo(local.rows().columns());
    assertThat(texts(server)).containsExactlyInAnyOrderElementsOf(texts(local));
  }

  /** Numbers of equal value look the same; scale and the sixteenth digit are the databases' own taste. */
  private static List<List<String>> texts(KpiMeter.Explanation explanation) {
    return explanation.rows().rows().stream()
        .map(
            row ->
                row.stream()
                    .map(
                        value ->
                            value instanceof Number number
                                ? new BigDecimal(number.toString())
                                    .round(DIGITS)
                                    .stripTrailingZeros().toPlainString()
                                : String.valueOf(value))
                    .toList())
        .toList();
  }
}
