package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.assess.resilience.ResilienceStore;
import roadbed.inventory.Snapshot;
import roadbed.model.Location;
import roadbed.model.resilience.QuotaReading;
import roadbed.prove.kpi.FactTables;
import roadbed.store.KpiFixture;

/** Assessments are kept by the day, and what was used of a limit is kept for its forecast. */
class ResilienceStoreTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

  @Test
  void eachDayShowsWhatWasKnownOnIt() {
    ResilienceAssessment full = ResilienceAssessment.of(KpiFixture.snapshot(), List.of());
    ResilienceAssessment empty =
        ResilienceAssessment.of(
            new Snapshot(full.at(), List.of(), List.of(), List.of(), List.of(), KpiFixture.snapshot().facts(), List.of(), List.of()), List.of());
    try (PostgresStores stores = TestPostgres.fresh()) {
      ResilienceStore store = stores.resilience();
      store.record(DAY, empty);
      store.record(DAY, full);
      store.record(DAY.plusDays(1), full);
      store.record(DAY.plusDays(2), empty);
      assertThat(protections(stores, DAY.minusDays(1))).isZero();
      assertThat(protections(stores, DAY)).isEqualTo(4);
      assertThat(protections(stores, DAY.plusDays(1))).isEqualTo(4);
      assertThat(protections(stores, DAY.plusDays(9))).isZero();
    }
  }

  private static long protections(PostgresStores stores, LocalDate day) {
    try (FactTables tables = stores.facts()) {
      return ((Number) tables.query("select count(*) from protection", Map.of(), day, 1).rows().getFirst().getFirst()).longValue();
    }
  }

  @Test
  void aReadingOfAMomentIsKeptOnceWithAllThatIsToldOfIt() {
    Instant at = Instant.parse("2026-03-30T00:00:00Z");
    try (PostgresStores stores = TestPostgres.fresh()) {
      ResilienceStore store = stores.resilience();
      store.keep(List.of(reading(at, Optional.of("100"), Optional.empty()), reading(at.minusSeconds(86_400), Optional.of("100"), Optional.of("40"))));
      store.keep(List.of(reading(at, Optional.empty(), Optional.of("41.5"))));
      assertThat(store.history(DAY.minusDays(5))).extracting(one -> one.used().map(BigDecimal::toPlainString) + "/" + one.limit().map(BigDecimal::toPlainString))
          .containsExactly("Optional[40]/Optional[100]", "Optional[41.5]/Optional[100]");
      assertThat(store.history(DAY)).isEmpty();
    }
  }

  private static QuotaReading reading(Instant at, Optional<String> limit, Optional<String> used) {
    return new QuotaReading(
        "aws", "1", "eu-west-1", "ec2", "vCPU", limit.map(BigDecimal::new), used.map(BigDecimal::new), Optional.empty(), Optional.of(at), Location.of("q"));
  }
}
