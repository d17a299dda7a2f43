package roadbed.store.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.drill.DrillEntry;
import roadbed.operate.drill.DrillEntryJson;
import roadbed.operate.drill.DrillStore;

/** Exercises; the table is told of in {@code V21__resilience.sql}. */
final class PostgresDrillStore implements DrillStore {
  private final Database database;

  PostgresDrillStore(Database database) {
    this.database = database;
  }

  private record Kept(String drill, DrillEntry entry) {}

  @Override
  public Map<String, List<DrillEntry>> entries() {
    List<Kept> all =
        database.read(
            connection ->
                Sql.list(
                    connection,
                    "select drill, at, actor, document from drill_entry order by drill, number",
                    row ->
                        new Kept(
                            row.getString("drill"),
                            new DrillEntry(
                                Sql.instant(row, "at"), row.getString("actor"), what(ValueJson.parseOwn(row.getString("document")))))));
    Map<String, List<DrillEntry>> byDrill = new LinkedHashMap<>();
    all.forEach(kept -> byDrill.computeIfAbsent(kept.drill(), _ -> new ArrayList<>()).add(kept.entry()));
    return byDrill;
  }

  private static DrillEntry.What what(Value document) {
    if (document instanceof Value.Fields fields) {
      return DrillEntryJson.read(fields);
    }
    throw new StoreException("an entry of an exercise is no object");
  }

  @Override
  public boolean append(String drill, int number, DrillEntry entry) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    """
                    insert into drill_entry (drill, number, at, actor, document)
                    select ?, ?, ?, ?, ?::jsonb
                    where ? = 1 + (select count(*) from drill_entry where drill = ?)
                    on conflict do nothing
                    """,
                    drill,
                    number,
                    entry.at(),
                    entry.actor(),
                    ValueJson.text(DrillEntryJson.of(entry.what())),
                    number,
                    drill)
                > 0);
  }
}
