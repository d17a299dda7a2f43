package roadbed.store.duckdb;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.explore.SqlQuestions;

/** DuckDB as it answers questions to the view {@code line}. */
record DuckDbQuestions(DuckDBConnection connection) implements SqlQuestions.Engine {

  @Override
  public void ask(String sql, List<Object> values, Consumer<SqlQuestions.Cells> each) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        Cells cells = new Cells(row);
        while (row.next()) {
          each.accept(cells);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
    }
  }

  /** Tags are an object, or a list of objects with a key and a value, or no JSON at all. */
  @Override
  public String tag(String key) {
    String path = DuckDb.quoted("$.\"" + key.replace("\\", "").replace("\"", "") + "\"");
    return """
        coalesce(case when tags = '' then null
          when starts_with(tags, '[') then try(list_extract(list_transform(
            list_filter(json_extract(tags, '$[*]'), lambda e: json_extract_string(e, '$.key') = %s),
            lambda e: json_extract_string(e, '$.value')), 1))
          else try(json_extract_string(tags, %s)) end, '')"""
        .formatted(DuckDb.quoted(key), path);
  }

  /** The row at which a result stands. */
  private record Cells(ResultSet row) implements SqlQuestions.Cells {
    private interface Get<T> {
      T get() throws SQLException;
    }

    private static <T> T got(Get<T> get) {
      try {
        return get.get();
      } catch (SQLException e) {
        throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
      }
    }

    @Override
    public String text(int column) {
      return got(() -> row.getString(column));
    }

    @Override
    public BigDecimal amount(int column) {
      return got(() -> row.getBigDecimal(column));
    }

    @Override
    public Optional<LocalDate> day(int column) {
      return got(() -> Optional.ofNullable(row.getObject(column, LocalDate.class)));
    }

    @Override
    public boolean truth(int column) {
      return got(() -> row.getBoolean(column));
    }
  }
}
