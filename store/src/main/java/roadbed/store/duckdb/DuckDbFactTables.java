package roadbed.store.duckdb;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.BillingStore.ResourceCost;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.gate.DecisionLog;
import roadbed.inventory.Snapshot;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.NamedQuery;

/**
 * The documented tables of a scan, in memory; a table is filled when the first query names it.
 *
 * <p>A scan knows its own moment only: the tables show the estate as scanned, whatever the day, and of
 * incidents and costs what had happened by then. Queries run in a read-only transaction, without access to
 * files, for at most {@value #TIMEOUT_SECONDS} seconds.
 */
public final class DuckDbFactTables implements FactTables {
  static final int TIMEOUT_SECONDS = 30;

  private final FactRows rows;
  private final Set<FactTable> filled = new HashSet<>();
  private @Nullable DuckDBConnection connection;
  private @Nullable LocalDate shown;

  /** The tables over these values. DuckDB itself starts with the first query. */
  public DuckDbFactTables(
      Snapshot snapshot,
      Judgement judgement,
      List<DailyCost> dailyCosts,
      List<ResourceCost> resourceCosts) {
    this(snapshot, judgement, dailyCosts, resourceCosts, List.of(), List.of(), DecisionLog.EMPTY);
  }

  /** The tables over these values, what commitments did, what was used of what is provisioned, and what gates decided before. */
  public DuckDbFactTables(
      Snapshot snapshot,
      Judgement judgement,
      List<DailyCost> dailyCosts,
      List<ResourceCost> resourceCosts,
      List<CommitmentDay> commitmentDays,
      List<ResourceUse> uses,
      DecisionLog decided) {
    this.rows = new FactRows(snapshot, judgement, dailyCosts, resourceCosts, commitmentDays, uses, decided);
  }

  @Override
  public synchronized Table query(
      String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit) {
    NamedQuery query = NamedQuery.of(sql);
    try {
      DuckDBConnection open = showing(asOf, sql);
      open.setAutoCommit(true);
      try (Statement transaction = open.createStatement()) {
        transaction.execute("begin transaction read only");
      }
      try (PreparedStatement statement = open.prepareStatement(query.sql())) {
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        for (int i = 0; i < query.parameters().size(); i++) {
          String name = query.parameters().get(i);
          LocalDate value = parameters.get(name);
          if (value == null) {
            throw new IllegalArgumentException("there is no parameter :" + name);
          }
          statement.setObject(i + 1, value);
        }
        try (ResultSet result = statement.executeQuery()) {
          return read(result, limit);
        }
      } finally {
        // A statement is closed by any error of its own, so the transaction ends through another one.
        try (Statement transaction = open.createStatement()) {
          transaction.execute("rollback");
        }
      }
    } catch (SQLException e) {
      throw new FactQueryException(words(e), e);
    }
  }

  private static String words(SQLException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.contains("INTERRUPT")
        ? "it took longer than " + TIMEOUT_SECONDS + " seconds"
        : message.strip();
  }

  private static Table read(ResultSet result, int limit) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns; i++) {
      names.add(result.getMetaData().getColumnLabel(i));
    }
    List<List<@Nullable Object>> read = new ArrayList<>();
    boolean truncated = false;
    while (result.next()) {
      if (read.size() == limit) {
        truncated = true;
        break;
      }
      List<@Nullable Object> row = new ArrayList<>(columns);
      for (int i = 1; i <= columns; i++) {
        row.add(value(result.getObject(i)));
      }
      read.add(row);
    }
    return new Table(names, read, truncated);
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Timestamp timestamp -> timestamp.toLocalDateTime();
      case Date date -> date.toLocalDate();
      case String text -> text;
      case Number number -> number;
      case Boolean bool -> bool;
      case LocalDate date -> date;
      default -> value.toString();
    };
  }

  @Override
  public synchronized long count(String table, LocalDate asOf) {
    FactTable known =
        FactTable.named(table)
            .orElseThrow(() -> new IllegalArgumentException("there is no table " + table));
    try (Statement statement = showing(asOf, known.tableName()).createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + known.tableName())) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new FactQueryException(words(e), e);
    }
  }

  /** The connection with every table that a text names filled and shown as on a day. */
  private DuckDBConnection showing(LocalDate asOf, String text) throws SQLException {
    DuckDBConnection open = connection;
    if (open == null) {
      open = DuckDb.open();
      connection = open;
      try (Statement statement = open.createStatement()) {
        statement.execute("create schema base");
        for (FactTable table : FactTable.values()) {
          statement.execute("create table base." + table.tableName() + " (" + table.columns() + ")");
        }
        statement.execute("set enable_external_access = false");
        statement.execute("set lock_configuration = true");
      }
    }
    if (!asOf.equals(shown)) {
      try (Statement statement = open.createStatement()) {
        for (FactTable table : FactTable.values()) {
          statement.execute(
              "create or replace view " + table.tableName() + " as select * from base."
                  + table.tableName() + " where " + table.shownOn(asOf));
        }
      }
      shown = asOf;
    }
    for (FactTable table : FactTable.values()) {
      if (!filled.contains(table) && names(text, table)) {
        try (DuckDBAppender appender =
            open.createAppender("base", table.tableName())) {
          rows.append(table, new Row(appender));
        }
        filled.add(table);
      }
    }
    return open;
  }

  private static boolean names(String text, FactTable table) {
    return Pattern.compile("(?i)\\b" + table.tableName() + "\\b").matcher(text).find();
  }

  /** A row on its way into a table. */
  static final class Row {
    private final DuckDBAppender appender;

    Row(DuckDBAppender appender) {
      this.appender = appender;
    }

    /** Appends one row of texts, numbers, truths, days, moments (UTC) and nulls. */
    void add(@Nullable Object... values) throws SQLException {
      appender.beginRow();
      for (Object value : values) {
        switch (value) {
          case null -> appender.appendNull();
          case String text -> appender.append(text);
          case Integer number -> appender.append(number.intValue());
          case Long number -> appender.append(number.longValue());
          case Boolean bool -> appender.append(bool.booleanValue());
          case BigDecimal decimal -> appender.append(decimal);
          case LocalDate day -> appender.append(day);
          case Instant at -> appender.append(at.atOffset(ZoneOffset.UTC).toLocalDateTime());
          default -> throw new IllegalArgumentException("no column takes " + value.getClass());
        }
      }
      appender.endRow();
    }
  }

  @Override
  public synchronized void close() {
    DuckDBConnection open = connection;
    connection = null;
    filled.clear();
    shown = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // Nothing is kept in memory that could be lost.
      }
    }
  }
}
