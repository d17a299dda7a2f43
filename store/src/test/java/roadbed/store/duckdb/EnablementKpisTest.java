package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.ModuleRepository;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeter;
import roadbed.store.KpiFixture;

/** KPIs over facts that the common fixture has none of: golden paths, and logs. */
class EnablementKpisTest {
  private static final Instant TAKEN = Instant.parse("2026-06-30T12:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-06-30");

  private static CatalogEntity component(String name, String owner, String since) {
    return new CatalogEntity(
        "Component", "default", name, name, Optional.of("service"), Optional.of("production"), Optional.of(owner), Optional.empty(),
        Optional.empty(), since.isEmpty() ? Map.of() : Map.of("roadbed.dev/golden-path", since), List.of(), Location.of("catalog-info.yaml"));
  }

  private static void deployed(List<DeliveryFact> facts, String service, String at, int hours) {
    String commit = String.format("%07x", facts.size() + 0xabc000);
    Instant finished = Instant.parse(at);
    facts.add(
        new Commit("acme/" + service, commit, finished.minusSeconds(3_600L * hours), "change", List.of(), Location.of("delivery")));
    facts.add(
        new Deployment(
            "d" + facts.size(), "table", service, Optional.of(service), Optional.of("prod"), Optional.empty(), Outcome.SUCCEEDED, finished,
            Optional.empty(), Optional.of(commit), Optional.empty(), false, Optional.empty(), Optional.empty(), Location.of("delivery")));
  }

  private static KpiMeter.Explanation explain(String kpi, List<CatalogEntity> catalog, List<DeliveryFact> delivery, List<Verdict> verdicts) {
    List<String> named = verdicts.stream().map(Verdict::guardrail).distinct().toList();
    Snapshot snapshot =
        new Snapshot(
            TAKEN,
            List.of(KpiFixture.resource("t1", "111", Declaration.TERRAFORM_PLAN, "aws_cloudtrail.t", "", false)),
            List.of(), List.of(), catalog, EstateFacts.NONE, List.of(), List.of(), delivery);
    List<Guardrail> guardrails =
        named.stream()
            .map(id -> new Guardrail(id, id, Severity.HIGH, "", "", "any", List.of(), List.of(), List.of(), GuardrailTerms.NONE, "", id + ".rego"))
            .toList();
    try (DuckDbFactTables tables =
        new DuckDbFactTables(snapshot, new Judgement(verdicts, guardrails, "00", List.of()), List.of(), List.of())) {
      return KpiMeter.explain(KpiCatalogue.builtIn().find(kpi).orElseThrow(), tables, DAY, 100);
    }
  }

  private static List<String> reasons(KpiMeter.Explanation opened) {
    int reason = opened.rows().columns().indexOf("reason");
    return opened.rows().rows().stream().map(row -> String.valueOf(row.get(reason))).toList();
  }

  @Test
  void teamsOnGoldenPathsAreComparedWithTheirOwnPastAndTheOthers() {
    List<DeliveryFact> delivery = new ArrayList<>();
    deployed(delivery, "pay", "2026-03-10T10:00:00Z", 10);
    deployed(delivery, "bill", "2026-03-20T10:00:00Z", 20);
    deployed(delivery, "pay", "2026-05-10T10:00:00Z", 6);
    deployed(delivery, "bill", "2026-06-10T10:00:00Z", 12);
    deployed(delivery, "search", "2026-06-11T10:00:00Z", 18);
    deployed(delivery, "pay", "2025-06-11T10:00:00Z", 99);
    List<CatalogEntity> catalog =
        List.of(
            component("pay", "payments", "2026-04-15"), component("bill", "payments", ""), component("search", "search", ""),
            component("media", "media", "soon"));
    KpiMeter.Explanation opened = explain("lead-time-enablement", catalog, delivery, List.of());
    assertThat(opened.diagnostics()).isEmpty();
    assertThat(opened.measurement().lacks()).isEmpty();
    // Medians: now 9 hours, before 15 hours, the others 18 hours.
    assertThat(opened.measurement().value().orElseThrow()).isEqualTo(-40.0, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(opened.measurement().note()).isEqualTo("2 deployments on golden paths; against the others -50.0%");
    assertThat(reasons(opened))
        .containsExactly(
            "of a team on golden paths", "of a team on golden paths", "of the same team before it joined",
            "of the same team before it joined", "of another team, for comparison",
            "left out: neither of the last 90 days nor of the 90 before its team joined");
    assertThat(explain("lead-time-enablement", List.of(component("pay", "payments", "")), delivery, List.of()).measurement().lacks())
        .isEqualTo("the catalog has no component on a golden path");
  }

  private static Verdict verdict(String resource, String guardrail, Verdict.Outcome outcome) {
    return new Verdict(
        new ResourceId(resource), guardrail, Severity.HIGH, outcome, outcome == Verdict.Outcome.PASS ? List.of() : List.of("because"));
  }

  @Test
  void aLogSourceIsCoveredWhereAllThatIsRequiredOfItHolds() {
    KpiMeter.Explanation opened =
        explain(
            "detection-log-coverage",
            List.of(),
            List.of(),
            List.of(
                verdict("t1", "cloudtrail-enabled", Verdict.Outcome.PASS),
                verdict("t1", "cloudtrail-cloudwatch", Verdict.Outcome.PASS),
                verdict("t2", "cloudtrail-enabled", Verdict.Outcome.PASS),
                verdict("t2", "cloudtrail-cloudwatch", Verdict.Outcome.FAIL),
                verdict("v1", "vpc-flow-logs", Verdict.Outcome.NOT_EVALUATED),
                verdict("g1", "log-retention-1y", Verdict.Outcome.PASS),
                verdict("b1", "s3-encryption", Verdict.Outcome.FAIL)));
    assertThat(opened.diagnostics()).isEmpty();
    assertThat(opened.measurement().value()).hasValue(50);
    assertThat(opened.measurement().denominator()).hasValue(4);
    assertThat(opened.measurement().note()).isEqualTo("1 not evaluated in part, 0 excepted");
    assertThat(reasons(opened)).contains("not delivered: because", "not known: because", "retained as required").hasSize(6);
  }

  @Test
  void anApprovedModuleWhoseRepositoryIsNotSeenIsNotCovered() {
    EstateFacts facts =
        EstateFacts.NONE.withModuleRepositories(
            List.of(
                new ModuleRepository(
                    "acme/queue/aws", "queue", Optional.empty(), List.of("queue/a.tftest.hcl"), List.of("tfsec in queue/Makefile"),
                    Location.of("roadbed.yaml"))));
    Snapshot snapshot =
        new Snapshot(
            TAKEN,
            List.of(
                KpiFixture.resource("a", "1", Declaration.TERRAFORM_PLAN, "module.a.aws_sqs_queue.q", "acme/queue/aws@~> 1.0", true),
                KpiFixture.resource("b", "1", Declaration.TERRAFORM_PLAN, "module.b.aws_sqs_queue.q", "acme/queue/aws@2.0.1", true),
                KpiFixture.resource("c", "1", Declaration.TERRAFORM_PLAN, "module.c.aws_vpc.v", "git::ssh://git@acme.example/vpc.git?ref=a/b", true),
                KpiFixture.resource("d", "1", Declaration.TERRAFORM_PLAN, "module.d.aws_vpc.v", "./own", false)),
            List.of(), List.of(), List.of(), facts, List.of(), List.of(), List.of());
    try (DuckDbFactTables tables =
        new DuckDbFactTables(snapshot, new Judgement(List.of(), List.of(), "00", List.of()), List.of(), List.of())) {
      KpiMeter.Explanation opened =
          KpiMeter.explain(KpiCatalogue.builtIn().find("iac-test-policy-coverage").orElseThrow(), tables, DAY, 100);
      assertThat(opened.diagnostics()).isEmpty();
      assertThat(opened.measurement().value()).hasValue(50);
      assertThat(opened.rows().rows().stream().map(row -> row.getFirst()).toList())
          .containsExactly("git::ssh://git@acme.example/vpc.git", "acme/queue/aws");
      assertThat(reasons(opened))
          .containsExactly("its repository is not scanned", "has tests, and policies checked by tfsec in queue/Makefile");
    }
  }
}
