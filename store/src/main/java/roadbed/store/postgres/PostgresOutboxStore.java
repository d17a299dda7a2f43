package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageRun;

/** What is told and to whom; the tables are told of in {@code V22__notify.sql}. */
final class PostgresOutboxStore implements OutboxStore {
  private final Database database;

  PostgresOutboxStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Claim> claim(Instant now, Duration lease, int targets, int messages) {
    return database.write(
        connection -> {
          String name = UUID.randomUUID().toString();
          Instant until = Sql.storable(now.plus(lease));
          record Taken(String target, int failures) {}
          List<Taken> taken =
              Sql.list(
                  connection,
                  """
                  update notify_target t set lease = ?, leased_until = ?
                  where t.id in (
                    select c.id from notify_target c
                    where (c.leased_until is null or c.leased_until <= ?) and (c.rests_until is null or c.rests_until <= ?)
                      and exists (select from notify_message m where m.target = c.id and m.state = 'waiting' and m.next_at <= ?)
                    order by c.id limit ? for update skip locked)
                  returning t.id, t.failures
                  """,
                  row -> new Taken(row.getString("id"), row.getInt("failures")),
                  name,
                  until,
                  now,
                  now,
                  now,
                  targets);
          List<Claim> claims = new ArrayList<>();
          for (Taken one : taken) {
            claims.add(new Claim(one.target(), name, until, one.failures(), waiting(connection, one.target(), now, messages)));
          }
          return claims;
        });
  }

  /** What may be sent, and what was tried and holds up what is about the same. */
  private static List<MessageState.Waiting> waiting(Connection connection, String target, Instant now, int most) throws SQLException {
    List<MessageState.Waiting> waiting = new ArrayList<>();
    for (MessageState state :
        NotifyRows.messages(
            connection,
            "where m.target = ? and m.state = 'waiting' and (m.next_at <= ? or m.entries > 1) order by m.urgency, m.number limit ?",
            target,
            now,
            most)) {
      if (state instanceof MessageState.Waiting it) {
        waiting.add(it);
      }
    }
    return waiting;
  }

  @Override
  public boolean write(List<? extends MessageState> after, List<Integer> known) {
    try {
      return database.write(
          connection -> {
            for (int i = 0; i < after.size(); i++) {
              if (!NotifyRows.write(connection, after.get(i), known.get(i))) {
                throw new Overtaken();
              }
            }
            return true;
          });
    } catch (Overtaken _) {
      return false;
    }
  }

  /** Somebody else wrote first; the transaction is rolled back. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("somebody else wrote first", null, false, false);
    }
  }

  @Override
  public void release(Claim claim, Instant now, int failures, String problem, boolean sent, Optional<Instant> restsUntil) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                update notify_target set lease = null, leased_until = null, rests_until = cast(? as timestamptz), failures = ?,
                  failing_since = case when ? = 0 then null else coalesce(failing_since, ?) end,
                  last_sent_at = case when ? then ? else last_sent_at end, problem = ?
                where id = ? and lease = ?
                """,
                restsUntil.orElse(null),
                failures,
                failures,
                now,
                sent,
                now,
                problem,
                claim.target(),
                claim.lease()));
  }

  @Override
  public String thread(String target, String lane) {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    "select receipt from notify_message where target = ? and lane = ? and state = 'sent' and receipt <> '' order by number limit 1",
                    row -> row.getString("receipt"),
                    target,
                    lane)
                .orElse(""));
  }

  @Override
  public List<Health> health() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select t.*, coalesce(w.n, 0) as waiting, coalesce(d.n, 0) as dead from notify_target t
                left join (select target, count(*) as n from notify_message where state = 'waiting' group by target) w on w.target = t.id
                left join (select target, count(*) as n from notify_message where state = 'dead' group by target) d on d.target = t.id
                order by t.id
                """,
                row ->
                    new Health(
                        row.getString("id"),
                        row.getInt("waiting"),
                        row.getInt("dead"),
                        row.getInt("failures"),
                        Sql.optionalInstant(row, "failing_since"),
                        Sql.optionalInstant(row, "rests_until"),
                        Sql.optionalInstant(row, "last_sent_at"),
                        row.getString("problem"))));
  }

  @Override
  public List<MessageState> search(Query query) {
    return database.read(
        connection ->
            NotifyRows.messages(
                connection,
                """
                where (? = '' or m.state = ?) and (? = '' or m.target = ?) and (? = '' or m.lane = ?) and (? = 0 or m.number < ?)
                order by m.number desc limit ?
                """,
                query.state(),
                query.state(),
                query.target(),
                query.target(),
                query.subject(),
                query.subject(),
                query.before(),
                query.before(),
                query.most()));
  }

  @Override
  public Optional<MessageState> find(long number) {
    return database.read(connection -> NotifyRows.messages(connection, "where m.number = ?", number)).stream().findFirst();
  }

  @Override
  public List<PageRun> runs(Instant since, int most) {
    return database.read(
        connection ->
            NotifyRows.runs(connection, "where state = 'running' or changed_at >= ? order by begun_at desc, id limit ?", since, most));
  }

  @Override
  public Optional<PageRun> run(String id) {
    return database.read(connection -> NotifyRows.runs(connection, "where id = ?", id)).stream().findFirst();
  }

  @Override
  public List<Behind> behind(int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select 'incident/' || i.id as name, i.id, coalesce(f.position, 0) as position
                from incident i left join notify_followed f on f.what = 'incident/' || i.id
                where i.entries > coalesce(f.position, 0) order by i.number limit ?
                """,
                row -> new Behind(row.getString("name"), row.getString("id"), row.getLong("position")),
                most));
  }

  @Override
  public void forget(Instant before) {
    database.write(
        connection -> {
          int gone = Sql.update(connection, "delete from notify_message where state <> 'waiting' and changed_at < ?", before);
          gone += Sql.update(connection, "delete from notify_run where state <> 'running' and changed_at < ?", before);
          return gone
              + Sql.update(
                  connection,
                  "delete from notify_notice n where told_at < ? and not exists (select from notify_message m where m.notice = n.key)",
                  before);
        });
  }

  @Override
  public <T> T inTurn(Function<Book, T> work) {
    return database.write(
        connection -> {
          Turn.NOTIFY.await(connection);
          return work.apply(new PostgresNotifyBook(connection));
        });
  }
}
