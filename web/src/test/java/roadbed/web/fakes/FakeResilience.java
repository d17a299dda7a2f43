package roadbed.web.fakes;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.resilience.DrillRecord;
import roadbed.operate.drill.DrillDesk;
import roadbed.operate.drill.DrillEntry;
import roadbed.operate.drill.DrillPlan;
import roadbed.operate.drill.DrillStore;
import roadbed.prove.kpi.FactTables;

/** Two services of which one misses its objective, what backs them up, a limit, a version, and an exercise. */
public final class FakeResilience {
  private FakeResilience() {}

  /** The answer to a query of the page; empty where it is another's. */
  static Optional<FactTables.Table> answer(String sql, boolean empty) {
    List<List<Object>> rows;
    if (sql.contains("from recovery_objective")) {
      rows =
          List.of(
              Arrays.asList("checkout", "tier-1", 3600L, 5400L, 900L, 60L, 2L, 1L, 0L, 1, "checkout contains orders (aws_db_instance)"),
              Arrays.asList("search", "tier-2", null, null, null, null, 0L, 0L, 0L, 0, ""));
    } else if (sql.contains("from protection")) {
      rows =
          List.of(
              Arrays.asList("arn:1", "orders", "checkout", "tier-1", "protected", "backed up at noon", "not proven"),
              Arrays.asList("arn:2", "<b>carts</b>", "checkout", "", "unprotected", "nothing backs it up", "not proven"));
    } else if (sql.contains("from backup_run")) {
      rows = List.of(Arrays.asList("2026-11-20 03:00:00", "velero", "nightly", "missing", "due by \"0 3 * * *\", and no run was seen"));
    } else if (sql.contains("from quota")) {
      rows = List.of(Arrays.asList("vCPU", "ec2", "aws", "1", "eu-west-1", 97.0, 100.0, 0.97, "runs out on 2026-12-01", LocalDate.of(2026, 12, 1)));
    } else if (sql.contains("from component_version")) {
      rows = List.of(Arrays.asList("arn:1", "orders", "postgresql", "12.5", "4 cycles behind; past its end of life on 2024-11-21", true));
    } else if (sql.contains("from drill")) {
      rows = List.of(Arrays.asList("told", "Told of elsewhere", "game-day", "search", "2026-10-01", "failed", false, "it was failed", null, null, 2L));
    } else {
      return Optional.empty();
    }
    return Optional.of(new FactTables.Table(List.of("row"), empty ? List.of() : rows, false));
  }

  /** A desk with one exercise that runs, in memory. */
  static DrillDesk desk(boolean empty, Clock clock) {
    Map<String, List<DrillEntry>> kept = new LinkedHashMap<>();
    DrillDesk desk =
        new DrillDesk(
            new DrillStore() {
              @Override
              public Map<String, List<DrillEntry>> entries() {
                return kept;
              }

              @Override
              public boolean append(String drill, int number, DrillEntry entry) {
                List<DrillEntry> entries = kept.computeIfAbsent(drill, _ -> new ArrayList<>());
                return entries.size() + 1 == number && entries.add(entry);
              }
            },
            clock,
            (_, _) -> {});
    if (!empty) {
      desk.plan(
          "zone",
          new DrillPlan(
              "Lose a zone", DrillRecord.Kind.RECOVERY, List.of("checkout"), List.of(), LocalDate.of(2026, 11, 21), List.of("ana (commander)"),
              List.of("cut the network", "watch <i>it</i>"), Optional.of("checkout-availability")),
          "ana");
      desk.write(desk.find("zone").orElseThrow(), new DrillEntry.Begun(), "ana");
      desk.write(desk.find("zone").orElseThrow(), new DrillEntry.Found("f1", "no alert fired", Optional.of("ben"), Optional.empty()), "ben");
    }
    return desk;
  }
}
