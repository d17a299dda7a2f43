package roadbed.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.web.access.AccessStore;

/** Administrators, sessions, tokens and one-time links, by their hashes. */
final class PostgresAccessStore implements AccessStore {
  private final Database database;

  PostgresAccessStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean hasAdministrator() {
    return exists("select 1 from administrator limit 1");
  }

  @Override
  public Optional<Administrator> administrator(String name) {
    return database.read(
        connection ->
            Sql.first(
                connection,
                "select name, password_hash, created_at from administrator where lower(name) = lower(?)",
                row ->
                    new Administrator(
                        row.getString("name"),
                        row.getString("password_hash"),
                        Sql.instant(row, "created_at")),
                name));
  }

  @Override
  public boolean createFirst(Administrator administrator) {
    return database.write(
        connection -> {
          Turn.ACCESS.await(connection);
          return Sql.update(
                  connection,
                  """
                  insert into administrator (name, password_hash, created_at)
                  select ?, ?, ? where not exists (select 1 from administrator)
                  """,
                  administrator.name(),
                  administrator.passwordHash(),
                  administrator.createdAt())
              == 1;
        });
  }

  @Override
  public void saveSession(Session session) {
    write(
        "insert into session (hash, administrator, created_at, expires_at) values (?, ?, ?, ?)",
        session.hash(),
        session.administrator(),
        session.createdAt(),
        session.expiresAt());
  }

  @Override
  public Optional<Session> session(String hash) {
    return database.read(
        connection ->
            Sql.first(
                connection,
                "select hash, administrator, created_at, expires_at from session where hash = ?",
                row ->
                    new Session(
                        row.getString("hash"),
                        row.getString("administrator"),
                        Sql.instant(row, "created_at"),
                        Sql.instant(row, "expires_at")),
                hash));
  }

  @Override
  public void endSession(String hash) {
    write("delete from session where hash = ?", hash);
  }

  @Override
  public void forgetExpired(Instant before) {
    database.write(
        connection ->
            Sql.update(connection, "delete from session where expires_at < ?", before)
                + Sql.update(connection, "delete from link where expires_at < ?", before));
  }

  @Override
  public void saveToken(Token token) {
    write(
        """
        insert into token (id, name, hash, created_by, created_at, last_used_at, revoked_at)
        values (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz)
        """,
        token.id(),
        token.name(),
        token.hash(),
        token.createdBy(),
        token.createdAt(),
        token.lastUsedAt().orElse(null),
        token.revokedAt().orElse(null));
  }

  @Override
  public Optional<Token> token(String hash) {
    return database.read(
        connection ->
            Sql.first(connection, "select * from token where hash = ?", PostgresAccessStore::token, hash));
  }

  @Override
  public List<Token> tokens() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from token order by created_at desc, id",
                PostgresAccessStore::token));
  }

  private static Token token(ResultSet row) throws SQLException {
    return new Token(
        row.getString("id"),
        row.getString("name"),
        row.getString("hash"),
        row.getString("created_by"),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "last_used_at"),
        Sql.optionalInstant(row, "revoked_at"));
  }

  @Override
  public void tokenUsed(String id, Instant at) {
    write("update token set last_used_at = ? where id = ?", at, id);
  }

  @Override
  public boolean revokeToken(String id, Instant at) {
    return write("update token set revoked_at = ? where id = ? and revoked_at is null", at, id) == 1;
  }

  @Override
  public void saveLink(Link link) {
    database.write(
        connection -> {
          Turn.ACCESS.await(connection);
          Sql.update(connection, "delete from link");
          return Sql.update(
              connection,
              "insert into link (hash, expires_at) values (?, ?)",
              link.hash(),
              link.expiresAt());
        });
  }

  @Override
  public boolean hasLink(String hash, Instant now) {
    return exists("select 1 from link where hash = ? and expires_at > ?", hash, now);
  }

  @Override
  public boolean consumeLink(String hash, Instant now) {
    return write("delete from link where hash = ? and expires_at > ?", hash, now) == 1;
  }

  private boolean exists(String sql, @Nullable Object... parameters) {
    return database.read(
        connection -> Sql.first(connection, sql, row -> true, parameters).isPresent());
  }

  private int write(String sql, @Nullable Object... parameters) {
    return database.write(connection -> Sql.update(connection, sql, parameters));
  }
}
