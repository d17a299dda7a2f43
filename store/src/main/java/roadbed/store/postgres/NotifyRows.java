package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.MessageEntry;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeJson;
import roadbed.operate.notify.PageEntry;
import roadbed.operate.notify.PageRun;
import roadbed.operate.notify.Urgency;

/** Messages and pagings as rows; the tables are told of in {@code V22__notify.sql}. */
final class NotifyRows {
  private static final String MESSAGES = "select m.*, n.body as notice_body from notify_message m join notify_notice n on n.key = m.notice ";

  private NotifyRows() {}

  /** Messages with their entries, in the order of the rows. */
  static List<MessageState> messages(Connection connection, String where, @Nullable Object... parameters) throws SQLException {
    Map<Long, Message> messages = new LinkedHashMap<>();
    Sql.each(connection, MESSAGES + where, row -> messages.put(row.getLong("number"), message(row)), parameters);
    Map<Long, List<MessageEntry>> entries = new LinkedHashMap<>();
    if (!messages.isEmpty()) {
      Sql.each(
          connection,
          "select * from notify_entry where message = any (cast(? as bigint[])) order by message, number",
          row ->
              entries
                  .computeIfAbsent(row.getLong("message"), _ -> new ArrayList<>())
                  .add(
                      new MessageEntry(
                          Sql.instant(row, "at"), row.getString("actor"), MessageEntry.read(row.getString("kind"), fields(row.getString("body"))))),
          numbers(messages));
    }
    List<MessageState> states = new ArrayList<>();
    messages.forEach((number, message) -> states.add(MessageState.of(message, entries.getOrDefault(number, List.of()))));
    return states;
  }

  private static String numbers(Map<Long, Message> messages) {
    return "{" + String.join(",", messages.keySet().stream().map(String::valueOf).toList()) + "}";
  }

  private static Message message(ResultSet row) throws SQLException {
    return new Message(
        row.getLong("number"),
        NoticeJson.read(fields(row.getString("notice_body"))),
        row.getString("target"),
        row.getInt("ordinal"),
        Optional.ofNullable(row.getString("person")),
        Optional.ofNullable(row.getString("run")),
        Urgency.ranked(row.getInt("urgency")),
        Circle.of(row.getString("circle")).orElse(Circle.INTERNAL),
        row.getBoolean("digest"),
        Sql.instant(row, "due_at"),
        Sql.instant(row, "expires_at"));
  }

  static Value.Fields fields(String text) {
    if (ValueJson.parseOwn(text) instanceof Value.Fields fields) {
      return fields;
    }
    throw new StoreException("what is kept of a message is no object");
  }

  /** Adds a notice; false where it is known. */
  static boolean note(Connection connection, Notice notice, Instant now) throws SQLException {
    return Sql.update(
            connection,
            "insert into notify_notice (key, kind, subject, body, told_at) values (?, ?, ?, cast(? as jsonb), ?) on conflict do nothing",
            notice.key(),
            notice.kind().id(),
            notice.subject(),
            ValueJson.text(NoticeJson.of(storable(notice))),
            now)
        > 0;
  }

  /** A notice without the characters that a database refuses. */
  private static Notice storable(Notice notice) {
    Map<String, String> facts = new LinkedHashMap<>();
    notice.facts().forEach((name, value) -> facts.put(Storable.text(name), Storable.text(value)));
    return new Notice(
        Storable.text(notice.key()),
        notice.kind(),
        Storable.text(notice.subject()),
        notice.importance(),
        notice.service().map(Storable::text),
        notice.owners().stream().map(Storable::text).toList(),
        notice.circle(),
        Storable.text(notice.title()),
        Storable.text(notice.text()),
        facts,
        notice.path(),
        notice.visibleTo(),
        notice.at());
  }

  /** Adds a message that waits; nothing where it is there. */
  static void queue(Connection connection, Message message, Instant now) throws SQLException {
    Optional<Long> number =
        Sql.first(
            connection,
            """
            insert into notify_message
              (notice, target, ordinal, person, run, lane, urgency, circle, digest, due_at, expires_at, state, next_at, entries, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, 1, ?)
            on conflict do nothing returning number
            """,
            row -> row.getLong("number"),
            message.notice().key(),
            message.target(),
            message.ordinal(),
            message.person().orElse(null),
            message.run().orElse(null),
            message.lane(),
            message.urgency().rank(),
            message.circle().id(),
            message.digest(),
            message.due(),
            message.expires(),
            message.due(),
            now);
    if (number.isPresent()) {
      Sql.update(connection, "insert into notify_target (id) values (?) on conflict do nothing", message.target());
      entries(connection, MessageState.queued(message.numbered(number.get()), now), 0);
    }
  }

  /** Writes what a message has become; false where somebody else wrote in between. */
  static boolean write(Connection connection, MessageState after, int known) throws SQLException {
    String receipt = after.entries().getLast().what() instanceof MessageEntry.Sent sent ? sent.receipt() : "";
    Instant next = after instanceof MessageState.Waiting waiting ? waiting.due() : after.message().due();
    int changed =
        Sql.update(
            connection,
            "update notify_message set state = ?, next_at = ?, entries = ?, receipt = ?, changed_at = ? where number = ? and entries = ?",
            after.state(),
            next,
            after.entries().size(),
            receipt,
            after.entries().getLast().at(),
            after.message().number(),
            known);
    if (changed == 1) {
      entries(connection, after, known);
    }
    return changed == 1;
  }

  private static void entries(Connection connection, MessageState state, int known) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = known; i < state.entries().size(); i++) {
      MessageEntry entry = state.entries().get(i);
      rows.add(
          new @Nullable Object[] {
            state.message().number(), i + 1, entry.at(), entry.by(), MessageEntry.kind(entry.what()), ValueJson.text(MessageEntry.body(entry.what()))
          });
    }
    Sql.batch(connection, "insert into notify_entry (message, number, at, actor, kind, body) values (?, ?, ?, ?, ?, cast(? as jsonb))", rows);
  }

  /** Pagings with their entries, in the order of the rows. */
  static List<PageRun> runs(Connection connection, String where, @Nullable Object... parameters) throws SQLException {
    Map<String, Notice> about = new LinkedHashMap<>();
    Sql.each(
        connection,
        "select * from notify_run " + where,
        row -> about.put(row.getString("id"), NoticeJson.read(fields(row.getString("about")))),
        parameters);
    Map<String, List<PageEntry>> entries = new LinkedHashMap<>();
    if (!about.isEmpty()) {
      Sql.each(
          connection,
          "select * from notify_run_entry where run = any (?) order by run, number",
          row ->
              entries
                  .computeIfAbsent(row.getString("run"), _ -> new ArrayList<>())
                  .add(
                      new PageEntry(
                          Sql.instant(row, "at"), row.getString("actor"), PageEntry.read(row.getString("kind"), fields(row.getString("body"))))),
          (Object) Sql.texts(about.keySet()));
    }
    List<PageRun> runs = new ArrayList<>();
    about.forEach((id, notice) -> runs.add(PageRun.of(id, notice, entries.getOrDefault(id, List.of()))));
    return runs;
  }

  /** Writes what a paging has become. */
  static void write(Connection connection, PageRun run, int known) throws SQLException {
    int changed =
        Sql.update(
            connection,
            """
            insert into notify_run (id, subject, state, about, begun_at, changed_at, entries) values (?, ?, ?, cast(? as jsonb), ?, ?, ?)
            on conflict (id) do update set state = excluded.state, changed_at = excluded.changed_at, entries = excluded.entries
              where notify_run.entries = ?
            """,
            run.id(),
            run.about().subject(),
            run.state(),
            ValueJson.text(NoticeJson.of(storable(run.about()))),
            run.begun(),
            run.entries().getLast().at(),
            run.entries().size(),
            known);
    if (changed != 1) {
      throw new StoreException("somebody else followed the paging " + run.id() + " at the same time; nothing was written");
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = known; i < run.entries().size(); i++) {
      PageEntry entry = run.entries().get(i);
      rows.add(
          new @Nullable Object[] {
            run.id(), i + 1, entry.at(), entry.by(), PageEntry.kind(entry.what()), ValueJson.text(PageEntry.body(entry.what()))
          });
    }
    Sql.batch(connection, "insert into notify_run_entry (run, number, at, actor, kind, body) values (?, ?, ?, ?, ?, cast(? as jsonb))", rows);
  }
}
