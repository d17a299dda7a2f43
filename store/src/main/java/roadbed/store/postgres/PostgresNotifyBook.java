package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageRun;

/** What may be done with messages and pagings in a turn. */
final class PostgresNotifyBook implements OutboxStore.Book {
  private final Connection connection;

  PostgresNotifyBook(Connection connection) {
    this.connection = connection;
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T in(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw new StoreException("the database refused: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean note(Notice notice, Instant now) {
    return in(() -> NotifyRows.note(connection, notice, now));
  }

  @Override
  public void queue(List<Message> messages, Instant now) {
    for (Message message : messages) {
      in(
          () -> {
            NotifyRows.queue(connection, message, now);
            return message;
          });
    }
  }

  @Override
  public boolean follow(String what, long from, long to) {
    return in(
        () ->
            Sql.update(
                    connection,
                    """
                    insert into notify_followed (what, position) select ?, ? where ? = 0 or exists (select from notify_followed where what = ?)
                    on conflict (what) do update set position = excluded.position where notify_followed.position = ?
                    """,
                    what,
                    to,
                    from,
                    what,
                    from)
                == 1);
  }

  @Override
  public List<PageRun> running() {
    return in(() -> NotifyRows.runs(connection, "where state = 'running' order by begun_at, id"));
  }

  @Override
  public Optional<PageRun> run(String id) {
    return in(() -> NotifyRows.runs(connection, "where id = ?", id)).stream().findFirst();
  }

  @Override
  public void write(PageRun run, int known) {
    in(
        () -> {
          NotifyRows.write(connection, run, known);
          return run;
        });
  }

  @Override
  public List<OutboxStore.Reach> reach(String run) {
    return in(
        () ->
            Sql.list(
                connection,
                """
                select notice, count(*) filter (where state = 'waiting') as open, count(*) filter (where state = 'sent') as arrived
                from notify_message where run = ? group by notice
                """,
                row -> new OutboxStore.Reach(row.getString("notice"), row.getInt("open"), row.getInt("arrived")),
                run));
  }

  @Override
  public void withdraw(String run, Instant now, String by, String reason) {
    List<MessageState> waiting = in(() -> NotifyRows.messages(connection, "where m.run = ? and m.state = 'waiting' order by m.number for update of m", run));
    for (MessageState state : waiting) {
      if (state instanceof MessageState.Waiting it) {
        in(() -> NotifyRows.write(connection, it.withdraw(now, by, reason), it.entries().size()));
      }
    }
  }
}
