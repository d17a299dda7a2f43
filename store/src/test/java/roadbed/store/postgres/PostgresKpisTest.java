package roadbed.store.postgres;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.ExceptionRules;
import roadbed.store.KpiFixture;

/** The built-in KPIs give on PostgreSQL what was worked out by hand, as they do on DuckDB. */
class PostgresKpisTest {
  @Test
  void theBuiltInKpisAreWhatWasWorkedOutByHand() {
    Snapshot snapshot = KpiFixture.snapshot();
    Collection collection =
        new Collection(
            "fixture",
            snapshot.takenAt(),
            List.of(),
            snapshot.catalog(),
            List.of(snapshot.facts()),
            snapshot.incidents(),
            List.of(),
            List.of(),
            Fixtures.collection("fixture", snapshot.takenAt()).reading(),
            snapshot.delivery());
    try (PostgresStores stores = TestPostgres.fresh()) {
      stores.estate().record(collection, snapshot);
      stores.verdicts().record("fixture", KpiFixture.judgement(), snapshot.takenAt());
      stores.costs().record("fixture", KpiFixture.dailyCosts(), KpiFixture.resourceCosts());
      stores.costs().recordUses(LocalDate.of(2026, 3, 31), KpiFixture.uses());
      stores.costs().recordCommitments(KpiFixture.commitmentDays());
      stores.exceptions().record(KpiFixture.exceptions(), ExceptionRules.Terms.DEFAULT, snapshot.takenAt());
      KpiFixture.decisions().decisions().forEach(stores.decisions()::record);
      KpiFixture.decisions().feedback().forEach(stores.decisions()::record);
      stores.resilience().record(KpiFixture.AS_OF, ResilienceAssessment.of(snapshot, List.of()));
      KpiFixture.check(stores.facts());
    }
  }
}
