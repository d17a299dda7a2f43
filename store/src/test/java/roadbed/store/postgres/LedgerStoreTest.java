package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import roadbed.assess.reliability.ledger.BudgetPolicy;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.LedgerStore;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.assess.reliability.ledger.Tally;
import roadbed.model.Location;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;
import roadbed.model.slo.SloWindow;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

/** Counts are found again as they were given, and documented tables and KPIs tell of them. */
class LedgerStoreTest {
  private static final Instant START = Instant.parse("2026-11-19T22:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static SliceCount count(String slo, int hour, long good, long total) {
    return SliceCount.of(slo, START.plus(HOUR.multipliedBy(hour)), HOUR, BigDecimal.valueOf(good), BigDecimal.valueOf(total));
  }

  private static ServiceLevelObjective slo(String service) {
    Indicator.Query query = new Indicator.Query(Optional.empty(), "x", Location.of("slo.yaml"));
    return new ServiceLevelObjective(
        service, "availability", ServiceLevelObjective.Origin.OPENSLO, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.of("1"), new TreeMap<>(), new BigDecimal("0.99"), new SloWindow.Rolling(Duration.ofDays(7)),
        new Budgeting.Occurrences(), new Indicator.Events(query, false, query, true), ServiceLevelObjective.Alerting.NONE,
        new ServiceLevelObjective.DocumentName(0, service, Optional.empty(), Map.of(), Map.of()), Location.of("slo.yaml"));
  }

  @Test
  void countsAreFoundAgainAcrossDays() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      LedgerStore store = stores.ledger();
      assertThat(store.end("shop-availability")).isEmpty();
      List<SliceCount> counts = new ArrayList<>();
      for (int hour = 0; hour < 30; hour++) {
        counts.add(
            hour == 5
                ? SliceCount.without("shop-availability", START.plus(HOUR.multipliedBy(hour)), HOUR, SliceState.TARGET_GONE)
                : count("shop-availability", hour, 99, 100));
      }
      store.add(counts);
      store.add(List.of(count("shop-availability", 29, 50, 100), count("other-availability", 0, 1, 1)));
      assertThat(store.end("shop-availability")).contains(START.plus(HOUR.multipliedBy(30)));
      EventLedger ledger = store.ledger("shop-availability", START).orElseThrow();
      assertThat(ledger.start()).isEqualTo(START);
      Tally tally = ledger.tally(START, ledger.end());
      assertThat(Tally.events(tally.total())).isEqualByComparingTo("2900");
      assertThat(Tally.events(tally.bad())).isEqualByComparingTo("78");
      assertThat(tally.targetGone()).isEqualTo(1);
      assertThatThrownBy(
              () ->
                  store.add(
                      List.of(SliceCount.of("shop-availability", START, Duration.ofMinutes(1), BigDecimal.ONE, BigDecimal.ONE))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3600");
    }
  }

  @Test
  void resultsAreKeptByTheDayAndKpisMeasureThem() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      Instant now = START.plus(HOUR.multipliedBy(30));
      ObjectiveDesk desk =
          new ObjectiveDesk(List.of(slo("shop"), slo("pay")), stores.ledger(), Clock.fixed(now, ZoneOffset.UTC));
      List<SliceCount> counts = new ArrayList<>();
      for (int hour = 0; hour < 30; hour++) {
        counts.add(count("shop-availability", hour, 100, 100));
        // It fails for the first two hours, which is too much on the first day and on the second.
        counts.add(count("pay-availability", hour, hour < 2 ? 50 : 100, 100));
      }
      counts.add(count("stranger-availability", 0, 1, 1));
      assertThat(desk.take(counts)).isEqualTo(60);
      assertThat(desk.verdict("pay")).isInstanceOf(BudgetPolicy.Verdict.Freeze.class);
      assertThat(desk.verdict("shop")).isInstanceOf(BudgetPolicy.Verdict.Free.class);
      LocalDate day = LocalDate.parse("2026-11-21");
      try (FactTables facts = stores.facts()) {
        // Both objectives have a result on each of three days.
        assertThat(facts.count("slo_result", day)).isEqualTo(6);
        assertThat(facts.count("slo_result", LocalDate.parse("2026-11-20"))).isEqualTo(4);
        assertThat(facts.query("select sum(total) from sli_slice where state = 'counted'", Map.of(), day, 1).rows().getFirst().getFirst())
            .hasToString("6000.0000000000000000");
        List<KpiMeasurement> measured = KpiMeter.measure(KpiCatalogue.load(List.of()), facts, day).measurements();
        assertThat(value(measured, "slo-attainment")).isEqualTo(50);
        assertThat(value(measured, "error-budget-compliance")).isEqualTo(50);
        assertThat(value(measured, "availability")).isEqualTo(100.0 * 5_900 / 6_000, org.assertj.core.data.Offset.offset(1e-9));
      }
    }
  }

  private static double value(List<KpiMeasurement> measured, String kpi) {
    return measured.stream().filter(one -> one.kpi().equals(kpi)).findFirst().orElseThrow().value().orElseThrow();
  }
}
