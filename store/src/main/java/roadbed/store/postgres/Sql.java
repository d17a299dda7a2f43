package roadbed.store.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plain SQL with bound parameters. */
final class Sql {
  private static final int FETCH = 2_000;

  private Sql() {}

  /** Reads one row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Looks at one row of many. */
  @FunctionalInterface
  interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  static <T> List<T> list(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    each(connection, sql, row -> rows.add(reader.read(row)), parameters);
    return rows;
  }

  static <T> Optional<T> first(
      Connection connection, String sql, RowReader<T> reader, @Nullable Object... parameters)
      throws SQLException {
    List<T> rows = list(connection, sql, reader, parameters);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  /** Visits rows as they arrive; inside a transaction they are never all in memory. */
  static void each(Connection connection, String sql, RowVisitor visitor, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
    }
  }

  static int update(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Runs a statement once for each row of parameters. */
  static void batch(Connection connection, String sql, List<? extends @Nullable Object[]> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object parameter)
      throws SQLException {
    switch (parameter) {
      case null -> statement.setNull(index, Types.NULL);
      case String text -> statement.setString(index, Storable.text(text));
      case Instant instant -> statement.setObject(index, time(instant));
      case String[] texts -> statement.setArray(index, array(statement.getConnection(), texts));
      case Integer[] numbers ->
          statement.setArray(index, statement.getConnection().createArrayOf("integer", numbers));
      case Long[] numbers ->
          statement.setArray(index, statement.getConnection().createArrayOf("bigint", numbers));
      case OffsetDateTime[] times ->
          statement.setArray(index, statement.getConnection().createArrayOf("timestamptz", times));
      case byte[] bytes -> statement.setBytes(index, bytes);
      case byte[][] all -> statement.setArray(index, statement.getConnection().createArrayOf("bytea", all));
      default -> statement.setObject(index, parameter);
    }
  }

  private static Array array(Connection connection, String[] texts) throws SQLException {
    String[] storable = new String[texts.length];
    for (int i = 0; i < texts.length; i++) {
      storable[i] = Storable.text(texts[i]);
    }
    return connection.createArrayOf("text", storable);
  }

  static String[] texts(java.util.Collection<String> texts) {
    return texts.toArray(String[]::new);
  }

  static OffsetDateTime[] times(java.util.Collection<Instant> times) {
    return times.stream().map(Sql::time).toArray(OffsetDateTime[]::new);
  }

  /** PostgreSQL keeps microseconds. */
  static Instant storable(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static OffsetDateTime time(Instant instant) {
    return storable(instant).atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
  }

  static LocalDate date(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  static List<String> textList(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
