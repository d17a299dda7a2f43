package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Quiet;

/** What may be done with incidents in a turn. */
final class PostgresIncidentBook implements IncidentStore.Book {
  /** So many places of an incident are kept; an incident that spreads further is found by these. */
  private static final int MOST_PLACES = 500;

  /** So much of what waits is taken at a time, and at least one message. */
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Connection connection;

  /** The number of the newest incident; below 0 where it was not asked for yet. */
  private int last = -1;

  private final ReadIncidents known;

  /** Incidents that this turn wrote into: what is read of them now may yet be undone. */
  private final Set<String> written = new HashSet<>();

  PostgresIncidentBook(Connection connection, ReadIncidents known) {
    this.connection = connection;
    this.known = known;
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
  public List<AlertSource.Message> waiting(int most) {
    return in(
        () ->
            Sql.list(
                connection,
                """
                select number, source, received_at, body
                from (
                  select *, sum(octet_length(body)) over (order by number) - octet_length(body) as before
                  from (
                    select number, source, received_at, body from alert_message where read_at is null order by number limit ?
                  ) as oldest
                ) as counted
                where before < ? order by number
                """,
                row ->
                    new AlertSource.Message(
                        row.getLong("number"), row.getString("source"), Sql.instant(row, "received_at"), row.getBytes("body")),
                most,
                MOST_BYTES));
  }

  @Override
  public void read(Map<Long, String> problems) {
    List<Long> clean = new ArrayList<>();
    List<@Nullable Object[]> rows = new ArrayList<>();
    problems.forEach(
        (number, problem) -> {
          if (problem.isEmpty()) {
            clean.add(number);
          } else {
            rows.add(new @Nullable Object[] {problem, number});
          }
        });
    in(
        () -> {
          Sql.update(
              connection,
              "update alert_message set read_at = clock_timestamp(), body = null where number = any(cast(? as bigint[]))",
              (Object) clean.toArray(Long[]::new));
          if (!rows.isEmpty()) {
            Sql.batch(connection, "update alert_message set read_at = clock_timestamp(), problem = ? where number = ?", rows);
          }
          return rows.size();
        });
  }

  @Override
  public Map<String, Condition> conditions(Set<String> keys) {
    Map<String, Condition> found = new HashMap<>();
    in(
        () -> {
          Sql.each(
              connection,
              "select * from alert_condition where key = any(?)",
              row -> found.put(row.getString("key"), AlertRows.condition(row)),
              (Object) Sql.texts(keys));
          return found.size();
        });
    return found;
  }

  @Override
  public Map<String, List<Instant>> times(Set<String> keys, Instant since) {
    Map<String, List<Instant>> times = new HashMap<>();
    in(
        () -> {
          Sql.each(
              connection,
              "select key, seen_at from alert_episode where key = any(?) and seen_at >= ? order by key, number",
              row -> times.computeIfAbsent(row.getString("key"), _ -> new ArrayList<>()).add(Sql.instant(row, "seen_at")),
              Sql.texts(keys),
              since);
          return times.size();
        });
    return times;
  }

  @Override
  public void keep(Collection<Condition> conditions, Collection<Condition.Episode> episodes) {
    in(
        () -> {
          if (!conditions.isEmpty()) {
            Sql.batch(
                connection,
                """
                insert into alert_condition (key, source, name, state, level, title, description, service, resources, labels,
                  link, runbook, first_seen, last_seen, episode, began_at, ended_at, incident, reason, places)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?, ?, ?, cast(? as timestamptz),
                  cast(? as timestamptz), ?, ?, ?)
                on conflict (key) do update set state = excluded.state, level = excluded.level, title = excluded.title,
                  description = excluded.description, service = excluded.service, resources = excluded.resources,
                  labels = excluded.labels, link = excluded.link, runbook = excluded.runbook, last_seen = excluded.last_seen,
                  episode = excluded.episode, began_at = excluded.began_at, ended_at = excluded.ended_at,
                  incident = excluded.incident, reason = excluded.reason, places = excluded.places
                """,
                conditions.stream().map(AlertRows::row).toList());
          }
          if (!episodes.isEmpty()) {
            Sql.batch(
                connection,
                """
                insert into alert_episode (key, number, level, seen_at, began_at, ended_at, incident, reason)
                values (?, ?, ?, ?, ?, cast(? as timestamptz), ?, ?)
                on conflict (key, number) do update set level = excluded.level, ended_at = excluded.ended_at,
                  incident = excluded.incident, reason = excluded.reason
                """,
                episodes.stream().map(AlertRows::row).toList());
          }
          return conditions.size();
        });
  }

  @Override
  public void keep(List<IncidentStore.ToldChange> changes, Instant now) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (IncidentStore.ToldChange one : changes) {
      rows.add(
          new @Nullable Object[] {
            one.source(), one.id(), one.at(), now, Storable.text(one.summary()),
            one.actor().map(Storable::text).orElse(null), one.link().map(Storable::text).orElse(null)
          });
    }
    if (!rows.isEmpty()) {
      in(
          () -> {
            Sql.batch(
                connection,
                "insert into change_made (source, id, at, received_at, summary, actor, link) values (?, ?, ?, ?, ?, ?, ?)"
                    + " on conflict (source, id) do nothing",
                rows);
            return rows.size();
          });
    }
  }

  @Override
  public List<IncidentStore.Line> open() {
    return in(
        () ->
            Sql.list(
                connection,
                "select *, 0 as alerts, 0 as firing from incident where state = 'open' order by number",
                PostgresIncidentStore::line));
  }

  @Override
  public boolean firing(String incident) {
    return in(
        () ->
            Sql.first(
                    connection,
                    "select exists (select 1 from alert_condition where incident = ? and episode > 0 and ended_at is null) as holds",
                    row -> row.getBoolean("holds"),
                    incident)
                .orElse(false));
  }

  @Override
  public Optional<Instant> lastEnd(String incident) {
    return in(
        () ->
            Sql.first(
                    connection,
                    "select max(ended_at) as at from alert_condition where incident = ?",
                    row -> Sql.optionalInstant(row, "at"),
                    incident)
                .flatMap(at -> at));
  }

  @Override
  public Optional<IncidentState> find(String id) {
    return in(() -> written.contains(id) ? PostgresIncidentStore.find(connection, id) : known.find(connection, id));
  }

  @Override
  public String next() {
    if (last < 0) {
      last = in(() -> Sql.first(connection, "select coalesce(max(number), 0) as n from incident", row -> row.getInt("n")).orElse(0));
    }
    last++;
    return "INC-" + last;
  }

  @Override
  public void write(IncidentState state, int entries) {
    written.add(state.dossier().id());
    in(
        () -> {
          PostgresIncidentStore.write(connection, state, entries);
          return entries;
        });
  }

  @Override
  public List<String> move(String from, String to, Optional<Set<String>> only) {
    return in(
        () -> {
          String[] keys = only.map(set -> set.toArray(String[]::new)).orElseGet(() -> new String[0]);
          boolean all = only.isEmpty();
          List<String> moved = new ArrayList<>();
          Sql.each(
              connection,
              "update alert_condition set incident = ? where incident = ? and (? or key = any(?)) returning key",
              row -> moved.add(row.getString("key")),
              to,
              from,
              all,
              keys);
          Sql.update(
              connection,
              "update alert_episode set incident = ? where incident = ? and (? or key = any(?))",
              to,
              from,
              all,
              keys);
          Sql.update(
              connection,
              """
              update incident i set last_alert_at = greatest(i.last_alert_at, other.last_alert_at),
                places = (array(select distinct unnest(i.places || other.places)))[1:?]
              from incident other where i.id = ? and other.id = ?
              """,
              MOST_PLACES,
              to,
              from);
          moved.sort(null);
          return moved;
        });
  }

  @Override
  public void heard(Map<String, Instant> lastAlerts) {
    if (!lastAlerts.isEmpty()) {
      in(
          () ->
              Sql.update(
                  connection,
                  """
                  update incident set last_alert_at = told.at
                  from unnest(cast(? as text[]), cast(? as timestamptz[])) as told(id, at) where incident.id = told.id
                  """,
                  Sql.texts(lastAlerts.keySet()),
                  Sql.times(lastAlerts.values())));
    }
  }

  @Override
  public void spread(String incident, Collection<String> places) {
    in(
        () ->
            Sql.update(
                connection,
                "update incident set places = ? where id = ?",
                places.stream().limit(MOST_PLACES).toArray(String[]::new),
                incident));
  }

  @Override
  public List<Quiet> quiets(Instant from) {
    return in(() -> AlertRows.quiets(connection, from));
  }
}
