package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.anomaly.AnomalyCase;
import roadbed.assess.cost.anomaly.CostAnomaly;
import roadbed.assess.cost.anomaly.Scope;
import roadbed.assess.cost.anomaly.Sensitivity;
import roadbed.assess.cost.anomaly.Triage;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

/** Cases keep what people did with them while they are found again, and the documented table tells of it. */
class AnomalyStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Scope SCOPE = new Scope(Map.of("service", "EC2", "account", "1|2 \"x\""));

  private static AnomalyCase found(String id, String since, String size, boolean heldBack) {
    BigDecimal amount = new BigDecimal(size);
    CostAnomaly anomaly =
        new CostAnomaly(
            SCOPE, "EUR", LocalDate.parse(since), LocalDate.parse(since), true, "spike", amount, BigDecimal.ONE, BigDecimal.ONE,
            BigDecimal.ONE, amount, 1.7, List.of(new CostAnomaly.Cause(SCOPE, BigDecimal.ONE, amount, 1)), List.of(Scope.ALL, SCOPE),
            Optional.empty(), List.of());
    return new AnomalyCase(id, anomaly, "shop", NOW, Optional.empty(), heldBack, List.of());
  }

  @Test
  void aCaseIsFoundAgainWithItsStepsAndGrows() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      var cases = stores.anomalies();
      assertThat(cases.lookedAt()).isEmpty();
      cases.record(List.of(found("a1", "2026-11-19", "10.00", false)), NOW);
      assertThat(cases.lookedAt()).contains(NOW);
      assertThat(cases.find("a1")).contains(found("a1", "2026-11-19", "10.00", false));
      Triage.Step step = new Triage.Step("acknowledge", "ann", NOW, "");
      assertThat(cases.add("a1", 0, step)).isTrue();
      assertThat(cases.add("a1", 0, step)).as("somebody was faster").isFalse();
      assertThat(cases.add("none", 0, step)).isFalse();
      cases.record(List.of(found("a1", "2026-11-19", "25.00", false)), NOW.plusSeconds(60));
      AnomalyCase again = cases.since(LocalDate.parse("2026-11-01")).getFirst();
      assertThat(again.anomaly().size()).isEqualByComparingTo("25");
      assertThat(again.triage()).isEqualTo(new Triage.Acknowledged("ann", NOW));
      assertThat(cases.since(LocalDate.parse("2026-11-20"))).isEmpty();
    }
  }

  @Test
  void whatIsForgottenIsKept() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      Sensitivity.Forgotten one = new Sensitivity.Forgotten(new Sensitivity.Key(SCOPE, "EUR", true), "ann", NOW);
      stores.anomalies().forget(one);
      assertThat(stores.anomalies().forgotten()).containsExactly(one);
    }
  }

  @Test
  void timeToTriageIsMeasuredFromTheFirstDayOn() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      var cases = stores.anomalies();
      cases.record(
          List.of(
              found("a1", "2026-11-20", "10.00", false),
              found("a2", "2026-11-19", "20.00", false),
              found("a3", "2026-11-18", "30.00", false),
              found("a4", "2026-11-17", "40.00", true),
              found("a5", "2026-11-16", "50.00", false)),
          NOW.minus(Duration.ofHours(3)));
      cases.add("a1", 0, new Triage.Step("acknowledge", "ann", NOW, ""));
      cases.add("a1", 1, new Triage.Step("fixed", "ann", NOW.plusSeconds(3_600), "stopped it"));
      cases.add("a2", 0, new Triage.Step("expected", "ann", NOW, "the sale"));
      cases.add("a3", 0, new Triage.Step("false-alarm", "ann", NOW, "noise"));
      cases.add("a5", 0, new Triage.Step("acknowledge", "ann", NOW, ""));
      cases.add("a5", 1, new Triage.Step("undo", "ann", NOW, ""));
      LocalDate day = LocalDate.parse("2026-11-21");
      try (FactTables facts = stores.facts()) {
        KpiMeasurement measured =
            KpiMeter.measure(KpiCatalogue.load(List.of()), facts, day).measurements().stream()
                .filter(one -> one.kpi().equals("anomaly-triage-time"))
                .findFirst()
                .orElseThrow();
        assertThat(measured.value()).hasValue(3_600 * (36 + 60) / 2.0);
        assertThat(measured.note()).contains("fixed after 37.0 hours", "1 wait");
      }
    }
  }
}
