package roadbed.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.inventory.Snapshot;
import roadbed.model.AttributePlaces;
import roadbed.model.CatalogEntity;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.ExceptionGrant;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.ModuleRepository;
import roadbed.model.Money;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.model.Verdict;
import roadbed.model.Verdict.Outcome;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.RecoveryObjective;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.ResiliencePolicy;
import roadbed.model.resilience.RestoreRun;
import roadbed.model.resilience.VersionCycle;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

/**
 * A small estate whose KPIs were worked out by hand, and what they must be. Whoever implements
 * {@link FactTables} measures it.
 */
public final class KpiFixture {
  public static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);
  private static final Instant TAKEN = Instant.parse("2026-03-31T12:00:00Z");

  private KpiFixture() {}

  // --- what there is ------------------------------------------------------------------------------------------

  public static Snapshot snapshot() {
    return new Snapshot(
        TAKEN,
        List.of(
            resource("r1", "111", Declaration.TERRAFORM_PLAN, "module.a.aws_s3_bucket.b", "git::good@~> 1.2", true),
            resource("r2", "111", Declaration.TERRAFORM_PLAN, "module.b.aws_s3_bucket.b", "git::bad", false),
            resource("r3", "222", Declaration.TERRAFORM_PLAN, "module.c.aws_db_instance.d", "git::good?ref=release/2", true),
            resource("r4", "222", Declaration.TERRAFORM_STATE, "aws_vpc.v", "", false),
            resource("r5", "222", Declaration.TERRAFORM_STATE, "module.n.aws_vpc.v", "", false),
            resource("r6", "k", Declaration.KUBERNETES_MANIFEST, "default/Deployment/web", "", false)),
        List.of(),
        List.of(),
        List.of(
            component("c1", "tier-1", "dashboard", "alerts", "slo"),
            component("c2", "tier-1", "dashboard", "alerts"),
            component("c3", "tier-2"),
            component("c4", "")),
        new EstateFacts(
            List.of(account("111"), account("222"), account("333")),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(
                budget("total", "", "2026-03", "310", "EUR"),
                budget("owner", "payments", "2026-03", "100", "EUR"),
                budget("total", "", "2026-02", "500", "EUR"),
                budget("total", "", "2026-03", "1", "USD")),
            List.of(
                new EstateFacts.Driver("customers", YearMonth.of(2026, 2), new BigDecimal("100")),
                new EstateFacts.Driver("customers", YearMonth.of(2026, 3), new BigDecimal("50"))),
            List.of("git::better", "git::hidden"))
            .withModuleRepositories(
                List.of(
                    repository("git::good", "", 1, 2),
                    repository("git::better", "", 3, 0),
                    repository("git::hidden", "its folder is not among what was scanned", 0, 0),
                    repository("git::bad", "", 1, 1))),
        List.of(
            incident("i0", 1, "2025-11-20T00:00:00Z", "dns", true, false, 10, null, 60),
            incident("i1", 1, "2026-01-10T00:00:00Z", "dns", true, false, 5, null, 60),
            incident("i2", 2, "2026-02-01T00:00:00Z", "disk", true, false, 15, null, 120),
            incident("i3", 2, "2026-02-10T00:00:00Z", "vendor", false, false, -2, null, 30),
            incident("i4", 3, "2026-03-01T00:00:00Z", "disk", true, false, null, null, 180),
            incident("i5", 1, "2026-03-20T00:00:00Z", "dns", true, false, 10, null, null),
            incident("i6", 2, "2026-03-25T00:00:00Z", "", false, true, 20, 60, null),
            incident("i7", 4, "2026-03-30T00:00:00Z", "clock", true, false, 0, null, -30),
            incident("i8", 1, "2026-04-02T00:00:00Z", "dns", true, false, 1, null, 2)),
        List.of(),
        delivery(),
        resilience(),
        List.of(),
        List.of());
  }

  /** Backups of three buckets, one restore, five exercises, and a calendar of one product. */
  private static List<ResilienceFact> resilience() {
    Duration hour = Duration.ofHours(1);
    return List.of(
        new ResiliencePolicy(
            Map.of("tier-1", new RecoveryObjective(Optional.of(hour), Optional.of(Duration.ofMinutes(15)), Optional.empty(), Optional.empty())),
            Map.of(),
            List.of("storage.bucket"),
            List.of(),
            List.of(new ResiliencePolicy.Exemption("r5", "made again"), new ResiliencePolicy.Exemption("r6", "made again")),
            Location.of("resilience.yaml")),
        new BackupSchedule(
            "s1", "table", "nightly", List.of("r1"), "0 3 * * *", Optional.empty(), false, Optional.empty(), Optional.empty(), Location.of("b")),
        backup("b1", "r1", "2026-03-29T04:00:00Z", BackupOutcome.SUCCEEDED, ""),
        backup("b2", "r2", "2026-03-28T04:00:00Z", BackupOutcome.WITH_ISSUES, ""),
        backup("b3", "r3", "2026-03-27T04:00:00Z", BackupOutcome.FAILED, ""),
        backup("b4", "r3", "2026-03-30T04:00:00Z", BackupOutcome.RUNNING, ""),
        backup("b5", "r2", "2026-03-01T04:00:00Z", BackupOutcome.SUCCEEDED, ""),
        backup("b6", "r1", "2026-03-28T03:00:00Z", BackupOutcome.SUCCEEDED, "s1"),
        new RestoreRun(
            "t1", "table", "r1", List.of("r1"), Optional.empty(), BackupOutcome.SUCCEEDED, Instant.parse("2026-02-01T10:00:00Z"), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Location.of("b")),
        drill("e1", DrillRecord.Kind.RECOVERY, "2026-03-10", true),
        drill("e2", DrillRecord.Kind.RECOVERY, "2026-03-20", false),
        drill("e3", DrillRecord.Kind.GAME_DAY, "2026-03-21", false),
        drill("e4", DrillRecord.Kind.RECOVERY, "2025-10-01", false),
        drill("e5", DrillRecord.Kind.RECOVERY, "2026-04-20", false),
        cycle("12", "2024-11-21"),
        cycle("16", "2028-11-09"),
        cycle("17", "2029-11-08"));
  }

  private static BackupRun backup(String id, String resource, String at, BackupOutcome outcome, String schedule) {
    return new BackupRun(
        id, "table", resource, List.of(resource), Optional.of(schedule).filter(name -> !name.isEmpty()), outcome, Instant.parse(at), Optional.empty(),
        Optional.empty(), Optional.empty(), Location.of("b"));
  }

  /** One that passed in half an hour and lost ten minutes, with an open finding; or one that did not begin. */
  private static DrillRecord drill(String id, DrillRecord.Kind kind, String day, boolean passed) {
    Optional<Instant> fault = Optional.of(Instant.parse(day + "T10:00:00Z")).filter(_ -> passed);
    return new DrillRecord(
        id, "exercise " + id, kind, List.of("c1"), List.of(), LocalDate.parse(day), passed ? Optional.of(DrillRecord.Outcome.PASSED) : Optional.empty(),
        fault, fault, fault.map(at -> at.plusSeconds(1800)), Optional.empty(), fault.map(at -> at.minusSeconds(600)), fault.map(at -> at.plusSeconds(3600)),
        List.of("ana"), List.of("stop it"),
        passed
            ? List.of(
                new DrillRecord.Finding("no alert", Optional.empty(), Optional.empty(), Optional.empty()),
                new DrillRecord.Finding("no runbook", Optional.empty(), Optional.empty(), Optional.of(LocalDate.parse(day))))
            : List.of(),
        Optional.empty(), Location.of("drills.yaml"));
  }

  private static VersionCycle cycle(String cycle, String end) {
    return new VersionCycle(
        "postgresql", cycle, Optional.empty(), Optional.of(LocalDate.parse(end)), Optional.empty(), Optional.empty(), List.of(), Location.of("v"));
  }

  private static Optional<String> tier(String id) {
    return switch (id) {
      case "r1" -> Optional.of("tier-1");
      case "r2" -> Optional.of("tier-2");
      default -> Optional.empty();
    };
  }

  private static Value.Fields facets(String id) {
    return switch (id) {
      case "r3" -> Value.Fields.of("engine", Value.of("postgres"), "engine_version", Value.of("16.2"));
      case "r4" -> Value.Fields.of("engine", Value.of("postgres"), "engine_version", Value.of("12.1"));
      case "r5" -> Value.Fields.of("engine", Value.of("mysql"), "engine_version", Value.of("8.0.35"));
      default -> Value.Fields.EMPTY;
    };
  }

  /** Of shop three in production, the second put back by the third; of cart one, one that failed, one to nobody knows where, one old. */
  private static List<DeliveryFact> delivery() {
    return List.of(
        deployment("d1", "shop", "prod", "2026-03-10T10:00:00Z", "aaaaaaa", roadbed.model.delivery.Outcome.SUCCEEDED),
        deployment("d2", "shop", "prod", "2026-03-12T10:00:00Z", "bbbbbbb", roadbed.model.delivery.Outcome.SUCCEEDED),
        deployment("d3", "shop", "prod", "2026-03-12T12:00:00Z", "aaaaaaa", roadbed.model.delivery.Outcome.SUCCEEDED),
        deployment("d4", "cart", "prod", "2026-03-20T10:00:00Z", "ccccccc", roadbed.model.delivery.Outcome.SUCCEEDED),
        deployment("d5", "cart", "prod", "2026-03-21T10:00:00Z", "ddddddd", roadbed.model.delivery.Outcome.FAILED),
        deployment("d6", "cart", "", "2026-03-22T10:00:00Z", "eeeeeee", roadbed.model.delivery.Outcome.SUCCEEDED),
        deployment("d7", "cart", "prod", "2025-03-22T10:00:00Z", "fffffff", roadbed.model.delivery.Outcome.SUCCEEDED),
        commit("aaaaaaa", "2026-03-10T06:00:00Z"),
        commit("bbbbbbb", "2026-03-12T00:00:00Z"),
        request("r1", "2026-03-10T04:00:00Z"),
        request("r2", "2026-03-10T10:00:00Z"),
        run("r1", "2026-03-10T10:00:00Z", roadbed.model.delivery.Outcome.SUCCEEDED, true),
        run("r2", "2026-03-11T10:00:00Z", roadbed.model.delivery.Outcome.SUCCEEDED, false),
        run("r3", "2026-03-12T10:00:00Z", roadbed.model.delivery.Outcome.FAILED, false));
  }

  private static Deployment deployment(
      String id, String service, String environment, String at, String commit, roadbed.model.delivery.Outcome outcome) {
    return new Deployment(
        id, "table", service, Optional.of(service), Optional.of(environment).filter(name -> !name.isEmpty()), Optional.empty(),
        outcome, Instant.parse(at), Optional.empty(), Optional.of(commit), Optional.empty(), false, Optional.empty(),
        Optional.empty(), Location.of("delivery"));
  }

  private static Commit commit(String id, String at) {
    return new Commit("acme/shop", id, Instant.parse(at), "change", List.of(), Location.of("delivery"));
  }

  private static PullRequest request(String number, String openedAt) {
    return new PullRequest(
        "acme/net", number, Optional.empty(), Optional.empty(), Optional.of(Instant.parse(openedAt)), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Location.of("delivery"));
  }

  private static PipelineRun run(String id, String at, roadbed.model.delivery.Outcome outcome, boolean templated) {
    return new PipelineRun(
        id, "table", "acme/net", "apply", PipelineRun.Kind.INFRASTRUCTURE, outcome, Instant.parse(at), Optional.empty(),
        Optional.empty(), Optional.of(id), Optional.of(templated), Optional.empty(), Location.of("delivery"));
  }

  public static Judgement judgement() {
    return new Judgement(
        List.of(
            verdict("r1", "g1", Severity.CRITICAL, Outcome.PASS),
            verdict("r1", "g2", Severity.HIGH, Outcome.PASS),
            verdict("r2", "g1", Severity.CRITICAL, Outcome.FAIL),
            verdict("r2", "g2", Severity.HIGH, Outcome.PASS),
            verdict("r3", "g1", Severity.CRITICAL, Outcome.PASS),
            verdict("r3", "g2", Severity.HIGH, Outcome.NOT_EVALUATED),
            verdict("r5", "g2", Severity.HIGH, Outcome.FAIL),
            verdict("r6", "g3", Severity.MEDIUM, Outcome.FAIL)),
        List.of(guardrail("g1", Severity.CRITICAL), guardrail("g2", Severity.HIGH), guardrail("g3", Severity.MEDIUM)),
        "00",
        List.of(),
        exceptions());
  }

  /** One that has ended and is still there, one that holds, one that nobody needs; all were first seen on the day. */
  public static List<ExceptionStanding> exceptions() {
    return List.of(
        exception("e1", "2026-03-31T18:00:00Z", ExceptionStanding.State.EXPIRED, 0),
        exception("e2", "2026-06-01T00:00:00Z", ExceptionStanding.State.ACTIVE, 4),
        exception("e3", "2026-05-01T00:00:00Z", ExceptionStanding.State.UNUSED, 0));
  }

  /** Four changes in the period, of which one was bypassed and one is said to be wrong, by two guardrails. */
  public static DecisionLog decisions() {
    return new DecisionLog(
        List.of(
            decision("d1", GateDecision.GateKind.PULL_REQUEST, "2026-03-10T10:00:00Z", GateDecision.Outcome.BLOCK, 100),
            decision("d2", GateDecision.GateKind.PULL_REQUEST, "2026-03-20T10:00:00Z", GateDecision.Outcome.BYPASSED, 200),
            decision("d3", GateDecision.GateKind.PULL_REQUEST, "2026-03-30T10:00:00Z", GateDecision.Outcome.PASS, 300),
            decision("d4", GateDecision.GateKind.PULL_REQUEST, "2026-03-31T23:00:00Z", GateDecision.Outcome.PASS, 400),
            decision("d5", GateDecision.GateKind.CONTINUOUS, "2026-03-15T10:00:00Z", GateDecision.Outcome.WARN, 9_000),
            decision("d6", GateDecision.GateKind.PULL_REQUEST, "2026-02-01T10:00:00Z", GateDecision.Outcome.BLOCK, 9_000)),
        List.of(said("d1", "g1"), said("d1", "g2")));
  }

  public static List<DailyCost> dailyCosts() {
    return List.of(
        cost("2026-02-28", "111", "payments", "EUR", "1000"),
        cost("2026-03-10", "111", "payments", "USD", "5"),
        cost("2026-03-15", "222", "", "EUR", "39.5"),
        cost("2026-03-30", "111", "payments", "EUR", "60.5"),
        cost("2026-04-01", "111", "payments", "EUR", "999"));
  }

  public static List<ResourceCost> resourceCosts() {
    return List.of(
        new ResourceCost(new ResourceId("r1"), LocalDate.of(2026, 3, 1), "EUR", new BigDecimal("60.5")));
  }

  /**
   * Of r1, which the bill knows, processors half used and memory a quarter; of r3 a disk at list prices in the bill's
   * currency; of r2 one in another currency; of r4 one that nobody measured, of r5 one measured long ago.
   */
  public static List<ResourceUse> uses() {
    return List.of(
        use("r1", ResourceUse.Component.CPU, "4", "2", "2026-03-20T00:00:00Z", "0.75", ""),
        use("r1", ResourceUse.Component.MEMORY, "16", "4", "2026-03-31T00:00:00Z", "0.25", ""),
        use("r2", ResourceUse.Component.STORAGE, "100", "90", "2026-03-31T00:00:00Z", "1", "30 USD"),
        use("r3", ResourceUse.Component.STORAGE, "100", "80", "2026-03-31T00:00:00Z", "1", "39.5 EUR"),
        use("r4", ResourceUse.Component.STORAGE, "100", "", "", "1", ""),
        use("r5", ResourceUse.Component.CPU, "2", "1", "2026-02-20T00:00:00Z", "1", "10 EUR"));
  }

  private static ResourceUse use(
      String resource, ResourceUse.Component component, String provisioned, String used, String until, String share, String listed) {
    Optional<Instant> end = Optional.of(until).filter(text -> !text.isEmpty()).map(Instant::parse);
    return new ResourceUse(
        resource,
        component,
        Optional.of(new BigDecimal(provisioned)),
        Optional.of(used).filter(text -> !text.isEmpty()).map(BigDecimal::new),
        end.map(at -> at.minus(Duration.ofDays(7))),
        end,
        end.isPresent() ? 168 : 0,
        end.isPresent() ? "CloudWatch, average" : "",
        end.isPresent() ? "" : "not measured",
        new BigDecimal(share),
        BigDecimal.ONE,
        Optional.of(listed).filter(text -> !text.isEmpty()).map(text -> new Money(new BigDecimal(text.substring(0, text.indexOf(' '))), text.substring(text.indexOf(' ') + 1))));
  }

  /** In euros four fifths are covered on two days; dollars and the day before the thirty are left out. */
  public static List<CommitmentDay> commitmentDays() {
    return List.of(
        commitments("2026-03-30", "Compute", "EUR", 60, 20, 10),
        commitments("2026-03-20", "Databases", "EUR", 20, 0, 10),
        commitments("2026-03-20", "Compute", "USD", 5, 5, 0),
        commitments("2026-02-20", "Compute", "EUR", 1, 900, 0));
  }

  private static CommitmentDay commitments(
      String day, String service, String currency, long covered, long onDemand, long unused) {
    return new CommitmentDay(
        LocalDate.parse(day), "AWS", "1", service, currency, BigDecimal.valueOf(covered), BigDecimal.valueOf(onDemand),
        BigDecimal.valueOf(covered), BigDecimal.valueOf(unused));
  }

  // --- what must come out -------------------------------------------------------------------------------------

  private record Expected(String kpi, double value, double numerator, double denominator, String note) {}

  private static final double NONE = Double.NaN;

  private static final List<Expected> EXPECTED =
      List.of(
          new Expected("policy-compliance-rate", 20, 1, 5,
              "1 resources without a failure are not counted, because a guardrail could not be evaluated"),
          new Expected("critical-findings", 2, NONE, NONE,
              "1 critical, 1 high; 333.3 per 1,000 resources; oldest since 2026-03-31; 1 more could not be evaluated"),
          new Expected("guardrail-adoption", 200.0 / 3, 2, 3, "accounts only"),
          new Expected("allocation-coverage", 60.5, 60.5, 100,
              "EUR, 30 days to 2026-03-30; other currencies are left out"),
          new Expected("commitment-coverage", 80, 80, 100, "EUR, 30 days to 2026-03-30, utilisation 80.0%"),
          new Expected("spend-vs-budget", 100.0 / 3, 100, 300,
              "EUR, 2026-03-01 to 2026-03-30, by total"),
          new Expected("unit-cost", 10, 1000, 100, "EUR per customers, 2026-02-01"),
          new Expected("resource-utilization", 100 * (60.5 * (0.75 / 2 + 0.25 / 4) + 39.5 * 0.8) / 100, 58.06875, 100,
              "EUR billed in 2026-03, 30 days to 2026-03-30; CPU 50.0%, memory 25.0%, storage 80.0%; 3 of 6 parts counted, "
                  + "2 not measured or of unknown size, 1 without a cost"),
          new Expected("mttr", 7200, 21600, 3, "median 120.0 minutes; 1 still open and left out"),
          new Expected("mttd", 500, 3000, 6, "median 7.5 minutes; 1 without a time of detection left out"),
          new Expected("mttc", 2400, 2400, 1, "median 40.0 minutes; 0 not contained and left out"),
          new Expected("high-severity-incidents", 3, NONE, NONE,
              "1 in the 90 days before; 1 more without a confirmed cause"),
          new Expected("incident-recurrence", 50, 3, 6, "1 without a confirmed cause left out"),
          new Expected("iac-module-adoption", 50, 2, 4, "1 resources of modules in state files left out"),
          new Expected("friction-index", 125, 5, 4,
              "1 said to be wrong, 1 bypassed, 3 exceptions asked for; median 250 ms"),
          new Expected("exception-aging", 1, 1, 3, "33% past their end, 2 open, 1 unused"),
          new Expected("change-failure-rate", 25, 1, 4, "1 without an environment and 1 that did not complete left out"),
          new Expected("deployment-frequency", 0.5, 4, 2, "4 deployments of 2 components in 4 weeks"),
          new Expected("deployment-lead-time", 25200, NONE, 2, "p90 9.4 hours; no approval known; 2 without known commits left out"),
          new Expected("iac-lead-time", 54000, NONE, 2,
              "templated 6.0 hours (1), custom 24.0 hours (1); 0 without a known pull request left out"),
          new Expected("iac-success-rate", 200.0 / 3, 2, 3, "0 applied and reverted"),
          new Expected("iac-test-policy-coverage", 100.0 / 3, 1, 3,
              "2 with tests, 1 with checks of policy; of 1 the repository is not scanned, and they count as not covered"),
          new Expected("backup-success", 200.0 / 7, 2, 7, "3 missing, 1 with issues; 1 of 4 resources that must be protected are"),
          new Expected("restore-test-pass", 50, 1, 2, "tier 1: 1 of 1; 2 resources without a tier left out"),
          new Expected("dr-test-pass", 50, 1, 2, "1 did not take place; 1 findings are open"),
          new Expected("rto-rpo-compliance", 50, 1, 2, "0 without both objectives, 1 of which not both were measured"),
          new Expected("patch-currency", 50, 1, 2, "1 past end of life; 1 of a product or version that no calendar has, not judged"),
          new Expected("observability-coverage", 50, 1, 2, "1 components without a tier left out"));

  /** Rows that are counted, not counted, and left out, by KPI. */
  private static final Map<String, List<Integer>> EXPECTED_ROWS =
      Map.ofEntries(
          Map.entry("policy-compliance-rate", List.of(1, 4, 1)),
          Map.entry("critical-findings", List.of(2, 1, 0)),
          Map.entry("guardrail-adoption", List.of(2, 1, 0)),
          Map.entry("allocation-coverage", List.of(1, 1, 1)),
          Map.entry("commitment-coverage", List.of(2, 0, 1)),
          Map.entry("spend-vs-budget", List.of(1, 0, 2)),
          Map.entry("unit-cost", List.of(1, 0, 1)),
          Map.entry("resource-utilization", List.of(3, 0, 3)),
          Map.entry("mttr", List.of(3, 0, 5)),
          Map.entry("mttd", List.of(6, 0, 2)),
          Map.entry("mttc", List.of(1, 0, 7)),
          Map.entry("high-severity-incidents", List.of(3, 4, 0)),
          Map.entry("incident-recurrence", List.of(3, 3, 1)),
          Map.entry("iac-module-adoption", List.of(2, 2, 2)),
          Map.entry("friction-index", List.of(3, 2, 2)),
          Map.entry("exception-aging", List.of(1, 2, 0)),
          Map.entry("change-failure-rate", List.of(1, 3, 3)),
          Map.entry("deployment-frequency", List.of(4, 0, 3)),
          Map.entry("deployment-lead-time", List.of(2, 0, 5)),
          Map.entry("iac-lead-time", List.of(2, 0, 1)),
          Map.entry("iac-success-rate", List.of(2, 1, 0)),
          Map.entry("iac-test-policy-coverage", List.of(1, 2, 1)),
          Map.entry("backup-success", List.of(2, 5, 2)),
          Map.entry("restore-test-pass", List.of(1, 1, 2)),
          Map.entry("dr-test-pass", List.of(1, 1, 3)),
          Map.entry("rto-rpo-compliance", List.of(1, 1, 2)),
          Map.entry("patch-currency", List.of(1, 1, 1)),
          Map.entry("observability-coverage", List.of(1, 1, 2)));

  /** Measures the built-in KPIs and compares them with what was worked out by hand. */
  public static void check(FactTables tables) {
    KpiCatalogue catalogue = KpiCatalogue.builtIn();
    Assertions.assertThat(catalogue.diagnostics()).isEmpty();
    KpiMeter.KpiRun run = KpiMeter.measure(catalogue, tables, AS_OF);
    SoftAssertions soft = new SoftAssertions();
    soft.assertThat(run.diagnostics()).isEmpty();
    soft.assertThat(run.measurements())
        .extracting(KpiMeasurement::kpi)
        // These are measured from a history, which a snapshot has not: DriftHistoryTest, AnomalyStoreTest, LedgerStoreTest do;
        // or of facts of their own: EnablementKpisTest does.
        .filteredOn(kpi -> !kpi.startsWith("drift-") && !kpi.equals("anomaly-triage-time") && !kpi.equals("alert-actionability") && !kpi.equals("savings-realized")
            && !kpi.equals("detection-log-coverage") && !kpi.equals("on-call-load") && !kpi.equals("lead-time-enablement") && !kpi.equals("slo-attainment") && !kpi.equals("error-budget-compliance") && !kpi.equals("availability"))
        .containsExactlyInAnyOrderElementsOf(EXPECTED.stream().map(Expected::kpi).toList());
    for (Expected expected : EXPECTED) {
      KpiMeasurement measured =
          run.measurements().stream()
              .filter(measurement -> measurement.kpi().equals(expected.kpi()))
              .findFirst()
              .orElseThrow();
      soft.assertThat(measured.lacks()).as(expected.kpi()).isEmpty();
      compare(soft, expected.kpi() + " value", measured.value(), expected.value());
      compare(soft, expected.kpi() + " numerator", measured.numerator(), expected.numerator());
      compare(soft, expected.kpi() + " denominator", measured.denominator(), expected.denominator());
      soft.assertThat(measured.note()).as(expected.kpi()).isEqualTo(expected.note());
      KpiMeter.Explanation opened =
          KpiMeter.explain(catalogue.find(expected.kpi()).orElseThrow(), tables, AS_OF, 1_000);
      soft.assertThat(opened.diagnostics()).as(expected.kpi()).isEmpty();
      soft.assertThat(opened.measurement()).isEqualTo(measured);
      int column = opened.rows().columns().indexOf("counted");
      int reason = opened.rows().columns().indexOf("reason");
      soft.assertThat(List.of(column, reason)).as(expected.kpi()).doesNotContain(-1);
      if (column >= 0 && reason >= 0) {
        soft.assertThat(
                List.of(
                    with(opened.rows(), column, true),
                    with(opened.rows(), column, false),
                    with(opened.rows(), column, null)))
            .as("rows of %s counted, not counted, left out", expected.kpi())
            .isEqualTo(EXPECTED_ROWS.get(expected.kpi()));
        soft.assertThat(opened.rows().rows())
            .as(expected.kpi())
            .allSatisfy(row -> Assertions.assertThat(String.valueOf(row.get(reason))).isNotBlank());
      }
    }
    soft.assertAll();
  }

  private static int with(FactTables.Table table, int column, Boolean counted) {
    return (int)
        table.rows().stream().filter(row -> Objects.equals(row.get(column), counted)).count();
  }

  private static void compare(SoftAssertions soft, String what, OptionalDouble measured, double expected) {
    if (Double.isNaN(expected)) {
      soft.assertThat(measured).as(what).isEmpty();
    } else {
      soft.assertThat(measured.orElse(NONE)).as(what).isCloseTo(expected, Offset.offset(1e-9 + expected * 1e-12));
    }
  }

  // --- builders -----------------------------------------------------------------------------------------------

  public static Resource resource(
      String id, String account, Declaration declaration, String address, String module, boolean approved) {
    return new Resource(
        new ResourceId(id),
        "storage.bucket",
        "aws_s3_bucket",
        declaration == Declaration.KUBERNETES_MANIFEST ? Provider.KUBERNETES : Provider.AWS,
        account,
        "eu-central-1",
        id,
        Map.of(),
        id.equals("r1")
            ? Optional.of(new Ownership("payments", Ownership.Basis.TAG, "tag owner=payments"))
            : Optional.empty(),
        Optional.empty(),
        tier(id),
        Optional.empty(),
        facets(id),
        Value.Fields.EMPTY,
        Map.of(),
        new Resource.Origin(
            "fixture",
            declaration,
            address,
            module.isEmpty() ? Optional.empty() : Optional.of(module),
            approved,
            Change.NONE,
            Location.of("plan.json", 3, 1), AttributePlaces.NONE, Optional.empty()));
  }

  private static ExceptionStanding exception(String id, String end, ExceptionStanding.State state, long used) {
    List<String> none = List.of();
    return new ExceptionStanding(
        new ExceptionGrant(
            id,
            new ExceptionGrant.GuardrailSelector(List.of("g1"), List.of(), none),
            new ExceptionGrant.ResourceSelector(
                List.of("r2"), none, none, none, none, none, none, none, none, none, false),
            "needed",
            Optional.empty(),
            "ana",
            "ben",
            Optional.empty(),
            Instant.parse(end),
            Optional.empty(),
            Location.of("exceptions.yaml")),
        state,
        used,
        "");
  }

  private static GateDecision decision(
      String id, GateDecision.GateKind gate, String at, GateDecision.Outcome outcome, long milliseconds) {
    return new GateDecision(
        id, gate, Instant.parse(at), "infra", Optional.empty(), "PR-1", "ana", "p", "i", Map.of(), outcome, List.of(),
        List.of(), Duration.ofMillis(milliseconds),
        outcome == GateDecision.Outcome.BYPASSED ? Optional.of("incident") : Optional.empty());
  }

  private static GateDecision.Feedback said(String decision, String guardrail) {
    return new GateDecision.Feedback(decision, guardrail, Instant.parse("2026-03-11T08:00:00Z"), "ana", "it is a test");
  }

  private static CatalogEntity component(String name, String tier, String... observed) {
    Map<String, String> annotations =
        Arrays.stream(observed)
            .collect(Collectors.toMap(what -> "roadbed.dev/" + what, what -> "https://" + what));
    return new CatalogEntity(
        "Component",
        "default",
        name,
        name,
        Optional.of("service"),
        Optional.of("production"),
        Optional.of("payments"),
        Optional.empty(),
        tier.isEmpty() ? Optional.empty() : Optional.of(tier),
        annotations,
        List.of(),
        Location.of("catalog-info.yaml"));
  }

  private static ModuleRepository repository(String source, String unknown, int tests, int checks) {
    return new ModuleRepository(
        source,
        "modules/" + source.substring(5),
        Optional.of(unknown).filter(why -> !why.isEmpty()),
        IntStream.range(0, tests).mapToObj(test -> test + ".tftest.hcl").toList(),
        IntStream.range(0, checks).mapToObj(check -> "checkov in " + check + ".yml").toList(),
        Location.of("roadbed.yaml", 9, 5));
  }

  private static EstateFacts.Account account(String id) {
    return new EstateFacts.Account(
        Provider.AWS, id, "account " + id, Optional.of("production"), Optional.empty(), List.of());
  }

  private static EstateFacts.Budget budget(
      String kind, String scope, String month, String amount, String currency) {
    return new EstateFacts.Budget(kind, scope, YearMonth.parse(month), new BigDecimal(amount), currency);
  }

  private static Incident incident(
      String id,
      int severity,
      String started,
      String cause,
      boolean platform,
      boolean security,
      Integer detected,
      Integer contained,
      Integer restored) {
    Instant start = Instant.parse(started);
    return new Incident(
        id,
        "incident " + id,
        severity,
        Optional.empty(),
        Optional.empty(),
        cause.isEmpty() ? Optional.empty() : Optional.of(cause),
        platform,
        security,
        start,
        after(start, detected),
        after(start, contained),
        after(start, restored),
        Location.of("incidents.csv"));
  }

  private static Optional<Instant> after(Instant start, Integer minutes) {
    return Optional.ofNullable(minutes).map(m -> start.plus(Duration.ofMinutes(m)));
  }

  private static Guardrail guardrail(String id, Severity severity) {
    return new Guardrail(
        id, "title of " + id, severity, "", "", "any", List.of(), List.of(), List.of(), GuardrailTerms.NONE, "", id + ".rego");
  }

  private static Verdict verdict(String resource, String guardrail, Severity severity, Outcome outcome) {
    return new Verdict(
        new ResourceId(resource),
        guardrail,
        severity,
        outcome,
        outcome == Outcome.PASS ? List.of() : List.of("because"));
  }

  private static DailyCost cost(String day, String account, String owner, String currency, String amount) {
    BigDecimal effective = new BigDecimal(amount);
    return new DailyCost(
        LocalDate.parse(day),
        "aws",
        account,
        "account " + account,
        "Amazon S3",
        "Storage",
        "eu-central-1",
        owner,
        owner.isEmpty() ? "" : "tag",
        "production",
        "Usage",
        currency,
        effective,
        effective,
        effective,
        effective);
  }
}
