package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.anomaly.Scope;
import roadbed.assess.cost.anomaly.UsageLine;

/** Lines of the lake summed by what was bought and by which resource. */
public final class DuckDbUsageLines implements UsageLine.Source {
  /** The dimensions that a scope may have, with their columns. */
  private static final Map<String, String> COLUMNS =
      Map.of("service", "service", "account", "account", "provider", "provider_name", "region", "region", "category", "category");

  private final Path billing;

  /** The lines of a billing folder. */
  public DuckDbUsageLines(Path billing) {
    this.billing = billing;
  }

  @Override
  public List<UsageLine> lines(Scope scope, String currency, LocalDate from, LocalDate to, int most) {
    StringBuilder sql =
        new StringBuilder(
            """
            select coalesce(nullif(sku, ''), nullif(sku_price, ''), description) as thing, max(description) as description,
              resource, case when pricing_quantity is null then consumed_unit else pricing_unit end as unit,
              case when count(coalesce(pricing_quantity, consumed_quantity)) = count(*)
                then sum(coalesce(pricing_quantity, consumed_quantity)) end as quantity,
              sum(effective) as effective, sum(list) as list
            from line where currency = ? and day between ? and ?\
            """);
    List<Object> values = new ArrayList<>(List.of(currency, from, to));
    scope
        .part()
        .forEach(
            (dimension, value) -> {
              String column = COLUMNS.get(dimension);
              if (column == null) {
                throw new IllegalArgumentException("lines are not summed by " + dimension);
              }
              sql.append(" and ").append(column).append(" = ?");
              values.add(value);
            });
    sql.append(" group by thing, resource, unit order by abs(sum(effective)) desc, thing, resource, unit limit ").append(most);
    try (PlainPaths paths = new PlainPaths();
        DuckDBConnection connection = DuckDb.open()) {
      List<String> files = new ArrayList<>();
      for (Path file : new BillingFolder(billing).files()) {
        if (Files.size(file) > 0) {
          files.add(paths.literal(file));
        }
      }
      if (files.isEmpty()) {
        return List.of();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(BillingLines.view(files));
      }
      return read(connection, sql.toString(), values);
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<UsageLine> read(DuckDBConnection connection, String sql, List<Object> values) throws SQLException {
    List<UsageLine> lines = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines.add(
              new UsageLine(
                  row.getString("thing"),
                  row.getString("description"),
                  row.getString("resource"),
                  row.getString("unit"),
                  Optional.ofNullable(row.getBigDecimal("quantity")),
                  row.getBigDecimal("effective"),
                  row.getBigDecimal("list")));
        }
      }
    }
    return lines;
  }
}
