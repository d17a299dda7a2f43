package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.drift.AttributeDrift;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.drift.ResourceDrift;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.model.Value;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeter;

/** A drift from when it is found until it is gone. */
class DriftHistoryTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-03-03T10:00:00Z");
  private static final Instant WEDNESDAY = Instant.parse("2026-03-04T10:00:00Z");

  private static ResourceDrift drift(String name, DriftKind kind, String live, Severity... broken) {
    List<AttributeDrift> changes = new ArrayList<>();
    if (kind == DriftKind.CHANGED) {
      changes.add(
          new AttributeDrift(
              "acl", Optional.of(Value.of("private")), Optional.empty(), Optional.of(Value.of(live)), "a", "acl",
              Optional.empty(), ""));
    }
    List<ResourceDrift.BrokenGuardrail> guardrails = new ArrayList<>();
    for (Severity severity : broken) {
      guardrails.add(new ResourceDrift.BrokenGuardrail("s3-no-public-acl", severity, "public"));
    }
    return new ResourceDrift(
        "aws/1/aws_s3_bucket/" + name, new ResourceId("arn:aws:s3:::" + name), kind, Provider.AWS, "aws_s3_bucket",
        "1", "", name, Optional.of("web"), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of(
            new ResourceDrift.Standing(
                "s", name, roadbed.model.Declaration.AWS_CONFIG, Location.of("config.json", 3, 1), MONDAY)),
        changes, List.of(), 4, "", guardrails, List.of());
  }

  private static DriftReport report(ResourceDrift... resources) {
    return new DriftReport(
        MONDAY, List.of(resources), List.of(), new DriftReport.Coverage(1, 0, 1, 4, 0, Map.of()));
  }

  private static List<DriftStore.Row> all(DriftStore store) {
    return store.search(new DriftStore.Query(Map.of(), "", 0, 50)).rows();
  }

  @Test
  void keepsItsBeginningWhileItLastsAndEndsWhenItIsGone() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      DriftStore store = stores.drift();
      assertThat(store.latest()).isEmpty();
      store.record(
          report(
              drift("a", DriftKind.CHANGED, "public-read"),
              drift("b", DriftKind.UNMANAGED, ""),
              drift("c", DriftKind.IN_STEP, "")),
          MONDAY);
      store.record(
          report(drift("a", DriftKind.CHANGED, "public-read-write", Severity.CRITICAL), drift("d", DriftKind.MISSING, "")),
          TUESDAY);

      List<DriftStore.Row> open = all(store);
      assertThat(open).extracting(DriftStore.Row::name).containsExactly("a", "d");
      assertThat(open.getFirst().since()).as("it is still the same drift").isEqualTo(MONDAY);
      assertThat(open.getFirst().risk()).contains(Severity.CRITICAL);
      assertThat(store.find("aws/1/aws_s3_bucket/a").orElseThrow().document().get("changes")).isPresent();
      assertThat(store.ofResource(new ResourceId("arn:aws:s3:::d"))).hasSize(1);
      assertThat(store.search(new DriftStore.Query(Map.of("risk", List.of("critical")), "s3_bucket", 0, 50)).total())
          .isEqualTo(1);
      assertThat(store.search(new DriftStore.Query(Map.of(), "", 0, 1)).buckets().get("drift"))
          .isEqualTo(Map.of("changed", 1L, "missing", 1L));

      store.record(report(drift("a", DriftKind.IN_STEP, "")), WEDNESDAY);
      assertThat(all(store)).isEmpty();
      assertThat(store.latest().orElseThrow().count(DriftKind.IN_STEP)).isEqualTo(1);
      assertThat(store.trend(MONDAY, WEDNESDAY)).hasSize(3);

      DriftStore.Times times = store.times(MONDAY, WEDNESDAY);
      assertThat(times.reconciled()).as("a and d; nobody declares b").isEqualTo(2);
      assertThat(times.toReconcile()).as("two days and one").contains(Duration.ofHours(36));
      assertThat(times.detected()).as("no activity log tells").isZero();
      assertThat(times.toDetect()).isEmpty();
      assertThat(times.open()).isZero();
      assertThat(times.oldestOpen()).isEmpty();
      DriftStore.Times before = store.times(MONDAY, TUESDAY);
      assertThat(before.reconciled()).isZero();
      assertThat(before.toReconcile()).isEmpty();
      assertThat(before.open()).isEqualTo(2);
      assertThat(before.oldestOpen()).contains(MONDAY);

      try (var facts = stores.facts()) {
        String episodes =
            "select name, drift, risk, detected_at, reconciled_at from drift order by name, detected_at";
        LocalDate day = LocalDate.parse("2026-03-03");
        assertThat(facts.query(episodes, Map.of(), day, 10).rows())
            .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + (row.get(4) == null ? "open" : "done"))
            .containsExactly("a changed critical open", "b unmanaged null done", "d missing null open");
        assertThat(facts.query(episodes, Map.of(), day.plusDays(1), 10).rows())
            .extracting(row -> row.get(0) + " " + (row.get(4) == null ? "open" : "done"))
            .containsExactly("a done", "b done", "d done");
        assertThat(facts.count("drift_run", day)).isEqualTo(2);

        KpiCatalogue kpis = KpiCatalogue.builtIn();
        Kpi rate = kpis.find("drift-rate").orElseThrow();
        KpiMeter.Explanation tuesday = KpiMeter.explain(rate, facts, day, 100);
        assertThat(tuesday.diagnostics()).isEmpty();
        assertThat(tuesday.measurement().value()).hasValue(100);
        assertThat(tuesday.counted()).isEqualTo(2);
        assertThat(KpiMeter.explain(rate, facts, day.plusDays(1), 100).measurement().value()).hasValue(0);
        assertThat(KpiMeter.explain(rate, facts, day.plusDays(30), 100).measurement().lacks())
            .isEqualTo("no comparison in the 7 days");
        Kpi time = kpis.find("drift-time-to-remediate").orElseThrow();
        KpiMeter.Explanation mended = KpiMeter.explain(time, facts, day.plusDays(1), 100);
        assertThat(mended.diagnostics()).isEmpty();
        assertThat(mended.measurement().value()).as("two days and one, on average").hasValue(129_600);
        assertThat(mended.measurement().note()).isEqualTo("high risk 48.0 hours; 0 still open and left out");
        assertThat(mended.counted()).isEqualTo(2);
      }
    }
  }

  @Test
  void anActivityLogTellsHowLongItTookToFindIt() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      DriftStore store = stores.drift();
      store.record(report(drift("a", DriftKind.CHANGED, "x").withActs(List.of(act(MONDAY)))), TUESDAY);
      store.record(
          report(
              drift("a", DriftKind.CHANGED, "y").withActs(List.of(act(TUESDAY.plusSeconds(3_600)), act(MONDAY))),
              drift("b", DriftKind.CHANGED, "x")),
          WEDNESDAY);
      DriftStore.Times times = store.times(MONDAY, WEDNESDAY);
      assertThat(times.detected()).as("nothing tells of b").isEqualTo(1);
      assertThat(times.toDetect()).contains(Duration.ofDays(1));
      assertThat(times.open()).isEqualTo(2);
      assertThat(times.oldestOpen()).contains(TUESDAY);
      assertThat(store.times(WEDNESDAY, WEDNESDAY).detected()).as("found before").isZero();
    }
  }

  private static ResourceDrift.Act act(Instant at) {
    return new ResourceDrift.Act(at, "ada", "PutBucketAcl", "192.0.2.1", "console");
  }
}
