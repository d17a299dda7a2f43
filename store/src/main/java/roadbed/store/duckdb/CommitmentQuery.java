package roadbed.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.commitment.CommitmentHour;

/**
 * Hours of use of computing: what commitments cover, what they leave unused, and what is paid on demand. Only lines of one
 * hour tell an hour; a line of a day or a month does not say when it was used.
 */
final class CommitmentQuery {
  /** Use that a commitment covers, use that one of its kind could cover, and what a commitment leaves unused. */
  private static final String HOURLY =
      """
      from line
      where ends = starts + interval '1 hour' and charge_category = 'Usage'
        and (commitment <> '' or (category = 'Compute' and pricing_category in ('', 'Standard')))
      """;

  private static final int MOST = 2_000_000;

  private final DuckDBConnection connection;

  CommitmentQuery(DuckDBConnection connection) {
    this.connection = connection;
  }

  List<CommitmentHour> hours(LocalDate from, LocalDate to) throws SQLException {
    String sql =
        """
        select starts, provider_name, region, service, currency,
          sum(case when commitment = '' then effective else 0 end),
          sum(case when commitment <> '' and commitment_status <> 'Unused' then list else 0 end),
          sum(case when commitment <> '' and commitment_status <> 'Unused' then effective else 0 end),
          sum(case when commitment <> '' and commitment_status = 'Unused' then effective else 0 end)
        %s and day between ? and ?
        group by all
        order by all
        limit %d
        """
            .formatted(HOURLY, MOST);
    List<CommitmentHour> hours = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, from);
      statement.setObject(2, to);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          hours.add(
              new CommitmentHour(
                  row.getTimestamp(1).toLocalDateTime().toInstant(ZoneOffset.UTC),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  Amounts.shortest(row.getBigDecimal(6)),
                  Amounts.shortest(row.getBigDecimal(7)),
                  Amounts.shortest(row.getBigDecimal(8)),
                  Amounts.shortest(row.getBigDecimal(9))));
        }
      }
    }
    return hours;
  }

  Optional<LocalDate> lastDay() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select max(day) " + HOURLY)) {
      return row.next() ? Optional.ofNullable(row.getObject(1, LocalDate.class)) : Optional.empty();
    }
  }
}
