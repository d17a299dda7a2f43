package roadbed.store.postgres;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.NamedQuery;

/**
 * The documented tables on PostgreSQL: the views of the schema {@code facts}.
 *
 * <p>The SQL is a person's. It is one query, wrapped into another, in a read-only transaction with a time
 * limit; where there is a role that may only read the views, as in the embedded PostgreSQL, it runs as that
 * role on connections of its own.
 */
final class PostgresFactTables implements FactTables {
  private static final Set<String> TABLES =
      Set.of(
          "resource",
          "verdict",
          "relation",
          "incident",
          "cost_daily",
          "cost_resource",
          "commitment_daily",
          "on_call_shift",
          "resource_use",
          "alert",
          "cost_anomaly",
          "budget",
          "cost_budget",
          "budget_alert",
          "closed_month",
          "optimisation",
          "driver",
          "account",
          "component",
          "deployment",
          "pipeline_run",
          "drift",
          "drift_run",
          "exception",
          "gate_decision",
          "gate_feedback",
          "recovery_objective",
          "recovery",
          "backup_run",
          "protection",
          "drill",
          "quota",
          "component_version",
          "module_repository",
          "slo_result",
          "sli_slice");
  private static final int SECONDS = 30;
  private static final int MAX_LIMIT = 1_000_000;

  private final Database database;

  PostgresFactTables(Database database) {
    this.database = database;
  }

  @Override
  public Table query(String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit) {
    int rows = Math.clamp(limit, 1, MAX_LIMIT);
    try {
      NamedQuery query = NamedQuery.of(sql);
      List<LocalDate> values = new ArrayList<>();
      for (String name : query.parameters()) {
        LocalDate value = parameters.get(name);
        if (value == null) {
          throw new IllegalArgumentException("the query names :" + name + ", which has no value");
        }
        values.add(value);
      }
      return database.read(connection -> run(connection, query.sql(), values, asOf, rows));
    } catch (IllegalArgumentException | StoreException e) {
      throw new FactQueryException(words(e), e);
    }
  }

  private static String words(RuntimeException e) {
    if (e.getCause() instanceof SQLException sql) {
      return "57014".equals(sql.getSQLState())
          ? "the query takes longer than " + SECONDS + " s"
          : String.valueOf(sql.getMessage());
    }
    return String.valueOf(e.getMessage());
  }

  private static Table run(
      Connection connection, String sql, List<LocalDate> values, LocalDate asOf, int limit)
      throws SQLException {
    prepare(connection, asOf);
    String wrapped = "select * from (\n" + sql + "\n) as query limit " + (limit + 1);
    try (PreparedStatement statement = connection.prepareStatement(wrapped)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return table(rows, limit);
      }
    }
  }

  /** For this transaction only. */
  private static void prepare(Connection connection, LocalDate asOf) throws SQLException {
    Sql.each(
        connection,
        """
        select set_config('roadbed.as_of', ?, true), set_config('search_path', 'facts', true),
          set_config('statement_timeout', ?, true)
        """,
        row -> {},
        asOf.toString(),
        SECONDS + "s");
  }

  private static Table table(ResultSet rows, int limit) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(meta.getColumnLabel(i));
    }
    List<List<@Nullable Object>> values = new ArrayList<>();
    while (rows.next()) {
      if (values.size() == limit) {
        return new Table(columns, values, true);
      }
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(value(rows.getObject(i)));
      }
      values.add(row);
    }
    return new Table(columns, values, false);
  }

  /** The few types that a table has: texts, numbers, booleans, dates and times. */
  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case BigDecimal number -> number;
      case Number number -> number;
      case java.sql.Date day -> day.toLocalDate();
      case Timestamp time -> time.toLocalDateTime();
      case LocalDate day -> day;
      case LocalDateTime time -> time;
      default -> value.toString();
    };
  }

  @Override
  public long count(String table, LocalDate asOf) {
    if (!TABLES.contains(table)) {
      throw new FactQueryException(
          "there is no table " + table, new IllegalArgumentException(String.join(", ", TABLES)));
    }
    return database.read(
        connection -> {
          prepare(connection, asOf);
          return Sql.first(connection, "select count(*) from facts." + table, row -> row.getLong(1))
              .orElse(0L);
        });
  }

  /** The connections belong to the stores. */
  @Override
  public void close() {}
}
