package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.ExceptionStanding.State;
import roadbed.assess.policy.ExceptionStore;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionJson;
import roadbed.model.ExceptionRules;
import roadbed.model.ValueJson;

/** Exceptions and how they fare; the table is told of in {@code V6__gates.sql}. */
final class PostgresExceptionStore implements ExceptionStore {
  private static final String INSERT =
      """
      insert into exception_standing
        (id, entered, present, document, requester, approver, from_at, end_at, warn_at, state, used, note, first_seen)
      values (?, ?, true, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set
        entered = %s, present = true, document = excluded.document,
        requester = excluded.requester, approver = excluded.approver, from_at = excluded.from_at,
        end_at = excluded.end_at, warn_at = excluded.warn_at, state = excluded.state, used = excluded.used,
        note = excluded.note
      """;

  private final Database database;

  PostgresExceptionStore(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<ExceptionStanding> standings, ExceptionRules.Terms terms, Instant judgedAt) {
    database.write(
        connection -> {
          Turn.VERDICTS.await(connection);
          Sql.update(connection, "update exception_standing set present = false where not entered");
          List<@Nullable Object[]> rows = new ArrayList<>();
          for (ExceptionStanding standing : standings) {
            Instant warn = standing.grant().end().minus(Duration.ofDays(terms.warnDays()));
            rows.add(row(standing, false, warn, judgedAt));
          }
          if (!rows.isEmpty()) {
            Sql.batch(connection, INSERT.formatted("exception_standing.entered"), rows);
          }
          return rows.size();
        });
  }

  @Override
  public void enter(ExceptionGrant grant, Instant at) {
    database.write(
        connection -> {
          Turn.VERDICTS.await(connection);
          ExceptionStanding fresh = new ExceptionStanding(grant, State.UNUSED, 0, "not judged since it was entered");
          Instant warn = grant.end().minus(Duration.ofDays(ExceptionRules.Terms.DEFAULT.warnDays()));
          List<@Nullable Object[]> rows = new ArrayList<>();
          rows.add(row(fresh, true, warn, at));
          Sql.batch(connection, INSERT.formatted("true"), rows);
          return 1;
        });
  }

  private static @Nullable Object[] row(
      ExceptionStanding standing, boolean entered, Instant warn, Instant seen) {
    ExceptionGrant grant = standing.grant();
    return new @Nullable Object[] {
      grant.id(),
      entered,
      ExceptionJson.text(grant),
      grant.requester(),
      grant.approver(),
      grant.from().orElse(null),
      grant.end(),
      warn,
      standing.state().id(),
      standing.used(),
      standing.note(),
      seen
    };
  }

  @Override
  public boolean withdraw(String id) {
    return database.write(
        connection -> {
          Turn.VERDICTS.await(connection);
          return Sql.update(
                  connection, "update exception_standing set entered = false, present = false where id = ? and entered", id)
              > 0;
        });
  }

  @Override
  public List<ExceptionGrant> entered() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select document from exception_standing where entered order by id",
                PostgresExceptionStore::grant));
  }

  @Override
  public List<ExceptionStanding> standings(Instant now) {
    return database.read(connection -> standings(connection, now));
  }

  private static List<ExceptionStanding> standings(Connection connection, Instant now) throws SQLException {
    return Sql.list(
        connection,
        "select document, state, used, note, warn_at from exception_standing where present order by end_at, id",
        row -> standing(row, now));
  }

  /** What was found when the estate was judged, and what has happened since by the clock alone. */
  private static ExceptionStanding standing(ResultSet row, Instant now) throws SQLException {
    ExceptionGrant grant = grant(row);
    State judged = ResourceReader.constant(State.values(), row.getString("state"));
    long used = row.getLong("used");
    String note = row.getString("note");
    if (!now.isBefore(grant.end())) {
      return new ExceptionStanding(grant, State.EXPIRED, 0, judged == State.EXPIRED ? note : "");
    }
    if (grant.from().filter(now::isBefore).isPresent()) {
      return new ExceptionStanding(grant, State.PENDING, 0, note);
    }
    boolean soon = !now.isBefore(Sql.instant(row, "warn_at"));
    return new ExceptionStanding(
        grant, judged == State.ACTIVE && soon ? State.EXPIRING : judged, used, note);
  }

  private static ExceptionGrant grant(ResultSet row) throws SQLException {
    return ExceptionJson.read("exception_standing", ValueJson.parse(row.getString("document")));
  }
}
