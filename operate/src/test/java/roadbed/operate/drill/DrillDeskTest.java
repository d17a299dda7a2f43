package roadbed.operate.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.resilience.DrillRecord;

/** An exercise goes one way: planned, begun, measured, ended; findings outlive it until they are mended. */
class DrillDeskTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private final Map<String, List<DrillEntry>> kept = new LinkedHashMap<>();
  private final List<String> seen = new ArrayList<>();
  private final DrillStore store =
      new DrillStore() {
        @Override
        public Map<String, List<DrillEntry>> entries() {
          return kept;
        }

        @Override
        public boolean append(String drill, int number, DrillEntry entry) {
          List<DrillEntry> entries = kept.computeIfAbsent(drill, _ -> new ArrayList<>());
          // What comes back from a store was written as a document.
          Value document = ValueJson.parse(ValueJson.text(DrillEntryJson.of(entry.what())));
          return entries.size() + 1 == number
              && document instanceof Value.Fields fields
              && entries.add(new DrillEntry(entry.at(), entry.actor(), DrillEntryJson.read(fields)));
        }
      };

  private final DrillDesk desk =
      new DrillDesk(store, Clock.fixed(NOW, ZoneOffset.UTC), (drill, entry) -> seen.add(drill + " " + entry.actor()));

  private static DrillPlan plan() {
    return new DrillPlan(
        "Lose a zone", DrillRecord.Kind.RECOVERY, List.of("checkout"), List.of(), LocalDate.of(2026, 3, 10), List.of("ana (commander)"),
        List.of("cut the network", "watch"), Optional.of("checkout-up"));
  }

  private Drill.Running running() {
    desk.plan("d1", plan(), "ana");
    if (desk.find("d1").orElseThrow() instanceof Drill.Planned planned) {
      desk.write(planned, planned.begin(), "ana");
    }
    if (desk.find("d1").orElseThrow() instanceof Drill.Running running) {
      return running;
    }
    throw new AssertionError("it has begun");
  }

  @Test
  void timesThatWereMeasuredBecomeRecoveryAndLoss() {
    Drill.Running running = running();
    Instant fault = NOW.minus(Duration.ofMinutes(40));
    desk.write(running, running.fault(fault), "ana");
    desk.write(desk.find("d1").orElseThrow(), running.recovered(fault.plus(Duration.ofMinutes(25)), "sli"), "ana");
    desk.write(desk.find("d1").orElseThrow(), running.data(fault.minus(Duration.ofMinutes(4))), "ana");
    desk.write(desk.find("d1").orElseThrow(), running.step(1, ""), "ben");
    desk.write(desk.find("d1").orElseThrow(), new DrillEntry.Found("f1", "no alert", Optional.of("ben"), Optional.of(LocalDate.of(2026, 4, 1))), "ben");
    desk.write(desk.find("d1").orElseThrow(), running.end(true, "it came back"), "ana");
    desk.write(desk.find("d1").orElseThrow(), new DrillEntry.Mended("f1", "alert added"), "ben");
    DrillRecord record = DrillDesk.records(store).getFirst();
    assertThat(record.recoveryTime()).contains(Duration.ofMinutes(25));
    assertThat(record.dataLoss()).contains(Duration.ofMinutes(4));
    assertThat(record.outcome()).contains(DrillRecord.Outcome.PASSED);
    assertThat(record.recoverySource()).contains("sli");
    assertThat(record.findings().getFirst().done()).contains(LocalDate.of(2026, 3, 10));
    assertThat(desk.find("d1").orElseThrow()).isInstanceOf(Drill.Over.class);
    assertThat(desk.find("d1").orElseThrow().story().stepsDone()).containsOnlyKeys(1);
    assertThat(seen).hasSize(9);
  }

  @Test
  void timesThatCannotBeAreRefused() {
    Drill.Running running = running();
    assertThatThrownBy(() -> desk.write(running, running.recovered(NOW, "person"), "ana")).hasMessageContaining("comes first");
    assertThatThrownBy(() -> desk.write(running, running.fault(NOW.plusSeconds(3_600)), "ana")).hasMessageContaining("still to come");
    assertThatThrownBy(() -> desk.write(running, running.step(3, ""), "ana")).hasMessageContaining("no step 3");
    assertThatThrownBy(() -> desk.plan("d1", plan(), "ben")).hasMessageContaining("there is an exercise");
  }

  @Test
  void whoeverIsSlowerIsToldAndNothingIsLost() {
    Drill.Running running = running();
    desk.write(running, new DrillEntry.Noted("first"), "ana");
    assertThatThrownBy(() -> desk.write(running, new DrillEntry.Noted("second"), "ben")).hasMessageContaining("faster");
    assertThat(desk.find("d1").orElseThrow().story().entries()).hasSize(3);
  }

  @Test
  void onlyWhatHasNotBegunIsMovedOrCancelled() {
    desk.plan("d2", plan(), "ana");
    if (desk.find("d2").orElseThrow() instanceof Drill.Planned planned) {
      desk.write(planned, planned.move(LocalDate.of(2026, 4, 1), "holiday"), "ana");
      desk.write(desk.find("d2").orElseThrow(), planned.cancel("no people"), "ana");
    }
    DrillRecord record = DrillDesk.records(store).getFirst();
    assertThat(record.planned()).isEqualTo(LocalDate.of(2026, 4, 1));
    assertThat(record.outcome()).contains(DrillRecord.Outcome.CANCELLED);
  }
}
