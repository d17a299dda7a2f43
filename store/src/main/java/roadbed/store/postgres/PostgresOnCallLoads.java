package roadbed.store.postgres;

import java.time.LocalDate;
import java.util.List;
import roadbed.operate.oncall.OnCallLoad;

/** How much shifts on call weighed, by the day on which that was known. */
final class PostgresOnCallLoads implements OnCallLoad.Store {
  private final Database database;

  PostgresOnCallLoads(Database database) {
    this.database = database;
  }

  @Override
  public void record(LocalDate day, List<OnCallLoad> loads) {
    database.write(
        connection -> {
          Sql.update(connection, "delete from on_call_shift where day = ?", day);
          try (Copy copy =
              Copy.into(
                  connection,
                  "on_call_shift",
                  "day, schedule, person, zone, began_at, ended_at, pages, pages_outside, run_seconds")) {
            for (OnCallLoad load : loads) {
              copy.row(
                  day,
                  load.schedule(),
                  load.person(),
                  load.zone(),
                  load.span().from(),
                  load.span().until(),
                  load.pages(),
                  load.pagesOutside(),
                  load.run().toSeconds());
            }
            copy.end();
          }
          return loads.size();
        });
  }
}
