package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.model.Alert;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.incident.AlertMatcher;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Quiet;

/** Rows of conditions and what they say. */
final class AlertRows {
  private AlertRows() {}

  static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (ValueJson.parse(json) instanceof Value.Fields fields) {
      fields.values().keySet().forEach(name -> fields.text(name).ifPresent(text -> texts.put(name, text)));
    }
    return texts;
  }

  static String json(Map<String, String> texts) {
    Map<String, Value> fields = new LinkedHashMap<>();
    texts.forEach((name, text) -> fields.put(Storable.text(name), Value.of(Storable.text(text))));
    return ValueJson.text(new Value.Fields(fields));
  }

  static Condition condition(ResultSet row) throws SQLException {
    Alert alert =
        new Alert(
            row.getString("source"),
            row.getString("name"),
            Alert.State.valueOf(row.getString("state")),
            Alert.Level.valueOf(row.getString("level")),
            row.getString("title"),
            row.getString("description"),
            Sql.optionalInstant(row, "began_at"),
            Sql.optionalInstant(row, "ended_at"),
            Optional.ofNullable(row.getString("service")),
            Sql.textList(row, "resources"),
            texts(row.getString("labels")),
            Optional.ofNullable(row.getString("link")),
            Optional.ofNullable(row.getString("runbook")));
    return new Condition(
        row.getString("key"),
        alert,
        Sql.instant(row, "first_seen"),
        Sql.instant(row, "last_seen"),
        row.getInt("episode"),
        Sql.optionalInstant(row, "began_at"),
        Sql.optionalInstant(row, "ended_at"),
        Optional.ofNullable(row.getString("incident")),
        row.getString("reason"),
        Set.copyOf(Sql.textList(row, "places")));
  }

  static @Nullable Object[] row(Condition condition) {
    Alert alert = condition.alert();
    return new @Nullable Object[] {
      condition.key(),
      alert.source(),
      alert.key(),
      alert.state().name(),
      alert.level().name(),
      alert.title(),
      alert.description(),
      alert.service().orElse(null),
      Sql.texts(alert.resources()),
      json(alert.labels()),
      alert.link().orElse(null),
      alert.runbook().orElse(null),
      condition.firstSeen(),
      condition.lastSeen(),
      condition.episode(),
      condition.beganAt().orElse(null),
      condition.endedAt().orElse(null),
      condition.incident().orElse(null),
      condition.reason(),
      Sql.texts(condition.places())
    };
  }

  static @Nullable Object[] row(Condition.Episode episode) {
    return new @Nullable Object[] {
      episode.key(),
      episode.number(),
      episode.level().name(),
      episode.seenAt(),
      episode.beganAt(),
      episode.endedAt().orElse(null),
      episode.incident().orElse(null),
      episode.reason()
    };
  }

  static List<Condition.Noise> noise(Connection connection, Instant since, int most) throws SQLException {
    return Sql.list(
        connection,
        """
        with told as (
          select e.*,
            coalesce(e.verdict = 'acted', false)
              or coalesce(i.handled and e.verdict is distinct from 'false-positive', false) as handled,
            coalesce(e.verdict = 'false-positive', false) as wrong,
            count(*) over (partition by e.key order by e.seen_at range between interval '1 hour' preceding and current row) as flaps
          from alert_episode e left join incident i on i.id = e.incident
          where e.seen_at >= ? and (i.id is null or cardinality(i.audience) = 0)
        )
        select t.key, c.title, c.source, count(*) as times,
          count(*) filter (where t.handled) as handled,
          count(*) filter (where t.wrong) as wrong,
          count(*) filter (where not t.handled and not t.wrong and t.ended_at is not null) as alone,
          count(*) filter (where not t.handled and not t.wrong and t.ended_at is null and t.seen_at < now() - interval '1 day') as ignored,
          max(t.flaps) as flaps
        from told t join alert_condition c using (key)
        group by t.key, c.title, c.source
        order by count(*) filter (where not t.handled) desc, t.key
        limit ?
        """,
        row ->
            new Condition.Noise(
                row.getString("key"),
                row.getString("title"),
                row.getString("source"),
                row.getInt("times"),
                row.getInt("handled"),
                row.getInt("wrong"),
                row.getInt("alone"),
                row.getInt("ignored"),
                row.getInt("flaps")),
        since,
        most);
  }

  static List<Quiet> quiets(Connection connection, Instant from) throws SQLException {
    return Sql.list(
        connection,
        "select * from alert_quiet where ends_at > ? order by begins_at, id",
        row ->
            new Quiet(
                row.getString("id"),
                Quiet.Kind.valueOf(row.getString("kind")),
                new AlertMatcher(texts(row.getString("facts"))),
                Sql.instant(row, "begins_at"),
                Sql.instant(row, "ends_at"),
                row.getString("actor"),
                row.getString("reason")),
        from);
  }
}
