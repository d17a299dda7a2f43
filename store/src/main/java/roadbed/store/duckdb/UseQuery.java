package roadbed.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.BilledUse;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.model.AllocationRules.Span;

/** How much was used in each month, by what is sold and by whom. */
final class UseQuery {
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final DuckDBConnection connection;

  UseQuery(DuckDBConnection connection) {
    this.connection = connection;
  }

  List<BilledUse> months(Span span, int most) throws SQLException {
    String sql =
        """
        select cast(date_trunc('month', day) as date) as used_in, max(day), provider_name, account, service, category, region,
               resource, resource_type, sku, min(description),
               case when consumed_quantity is null then pricing_unit else consumed_unit end as unit,
               sum(coalesce(consumed_quantity, pricing_quantity)), currency, sum(effective)
        from line
        where charge_category = 'Usage' and commitment_status <> 'Unused'
          and coalesce(consumed_quantity, pricing_quantity) is not null and day between ? and ?
        group by used_in, provider_name, account, service, category, region, resource, resource_type, sku, unit, currency
        order by sum(effective) desc, used_in, provider_name, account, service, region, resource, sku, unit
        limit ?
        """;
    List<BilledUse> months = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, span.from().orElse(FIRST));
      statement.setObject(2, span.to().orElse(LAST));
      statement.setInt(3, most);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          months.add(
              new BilledUse(
                  row.getObject(1, LocalDate.class),
                  row.getObject(2, LocalDate.class),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8),
                  row.getString(9),
                  row.getString(10),
                  row.getString(11),
                  row.getString(12),
                  Amounts.shortest(row.getBigDecimal(13)),
                  row.getString(14),
                  Amounts.shortest(row.getBigDecimal(15))));
        }
      }
    }
    return months;
  }
}
