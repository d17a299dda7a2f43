package roadbed.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.CommitmentDay;

/**
 * What commitments cover, asked of the view {@code line}: of usage, by effective cost, as FOCUS tells coverage. Use at
 * standard prices could have been covered where the same provider's service has use that is; a service without any
 * commitment says nothing of what could be.
 */
final class CommitmentDays {
  private static final String SQL =
      """
      with usage as (
        select day, provider_name, account, service, currency, effective,
               commitment <> '' or commitment_status <> '' or pricing_category = 'Committed' as committed,
               commitment_status = 'Unused' as unused, pricing_category in ('', 'Standard') as standard
        from line where charge_category = 'Usage'),
      programme as (select distinct provider_name, service from usage where committed and not unused)
      select day, provider_name, account, service, currency,
             coalesce(sum(effective) filter (where committed and not unused), 0),
             coalesce(sum(effective) filter (where not committed and standard), 0),
             coalesce(sum(effective) filter (where committed and not unused), 0),
             coalesce(sum(effective) filter (where unused), 0)
      from usage
      where unused or (provider_name, service) in (select (provider_name, service) from programme)
      group by 1, 2, 3, 4, 5
      order by 1, 2, 3, 4, 5
      """;

  private CommitmentDays() {}

  static List<CommitmentDay> of(DuckDBConnection connection) throws SQLException {
    List<CommitmentDay> days = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      while (row.next()) {
        days.add(
            new CommitmentDay(
                row.getObject(1, LocalDate.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8),
                row.getBigDecimal(9)));
      }
    }
    return days;
  }
}
