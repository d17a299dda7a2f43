package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.change.ProposedChange;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.change.ChangeEntry;
import roadbed.operate.change.ChangeEntryJson;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.change.ChangeRecord;
import roadbed.operate.change.ChangeSettings;
import roadbed.operate.change.ChangeState;
import roadbed.operate.change.ChangeStore;

/** Changes; the tables are told of in {@code V20__changes.sql}. */
final class PostgresChangeStore implements ChangeStore {
  private static final int MAX_LIMIT = 5_000;

  /** The database cannot compare with the first instants of Java. */
  private static final Instant OLDEST = Instant.EPOCH;

  /** What PostgreSQL calls a row whose key is there already. */
  private static final String TAKEN = "23505";

  private final Database database;

  PostgresChangeStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Kept> documents() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select name, document, saved_by, saved_at, entered from change_document order by name",
                row ->
                    new Kept(
                        row.getString("name"),
                        ValueJson.parseOwn(row.getString("document")),
                        row.getString("saved_by"),
                        Sql.instant(row, "saved_at"),
                        row.getBoolean("entered"))));
  }

  @Override
  public void save(Kept document) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into change_document (name, document, saved_by, saved_at, entered) values (?, ?::jsonb, ?, ?, ?)
                on conflict (name) do update set
                  document = excluded.document, saved_by = excluded.saved_by, saved_at = excluded.saved_at, entered = excluded.entered
                """,
                document.name(),
                ValueJson.text(document.document()),
                document.by(),
                document.at(),
                document.entered()));
  }

  @Override
  public Optional<ChangeRecord> find(String id) {
    return database.read(connection -> records(connection, List.of(id)).stream().findFirst());
  }

  /** Changes in the order of their identifiers. */
  private static List<ChangeRecord> records(Connection connection, List<String> ids) throws SQLException {
    Map<String, List<ChangeEntry>> entries = new LinkedHashMap<>();
    ids.forEach(id -> entries.put(id, new ArrayList<>()));
    Sql.each(
        connection,
        "select change, at, actor, document from change_entry where change = any (?) order by change, number",
        row ->
            entries
                .computeIfAbsent(row.getString("change"), _ -> new ArrayList<>())
                .add(new ChangeEntry(Sql.instant(row, "at"), row.getString("actor"), what(ValueJson.parseOwn(row.getString("document"))))),
        (Object) Sql.texts(ids));
    List<ChangeRecord> records = new ArrayList<>();
    entries.forEach(
        (id, all) -> {
          if (!all.isEmpty()) {
            records.add(new ChangeRecord(id, all));
          }
        });
    return records;
  }

  private static ChangeEntry.What what(Value document) {
    if (document instanceof Value.Fields fields) {
      return ChangeEntryJson.read(fields);
    }
    throw new StoreException("an entry of a change is no object");
  }

  @Override
  public boolean write(List<Writing> all) {
    try {
      return database.write(connection -> write(connection, all));
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException cause && TAKEN.equals(cause.getSQLState())) {
        return false; // another has written it first; the transaction is rolled back
      }
      throw e;
    }
  }

  private static boolean write(Connection connection, List<Writing> all) throws SQLException {
    List<Writing> first = all.stream().filter(one -> one.known() == 0).toList();
    List<Writing> further = all.stream().filter(one -> one.known() != 0).toList();
    if (!areAsKnown(connection, further)) {
      return false;
    }
    Sql.batch(
        connection,
        """
        insert into change_record (phase, title, services, authors, commit, reference, fact, proposed_at, began_at, ended_at, outcome,
          review_due, entries, id)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        first.stream().map(one -> cells(one.record()).toArray()).toList());
    Sql.batch(
        connection,
        """
        update change_record set phase = ?, title = ?, services = ?, authors = ?, commit = ?, reference = ?, fact = ?, proposed_at = ?,
          began_at = ?, ended_at = ?, outcome = ?, review_due = ?, entries = ?
        where id = ?
        """,
        further.stream().map(one -> cells(one.record()).toArray()).toList());
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Writing one : all) {
      for (int i = one.known(); i < one.record().entries().size(); i++) {
        ChangeEntry entry = one.record().entries().get(i);
        rows.add(
            new @Nullable Object[] {
              one.record().id(), i, entry.at(), entry.actor(), ValueJson.text(ChangeEntryJson.of(entry.what()))
            });
      }
    }
    Sql.batch(connection, "insert into change_entry (change, number, at, actor, document) values (?, ?, ?, ?, ?::jsonb)", rows);
    return true;
  }

  /** Whether nobody has added to them since; nobody does until this transaction is over. */
  private static boolean areAsKnown(Connection connection, List<Writing> further) throws SQLException {
    if (further.isEmpty()) {
      return true;
    }
    Map<String, Integer> found = new HashMap<>();
    Sql.each(
        connection,
        "select id, entries from change_record where id = any (?) order by id for update",
        row -> found.put(row.getString("id"), row.getInt("entries")),
        (Object) Sql.texts(further.stream().map(one -> one.record().id()).toList()));
    return further.stream().allMatch(one -> found.getOrDefault(one.record().id(), 0) == one.known());
  }

  private static List<@Nullable Object> cells(ChangeRecord record) {
    ProposedChange change = record.change();
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(phase(record));
    cells.add(change.title());
    cells.add(Sql.texts(change.services()));
    cells.add(Sql.texts(change.authors()));
    cells.add(change.commit().orElse(null));
    cells.add(change.reference());
    cells.add(record.fact().orElse(null));
    cells.add(record.proposedAt());
    cells.add(record.beganAt().orElse(null));
    cells.add(record.endedAt().orElse(null));
    cells.add(record.outcome().map(ChangeEntry.Outcome::id).orElse(null));
    cells.add(record.reviewDue());
    cells.add(record.entries().size());
    cells.add(record.id());
    return cells;
  }

  private static String phase(ChangeRecord record) {
    // How far it has come does not depend on freezes, nor on the clock.
    Phase phase =
        record.state(ChangeSettings.NONE, Instant.EPOCH) instanceof ChangeState.Withdrawn
            ? Phase.WITHDRAWN
            : record.endedAt().isPresent() ? Phase.ENDED : record.beganAt().isPresent() ? Phase.RUNNING : Phase.OPEN;
    return phase.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<ChangeRecord> search(Query query) {
    StringBuilder where = new StringBuilder("where proposed_at >= ?");
    List<@Nullable Object> parameters = new ArrayList<>(List.of(query.since().isBefore(OLDEST) ? OLDEST : query.since()));
    if (!query.phases().isEmpty()) {
      where.append(" and phase = any (?)");
      parameters.add(Sql.texts(query.phases().stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList()));
    }
    if (!query.service().isEmpty()) {
      where.append(" and services @> ?");
      parameters.add(Sql.texts(List.of(query.service())));
    }
    if (query.reviewDue()) {
      where.append(" and review_due");
    }
    for (String word : EstateSearch.words(query.text(), 10, 200)) {
      where.append(
          " and lower(concat_ws(' ', title, id, reference, commit, array_to_string(authors, ' '), array_to_string(services, ' '))) like ?");
      parameters.add(EstateSearch.containing(word));
    }
    parameters.add(Math.clamp(query.most(), 0, MAX_LIMIT));
    return database.read(
        connection -> {
          List<String> ids =
              Sql.list(
                  connection,
                  "select id from change_record " + where + " order by proposed_at desc, id limit ?",
                  row -> row.getString("id"),
                  parameters.toArray());
          return records(connection, ids);
        });
  }

  @Override
  public Map<String, String> byFact(Collection<String> facts) {
    return database.read(
        connection -> {
          Map<String, String> found = new LinkedHashMap<>();
          Sql.each(
              connection,
              "select fact, id from change_record where fact = any (?)",
              row -> found.put(row.getString("fact"), row.getString("id")),
              (Object) Sql.texts(facts));
          return found;
        });
  }

  @Override
  public List<ChangeRecord> notOver(Collection<String> facts) {
    return database.read(
        connection ->
            records(
                connection,
                Sql.list(
                    connection,
                    "select id from change_record where fact = any (?) and ended_at is null order by id",
                    row -> row.getString("id"),
                    (Object) Sql.texts(facts))));
  }

  @Override
  public List<Past> past(Instant since, int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select authors, began_at, outcome <> 'done' as failed from change_record
                where began_at >= ? and ended_at is not null and outcome is not null
                order by began_at desc limit ?
                """,
                row -> new Past(Sql.textList(row, "authors"), Sql.instant(row, "began_at"), row.getBoolean("failed")),
                since,
                most));
  }

  @Override
  public boolean note(ChangeNotice notice) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    """
                    insert into change_notice (id, about, recipient, service, subject, words, written_at) values (?, ?, ?, ?, ?, ?, ?)
                    on conflict do nothing
                    """,
                    notice.id(),
                    notice.about(),
                    notice.recipient(),
                    notice.service(),
                    notice.subject(),
                    notice.text(),
                    notice.at())
                > 0);
  }

  @Override
  public List<ChangeNotice> notices(int most) {
    return notices("", most);
  }

  @Override
  public List<ChangeNotice> notices(String about, int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select id, about, recipient, service, subject, words, written_at from change_notice
                where ? = '' or about = ? order by written_at desc, id limit ?
                """,
                row ->
                    new ChangeNotice(
                        row.getString("id"),
                        row.getString("about"),
                        row.getString("recipient"),
                        row.getString("service"),
                        row.getString("subject"),
                        row.getString("words"),
                        Sql.instant(row, "written_at")),
                about,
                about,
                Math.clamp(most, 0, MAX_LIMIT)));
  }

  @Override
  public List<Feed> feeds() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select id, hash, made_by, made_at from change_feed order by made_at, id",
                row -> new Feed(row.getString("id"), row.getString("hash"), row.getString("made_by"), Sql.instant(row, "made_at"))));
  }

  @Override
  public void save(Feed feed) {
    database.write(
        connection ->
            Sql.update(
                connection,
                "insert into change_feed (id, hash, made_by, made_at) values (?, ?, ?, ?)",
                feed.id(),
                feed.hash(),
                feed.by(),
                feed.at()));
  }

  @Override
  public boolean revoke(String feed) {
    return database.write(connection -> Sql.update(connection, "delete from change_feed where id = ?", feed) > 0);
  }
}
