package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import roadbed.prove.evidence.EvidenceStore;

/**
 * The evidence log in one table, whose rows a trigger keeps from ever changing. Appends take turns by an
 * advisory lock; entry, leaf hash and checkpoint are one row, so they come together or not at all.
 */
final class PostgresEvidenceStore implements EvidenceStore {
  private final Database database;

  PostgresEvidenceStore(Database database) {
    this.database = database;
  }

  @Override
  public void append(StoredRecord record, String checkpoint) {
    database.write(
        connection -> {
          Turn.EVIDENCE.await(connection);
          long size = size(connection);
          if (record.index() != size) {
            throw new IllegalStateException(
                "evidence entry %d cannot follow %d entries".formatted(record.index(), size));
          }
          return Sql.update(
              connection,
              "insert into evidence (index, json, leaf_hash, checkpoint) values (?, ?, ?, ?)",
              record.index(),
              record.json(),
              record.leafHash(),
              checkpoint);
        });
  }

  @Override
  public long size() {
    return database.read(PostgresEvidenceStore::size);
  }

  private static long size(Connection connection) throws SQLException {
    return Sql.first(
            connection, "select coalesce(max(index) + 1, 0) from evidence", row -> row.getLong(1))
        .orElse(0L);
  }

  @Override
  public List<StoredRecord> read(long from, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select index, json, leaf_hash from evidence where index >= ? order by index limit ?",
                row -> new StoredRecord(row.getLong("index"), row.getString("json"), row.getString("leaf_hash")),
                from,
                limit));
  }

  @Override
  public Optional<String> checkpoint() {
    return database.read(
        connection ->
            Sql.first(
                connection,
                "select checkpoint from evidence order by index desc limit 1",
                row -> row.getString("checkpoint")));
  }
}
