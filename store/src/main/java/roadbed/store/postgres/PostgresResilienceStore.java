package roadbed.store.postgres;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.resilience.ResilienceAssessment;
import roadbed.assess.resilience.ResilienceRows;
import roadbed.assess.resilience.ResilienceStore;
import roadbed.model.Location;
import roadbed.model.resilience.QuotaReading;

/** Assessments of resilience; the tables are told of in {@code V21__resilience.sql}. */
final class PostgresResilienceStore implements ResilienceStore {
  private static final Map<String, String> COLUMNS = columns();

  private final Database database;

  PostgresResilienceStore(Database database) {
    this.database = database;
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("resilience_objective", "service, tier, owner, rto_seconds, rpo_seconds, weak, weakest");
    columns.put("resilience_recovery", "service, source, id, measured_at, recovery_seconds, loss_seconds");
    columns.put("resilience_backup", "id, source, plan, subject, service, due_at, ended_at, outcome, message");
    columns.put(
        "resilience_protection",
        "resource_id, name, kind, service, tier, environment, standing, reason, last_success_at, test_days, tested_at, test_passed, proven_at");
    columns.put(
        "resilience_drill",
        "id, title, kind, services, planned, outcome, passed, reason, ended_at, recovery_seconds, loss_seconds, findings, open_findings");
    columns.put(
        "resilience_quota",
        "provider, account, region, service, quota, used_value, limit_value, used_share, read_at, runs_out_on, earliest_on, latest_on, note");
    columns.put(
        "resilience_version",
        "resource_id, name, product, version, cycle, behind, end_of_life, ended, environment, reason");
    return columns;
  }

  private static Map<String, List<List<@Nullable Object>>> rows(ResilienceAssessment assessment) {
    Map<String, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();
    rows.put("resilience_objective", ResilienceRows.objectives(assessment));
    rows.put("resilience_recovery", ResilienceRows.recoveries(assessment));
    rows.put("resilience_backup", ResilienceRows.backups(assessment));
    rows.put("resilience_protection", ResilienceRows.protections(assessment));
    rows.put("resilience_drill", ResilienceRows.drills(assessment));
    rows.put("resilience_quota", ResilienceRows.quotas(assessment));
    rows.put("resilience_version", ResilienceRows.versions(assessment));
    return rows;
  }

  @Override
  public void record(LocalDate day, ResilienceAssessment assessment) {
    Map<String, List<List<@Nullable Object>>> rows = rows(assessment);
    byte[] digest = digest(rows);
    database.write(
        connection -> {
          Optional<Long> known =
              Sql.first(connection, "select id from resilience_set where digest = ?", row -> row.getLong("id"), digest);
          long set = known.isPresent() ? known.get() : written(connection, digest, rows);
          Sql.update(
              connection,
              """
              insert into resilience_day (day, resilience_set) values (?, ?)
              on conflict (day) do update set resilience_set = excluded.resilience_set
              """,
              day,
              set);
          return Sql.update(
              connection,
              "delete from resilience_set s where not exists (select from resilience_day d where d.resilience_set = s.id)");
        });
  }

  private static long written(Connection connection, byte[] digest, Map<String, List<List<@Nullable Object>>> rows) throws SQLException {
    long set =
        Sql.first(connection, "insert into resilience_set (digest) values (?) returning id", row -> row.getLong("id"), digest)
            .orElseThrow();
    for (Map.Entry<String, List<List<@Nullable Object>>> table : rows.entrySet()) {
      if (!table.getValue().isEmpty()) {
        try (Copy copy = Copy.into(connection, table.getKey(), "resilience_set, " + COLUMNS.get(table.getKey()))) {
          for (List<@Nullable Object> row : table.getValue()) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(set);
            row.forEach(value -> values.add(value instanceof BigDecimal number ? number.toPlainString() : value));
            copy.row(values.toArray());
          }
          copy.end();
        }
      }
    }
    return set;
  }

  private static byte[] digest(Map<String, List<List<@Nullable Object>>> tables) {
    MessageDigest digest = Digests.sha256();
    tables.forEach(
        (name, rows) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          for (List<@Nullable Object> row : rows) {
            digest.update((byte) 1);
            for (Object value : row) {
              digest.update((byte) (value == null ? 4 : 3));
              digest.update(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
              digest.update((byte) 0);
            }
          }
        });
    return digest.digest();
  }

  @Override
  public void keep(List<QuotaReading> readings) {
    List<QuotaReading> timed = readings.stream().filter(reading -> reading.at().isPresent()).toList();
    if (timed.isEmpty()) {
      return;
    }
    database.write(
        connection -> {
          for (QuotaReading one : timed) {
            Sql.update(
                connection,
                """
                insert into quota_history
                  (quota, read_at, provider, account, region, service, name, used_value, limit_value, unit)
                values (?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::numeric, ?)
                on conflict (quota, read_at) do update set
                  used_value = coalesce(excluded.used_value, quota_history.used_value),
                  limit_value = coalesce(excluded.limit_value, quota_history.limit_value)
                """,
                one.key(),
                one.at().orElseThrow(),
                one.provider(),
                one.account(),
                one.region(),
                one.service(),
                one.quota(),
                one.used().map(BigDecimal::toPlainString).orElse(null),
                one.limit().map(BigDecimal::toPlainString).orElse(null),
                one.unit().orElse(null));
          }
          return timed.size();
        });
  }

  @Override
  public List<QuotaReading> history(LocalDate since) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select provider, account, region, service, name, used_value, limit_value, unit, read_at
                from quota_history where read_at >= ? order by quota, read_at
                """,
                row ->
                    new QuotaReading(
                        row.getString("provider"),
                        row.getString("account"),
                        row.getString("region"),
                        row.getString("service"),
                        row.getString("name"),
                        Optional.ofNullable(row.getBigDecimal("limit_value")),
                        Optional.ofNullable(row.getBigDecimal("used_value")),
                        Optional.ofNullable(row.getString("unit")),
                        Optional.of(Sql.instant(row, "read_at")),
                        Location.of("quota history")),
                since.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }
}
