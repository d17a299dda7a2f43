package roadbed.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.waste.Bill;

/** What was used lately, by resource and meter. */
final class BillQuery {
  private final DuckDBConnection connection;

  BillQuery(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** The newest whole month that was billed, or the days that there are where none was. */
  Bill lately() throws SQLException {
    LocalDate first;
    LocalDate last;
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select min(day), max(coalesce(cast(ends - interval 1 second as date), day))
                from line where charge_category in ('Usage', '')
                """)) {
      if (!row.next() || row.getObject(1, LocalDate.class) == null) {
        return Bill.NONE;
      }
      first = row.getObject(1, LocalDate.class);
      last = row.getObject(2, LocalDate.class);
    }
    YearMonth month = last.equals(YearMonth.from(last).atEndOfMonth()) ? YearMonth.from(last) : YearMonth.from(last).minusMonths(1);
    LocalDate from = first.isAfter(month.atDay(1)) ? first : month.atDay(1);
    LocalDate to = first.isAfter(month.atDay(1)) ? last : month.atEndOfMonth();
    return new Bill(from, to, uses(from, to));
  }

  private List<Bill.Use> uses(LocalDate from, LocalDate to) throws SQLException {
    String sql =
        """
        select provider_name, account, region, service, resource, sku, meter, min(description),
               coalesce(nullif(consumed_unit, ''), pricing_unit), currency, sum(effective),
               sum(coalesce(consumed_quantity, pricing_quantity, 0))
        from line
        where charge_category in ('Usage', '') and day between ? and ?
        group by provider_name, account, region, service, resource, sku, meter,
               coalesce(nullif(consumed_unit, ''), pricing_unit), currency
        order by all
        """;
    List<Bill.Use> uses = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, from);
      statement.setObject(2, to);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          uses.add(
              new Bill.Use(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8),
                  row.getString(9),
                  row.getString(10),
                  Amounts.shortest(row.getBigDecimal(11)),
                  Amounts.shortest(row.getBigDecimal(12))));
        }
      }
    }
    return uses;
  }
}
