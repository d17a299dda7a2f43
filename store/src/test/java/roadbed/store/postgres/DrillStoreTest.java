package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.resilience.DrillRecord;
import roadbed.operate.drill.DrillEntry;
import roadbed.operate.drill.DrillPlan;
import roadbed.operate.drill.DrillStore;

/** What happened in an exercise comes back as it was written, in its order, and nobody overwrites anybody. */
class DrillStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

  private static DrillEntry entry(DrillEntry.What what) {
    return new DrillEntry(NOW, "ann", what);
  }

  @Test
  void entriesComeBackAsTheyWereAddedAndOneNumberIsGivenOnce() {
    DrillPlan plan =
        new DrillPlan(
            "Lose a zone", DrillRecord.Kind.GAME_DAY, List.of("shop"), List.of("arn:1"), LocalDate.of(2026, 3, 20), List.of("ann"), List.of("cut it"),
            Optional.of("shop-up"));
    List<DrillEntry> entries =
        List.of(
            entry(new DrillEntry.Planned(plan)),
            entry(new DrillEntry.Moved(LocalDate.of(2026, 3, 21), "holiday")),
            entry(new DrillEntry.Begun()),
            entry(new DrillEntry.FaultMade(NOW)),
            entry(new DrillEntry.StepDone(1, "")),
            entry(new DrillEntry.Recovered(NOW.plusSeconds(5), "sli")),
            entry(new DrillEntry.DataSeen(NOW.minusSeconds(5))),
            entry(new DrillEntry.Found("f", "no alert", Optional.of("ben"), Optional.of(LocalDate.of(2026, 4, 1)))),
            entry(new DrillEntry.Ended(DrillRecord.Outcome.FAILED, "slow")),
            entry(new DrillEntry.Mended("f", "added")),
            entry(new DrillEntry.Noted("done")));
    try (PostgresStores stores = TestPostgres.fresh()) {
      DrillStore store = stores.drills();
      for (int i = 0; i < entries.size(); i++) {
        assertThat(store.append("d1", i + 1, entries.get(i))).isTrue();
      }
      assertThat(store.append("d1", 3, entry(new DrillEntry.Noted("too late")))).isFalse();
      assertThat(store.append("d1", 99, entry(new DrillEntry.Noted("too early")))).isFalse();
      assertThat(store.entries()).isEqualTo(Map.of("d1", entries));
    }
  }
}
