package roadbed.assess.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.CatalogEntity;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.DrillRecord;
import roadbed.model.resilience.QuotaReading;
import roadbed.model.resilience.RecoveryObjective;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.ResiliencePolicy;
import roadbed.model.resilience.RestoreRun;
import roadbed.model.resilience.VersionCycle;
import roadbed.testkit.Declared;

/** What an estate's documents say together about whether it would come back. */
class ResilienceAssessmentTest {
  private static final Instant NOW = Instant.parse("2026-03-30T12:00:00Z");
  private static final Location HERE = Location.of("a.yaml");
  private static final String ORDERS = "arn:aws:rds:eu-west-1:1:db:orders";

  private final List<ResilienceFact> facts = new ArrayList<>();
  private final List<CatalogEntity> catalog = new ArrayList<>();
  private final List<CollectedResource> resources = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();

  private ResilienceAssessment assess() {
    Collection base = Declared.collection("s", NOW, resources, catalog, List.of(), incidents);
    Collection whole =
        new Collection(
            base.source(), NOW, base.resources(), base.catalog(), base.facts(), base.incidents(), List.of(), List.of(), base.reading(),
            List.of(), facts, List.of(), List.of());
    Snapshot snapshot = Inventory.of(List.of(whole));
    return ResilienceAssessment.of(snapshot, List.of());
  }

  private void component(String name, String tier, List<String> dependsOn, String... resources) {
    entity("Component", name, tier, dependsOn, resources);
  }

  private void entity(String kind, String name, String tier, List<String> dependsOn, String... named) {
    catalog.add(
        new CatalogEntity(
            kind, "default", name, name, Optional.of("service"), Optional.empty(), Optional.of("shop"), Optional.empty(),
            tier.isEmpty() ? Optional.empty() : Optional.of(tier),
            named.length == 0 ? Map.of() : Map.of("roadbed.dev/resources", String.join(",", named)), List.of(), HERE,
            new CatalogEntity.Links(dependsOn, List.of(), List.of())));
  }

  private void database(String name, String attributes) {
    resources.add(
        Declared.resource("aws_db_instance." + name)
            .with("{\"arn\":\"arn:aws:rds:eu-west-1:1:db:" + name + "\",\"identifier\":\"" + name + "\"" + attributes + "}")
            .build());
  }

  private static BackupRun run(String id, String schedule, BackupOutcome outcome, String at) {
    return new BackupRun(
        id, "velero".equals(schedule) ? "velero" : "aws-backup", "orders", List.of(ORDERS), schedule.isEmpty() ? Optional.empty() : Optional.of(schedule),
        outcome, Instant.parse(at), Optional.empty(), Optional.empty(), Optional.empty(), HERE);
  }

  private static RestoreRun restore(String id, BackupOutcome outcome, String at) {
    return new RestoreRun(
        id, "aws-backup", "orders", List.of(ORDERS), Optional.empty(), outcome, Instant.parse(at), Optional.of(Instant.parse(at).plusSeconds(600)),
        Optional.of(Instant.parse(at).minusSeconds(3600)), Optional.empty(), Optional.empty(), HERE);
  }

  private static RecoveryObjective objective(String rto, String rpo) {
    return new RecoveryObjective(Optional.of(Duration.parse(rto)), Optional.of(Duration.parse(rpo)), Optional.empty(), Optional.empty());
  }

  private void policy(Map<String, RecoveryObjective> tiers) {
    facts.add(new ResiliencePolicy(tiers, Map.of(), List.of(), List.of(), List.of(), HERE));
  }

  @Test
  void aServiceOfTierOneOnAStoreOfTierThreeIsAFindingWithItsPath() {
    component("checkout", "tier-1", List.of("component:default/orders"));
    component("orders", "tier-1", List.of("resource:default/orders-db"));
    entity("Resource", "orders-db", "tier-3", List.of(), "aws_db_instance.orders");
    database("orders", "");
    ResilienceAssessment found = assess();
    assertThat(found.weak()).extracting(WeakDependency::service).containsExactly("checkout", "orders");
    WeakDependency weak = found.weak().getFirst();
    assertThat(weak.path()).containsExactly("checkout depends on orders", "orders depends on orders-db");
    assertThat(weak.targetTier()).isEqualTo("tier-3");
    assertThat(weak.reason()).contains("tier-1", "tier-3");
  }

  @Test
  void aStoreOfTierThreeThatAWorkloadReadsIsFoundThroughTheInventory() {
    component("checkout", "tier-1", List.of(), "aws_lambda_function.checkout");
    component("archive", "tier-3", List.of(), "aws_db_instance.orders");
    database("orders", "");
    resources.add(
        Declared.resource("aws_lambda_function.checkout").with("{\"function_name\":\"checkout\"}").refers("environment", "aws_db_instance.orders").build());
    WeakDependency weak = assess().weak().getFirst();
    assertThat(weak.service()).isEqualTo("checkout");
    assertThat(weak.store()).isTrue();
    assertThat(weak.path()).hasSize(2);
  }

  @Test
  void anObjectiveOfWhatIsNeededThatIsLongerIsAFinding() {
    policy(Map.of("tier-1", objective("PT1H", "PT5M")));
    facts.add(
        new ResiliencePolicy(
            Map.of(), Map.of("ledger", new ResiliencePolicy.Service(objective("PT4H", "PT5M"), List.of())), List.of(), List.of(), List.of(), HERE));
    component("checkout", "tier-1", List.of("component:default/ledger"));
    component("ledger", "tier-1", List.of());
    assertThat(assess().weak()).extracting(WeakDependency::reason).containsExactly("its RTO of 4h is longer than the service's 1h");
  }

  @Test
  void aRunThatWasDueAndThatNobodySawIsMissing() {
    facts.add(new BackupSchedule("plan", "aws-backup", "nightly", List.of(), "0 3 * * *", Optional.empty(), false, Optional.of(Instant.parse("2026-03-01T00:00:00Z")), Optional.empty(), HERE));
    facts.add(run("a", "plan", BackupOutcome.SUCCEEDED, "2026-03-26T03:10:00Z"));
    facts.add(run("b", "plan", BackupOutcome.WITH_ISSUES, "2026-03-27T03:00:00Z"));
    facts.add(run("c", "plan", BackupOutcome.SUCCEEDED, "2026-03-29T03:00:00Z"));
    ResilienceAssessment found = assess();
    assertThat(found.slots()).extracting(slot -> slot.dueAt().toString().substring(0, 10) + " " + slot.outcome())
        .containsExactly(
            "2026-03-30 missing", "2026-03-29 succeeded", "2026-03-28 missing", "2026-03-27 with-issues", "2026-03-26 succeeded");
  }

  @Test
  void whatVeleroDeletedWhenItsTimeHadComeIsNotMissing() {
    facts.add(new BackupSchedule("velero", "velero", "nightly", List.of(), "0 3 * * *", Optional.empty(), false, Optional.of(Instant.parse("2026-01-01T00:00:00Z")), Optional.of(Duration.ofDays(3)), HERE));
    facts.add(run("a", "velero", BackupOutcome.SUCCEEDED, "2026-03-28T03:00:00Z"));
    facts.add(run("b", "velero", BackupOutcome.SUCCEEDED, "2026-03-30T03:00:00Z"));
    assertThat(assess().slots()).extracting(BackupSlot::outcome).containsExactly("succeeded", "missing", "succeeded");
  }

  @Test
  void onlyARestoreProvesABackup() {
    component("orders", "tier-1", List.of(), "aws_db_instance.orders");
    database("orders", ",\"backup_retention_period\":7");
    facts.add(run("a", "", BackupOutcome.SUCCEEDED, "2026-03-30T03:00:00Z"));
    Protection before = assess().protections().getFirst();
    assertThat(before.standing()).isEqualTo(Protection.Standing.PROTECTED);
    assertThat(before.proof(NOW)).isEqualTo(Protection.Proof.NOT_PROVEN);
    facts.add(restore("r1", BackupOutcome.SUCCEEDED, "2026-02-01T03:00:00Z"));
    assertThat(assess().protections().getFirst().proof(NOW)).isEqualTo(Protection.Proof.PROVEN);
    facts.add(restore("r2", BackupOutcome.WITH_ISSUES, "2026-03-01T03:00:00Z"));
    assertThat(assess().protections().getFirst().proof(NOW)).isEqualTo(Protection.Proof.DISPROVEN);
  }

  @Test
  void aProofOfLongerAgoThanTheTierAsksForIsNone() {
    component("orders", "tier-1", List.of(), "aws_db_instance.orders");
    database("orders", "");
    facts.add(restore("r1", BackupOutcome.SUCCEEDED, "2025-12-01T03:00:00Z"));
    assertThat(assess().protections().getFirst().proof(NOW)).isEqualTo(Protection.Proof.NOT_PROVEN);
  }

  @Test
  void backupsThatFailDoNotProtect() {
    database("orders", ",\"backup_retention_period\":0");
    facts.add(run("a", "", BackupOutcome.SUCCEEDED, "2026-03-10T03:00:00Z"));
    facts.add(run("b", "", BackupOutcome.FAILED, "2026-03-29T03:00:00Z"));
    Protection found = assess().protections().getFirst();
    assertThat(found.standing()).isEqualTo(Protection.Standing.UNPROTECTED);
    assertThat(found.reason()).contains("2026-03-10");
  }

  @Test
  void theNewestMeasuredRecoveryIsComparedAndWhatWasNotMeasuredIsNoPass() {
    policy(Map.of("tier-1", objective("PT1H", "PT15M")));
    component("checkout", "tier-1", List.of());
    component("other", "tier-1", List.of());
    facts.add(drill("d1", "2026-02-01T10:00:00Z", Optional.of("2026-02-01T10:30:00Z"), Optional.of("2026-02-01T09:50:00Z")));
    ResilienceAssessment found = assess();
    assertThat(found.services()).extracting(ServiceStanding::met).containsExactly(Optional.of(true), Optional.empty());
    assertThat(found.drills().getFirst().passed()).isTrue();
    incidents.add(
        new Incident("i1", "down", 1, Optional.of("checkout"), Optional.empty(), Optional.empty(), true, false, Instant.parse("2026-03-01T10:00:00Z"), Optional.empty(), Optional.empty(), Optional.of(Instant.parse("2026-03-01T13:00:00Z")), HERE));
    assertThat(assess().services().getFirst().met()).contains(false);
  }

  @Test
  void anExerciseThatMeasuredNothingOrMissedAnObjectiveHasNotPassed() {
    policy(Map.of("tier-1", objective("PT1H", "PT15M")));
    component("checkout", "tier-1", List.of());
    facts.add(drill("d1", "2026-02-01T10:00:00Z", Optional.of("2026-02-01T12:00:00Z"), Optional.of("2026-02-01T09:50:00Z")));
    facts.add(drill("d2", "2026-02-02T10:00:00Z", Optional.empty(), Optional.empty()));
    assertThat(assess().drills()).extracting(DrillStanding::reason)
        .containsExactlyInAnyOrder(
            "a recovery of 2h is longer than 1h asked of checkout", "the time of recovery was not measured; the loss of data was not measured");
  }

  @Test
  void anExerciseThatAnObjectiveAsksForAndThatDidNotTakePlaceIsOneThatWasPlanned() {
    RecoveryObjective halfYearly = new RecoveryObjective(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(180)));
    policy(Map.of("tier-1", halfYearly));
    component("checkout", "tier-1", List.of());
    component("never", "tier-1", List.of());
    facts.add(drill("d1", "2025-08-01T10:00:00Z", Optional.of("2025-08-01T10:10:00Z"), Optional.of("2025-08-01T09:50:00Z")));
    assertThat(assess().drills()).extracting(one -> one.drill().id() + " " + one.drill().planned())
        .containsExactly("due-never 2026-03-30", "due-checkout 2026-01-28", "d1 2025-08-01");
    facts.add(drill("d2", "2026-01-01T10:00:00Z", Optional.of("2026-01-01T10:10:00Z"), Optional.of("2026-01-01T09:50:00Z")));
    assertThat(assess().drills()).extracting(one -> one.drill().id()).doesNotContain("due-checkout");
  }

  @Test
  void whatAPlanSelectsIsNotProtectedBeforeABackupWasSeen() {
    database("orders", ",\"backup_retention_period\":0");
    facts.add(new BackupSchedule("sel", "aws-backup", "nightly", List.of("arn:aws:rds:*:*:db:*"), "", Optional.empty(), false, Optional.empty(), Optional.empty(), HERE));
    assertThat(assess().protections()).extracting(Protection::standing).containsExactly(Protection.Standing.UNPROTECTED);
    facts.add(new BackupSchedule("item", "azure-backup", "item", List.of(ORDERS), "", Optional.empty(), false, Optional.empty(), Optional.empty(), HERE));
    assertThat(assess().protections()).extracting(Protection::standing).containsExactly(Protection.Standing.PROTECTED);
  }

  private static DrillRecord drill(String id, String fault, Optional<String> recovered, Optional<String> data) {
    return new DrillRecord(
        id, id, DrillRecord.Kind.RECOVERY, List.of("checkout"), List.of(), LocalDate.parse(fault.substring(0, 10)), Optional.of(DrillRecord.Outcome.PASSED),
        Optional.of(Instant.parse(fault)), Optional.of(Instant.parse(fault)), recovered.map(Instant::parse), Optional.of("person"), data.map(Instant::parse),
        Optional.of(Instant.parse(fault).plusSeconds(20_000)), List.of("ana"), List.of(), List.of(), Optional.empty(), HERE);
  }

  @Test
  void aQuotaThatGrowsRunsOutOnADayAndAShortHistorySaysSo() {
    for (int day = 0; day < 60; day++) {
      facts.add(reading("grows", 100 + day, NOW.minus(Duration.ofDays(59 - day))));
    }
    facts.add(reading("short", 190, NOW));
    facts.add(reading("full", 200, NOW));
    List<QuotaOutlook> found = assess().quotas();
    assertThat(found).extracting(one -> one.reading().quota()).containsExactly("full", "short", "grows");
    assertThat(found.get(0).words()).isEqualTo("it has run out");
    assertThat(found.get(1).words()).isEqualTo("not enough history: readings of 1 days, and 14 are needed");
    QuotaOutlook grows = found.get(2);
    assertThat(grows.runsOut().orElseThrow()).isBetween(LocalDate.of(2026, 5, 5), LocalDate.of(2026, 5, 15));
    assertThat(grows.earliest().orElseThrow()).isBeforeOrEqualTo(grows.runsOut().orElseThrow());
  }

  private static QuotaReading reading(String quota, int used, Instant at) {
    return new QuotaReading(
        "aws", "1", "eu-west-1", "ec2", quota, Optional.of(BigDecimal.valueOf(200)), Optional.of(BigDecimal.valueOf(used)), Optional.empty(), Optional.of(at), HERE);
  }

  @Test
  void versionsAreMatchedWithTheCalendarAndWhatItDoesNotHaveIsNotJudged() {
    resources.add(version("old", "postgres", "12.5"));
    resources.add(version("last", "postgres", "16.2"));
    resources.add(version("odd", "postgres", "9"));
    resources.add(version("other", "oracle-ee", "19"));
    for (Map.Entry<String, String> cycle : Map.of("12", "2024-11-21", "15", "2027-11-11", "16", "2028-11-09", "17", "2029-11-08").entrySet()) {
      facts.add(new VersionCycle("postgresql", cycle.getKey(), Optional.empty(), Optional.of(LocalDate.parse(cycle.getValue())), Optional.empty(), Optional.empty(), List.of(), HERE));
    }
    facts.add(new VersionCycle("postgresql", "18", Optional.of(LocalDate.of(2026, 9, 1)), Optional.empty(), Optional.of(false), Optional.empty(), List.of(), HERE));
    Map<String, VersionStanding> found = new HashMap<>();
    assess().versions().forEach(one -> found.put(one.resource().name(), one));
    assertThat(found.get("old").current()).isFalse();
    assertThat(found.get("old").reason()).isEqualTo("3 cycles behind; past its end of life on 2024-11-21");
    assertThat(found.get("last").current()).isTrue();
    assertThat(found.get("last").behind()).isEqualTo(1);
    assertThat(found.get("odd").judged()).isFalse();
    assertThat(found.get("other").reason()).contains("does not have this product");
  }

  private static CollectedResource version(String name, String engine, String version) {
    return Declared.resource("aws_db_instance." + name)
        .with("{\"identifier\":\"" + name + "\",\"engine\":\"" + engine + "\",\"engine_version\":\"" + version + "\"}")
        .build();
  }
}
