package roadbed.store.postgres;

import java.util.List;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.OnCallEntry;
import roadbed.operate.oncall.OnCallEntryJson;
import roadbed.operate.oncall.OnCallStore;

/** Who is on call; the tables are told of in {@code V18__on_call.sql}. */
final class PostgresOnCallStore implements OnCallStore {
  private final Database database;

  PostgresOnCallStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Kept> documents() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select name, document, saved_by, saved_at from on_call_document order by name",
                row ->
                    new Kept(
                        row.getString("name"),
                        ValueJson.parseOwn(row.getString("document")),
                        row.getString("saved_by"),
                        Sql.instant(row, "saved_at"))));
  }

  @Override
  public void save(Kept document) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into on_call_document (name, document, saved_by, saved_at) values (?, ?::jsonb, ?, ?)
                on conflict (name) do update set
                  document = excluded.document, saved_by = excluded.saved_by, saved_at = excluded.saved_at
                """,
                document.name(),
                ValueJson.text(document.document()),
                document.by(),
                document.at()));
  }

  @Override
  public List<OnCallEntry> entries() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select at, actor, document from on_call_entry order by number",
                row ->
                    new OnCallEntry(
                        Sql.instant(row, "at"), row.getString("actor"), what(ValueJson.parseOwn(row.getString("document"))))));
  }

  private static OnCallEntry.What what(Value document) {
    if (document instanceof Value.Fields fields) {
      return OnCallEntryJson.read(fields);
    }
    throw new StoreException("an entry about being on call is no object");
  }

  @Override
  public boolean append(OnCallEntry entry) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    """
                    insert into on_call_entry (at, actor, thing, settles, document)
                    select ?, ?, ?, ?, ?::jsonb
                    where not ? or exists (select from on_call_entry where thing = ? and not settles)
                    on conflict do nothing
                    """,
                    entry.at(),
                    entry.actor(),
                    entry.what().id(),
                    entry.what().settles(),
                    ValueJson.text(OnCallEntryJson.of(entry.what())),
                    entry.what().settles(),
                    entry.what().id())
                > 0);
  }
}
