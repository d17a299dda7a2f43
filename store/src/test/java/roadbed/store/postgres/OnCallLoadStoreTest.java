package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.operate.oncall.OnCallLoad;
import roadbed.operate.oncall.Span;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeter;

class OnCallLoadStoreTest {
  private static OnCallLoad load(String schedule, String person, String from, int pages, int outside, int run) {
    Instant begun = Instant.parse(from);
    return new OnCallLoad(
        schedule, person, "Europe/Berlin", new Span(begun, begun.plus(Duration.ofHours(24))), pages, outside, Duration.ofHours(run));
  }

  @Test
  void theKpiIsOfTheShiftsOfThirtyDaysAsTheyWereKnownOnTheDay() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      stores.onCallLoads().record(LocalDate.parse("2026-05-01"), List.of(load("shop", "old", "2026-04-30T07:00:00Z", 9, 9, 24)));
      stores
          .onCallLoads()
          .record(
              LocalDate.parse("2026-06-30"),
              List.of(
                  load("shop", "ann", "2026-06-01T07:00:00Z", 2, 1, 24), load("shop", "ben", "2026-06-02T07:00:00Z", 0, 0, 48),
                  load("shop", "ann", "2026-06-03T07:00:00Z", 1, 1, 24), load("", "cho", "2026-06-04T07:00:00Z", 1, 0, 0),
                  load("shop", "ann", "2026-05-01T07:00:00Z", 50, 50, 24)));
      KpiMeter.Explanation opened =
          KpiMeter.explain(KpiCatalogue.builtIn().find("on-call-load").orElseThrow(), stores.facts(), LocalDate.parse("2026-06-30"), 100);
      assertThat(opened.diagnostics()).isEmpty();
      assertThat(opened.measurement().value().orElseThrow()).isEqualTo(4 / 3.0, org.assertj.core.data.Offset.offset(1e-9));
      assertThat(opened.measurement().note())
          .isEqualTo("1.3 pages per engineer of 3; 50.0% outside working hours; longest without rest 48.0 hours (ben)");
      assertThat(opened.rows().rows()).hasSize(5);
      assertThat(opened.counted()).isEqualTo(3);
    }
  }
}
