package roadbed.store.duckdb;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.duckdb.DuckDBConnection;

/**
 * What a source itself adds up to, asked of its own values before anything is made of them. Digits after the
 * eighteenth decimal place, which the lake does not keep, are in these sums all the same.
 */
final class SourceSums {

  /** What is summed apart. */
  record Key(YearMonth month, String currency) {}

  /** Sums of the four amounts. */
  record Amounts(BigDecimal billed, BigDecimal effective, BigDecimal list, BigDecimal contracted) {
    static final Amounts ZERO = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    Amounts plus(Amounts other) {
      return new Amounts(
          billed.add(other.billed),
          effective.add(other.effective),
          list.add(other.list),
          contracted.add(other.contracted));
    }
  }

  /**
   * Where a source's values are; each but the relation an expression that gives a text.
   *
   * @param relation what stands after {@code from}
   * @param exact whether the amounts are decimals already, of no more places than are kept
   */
  record Source(
      String relation,
      String period,
      String start,
      String currency,
      String billed,
      String effective,
      String list,
      String contracted,
      boolean exact) {}

  private SourceSums() {}

  /**
   * Adds a source's sums to others; lines without a time or currency that can be read are not in them.
   *
   * @param told told how far it is, from 0 to 1
   */
  static void add(DuckDBConnection connection, DoubleConsumer told, Source source, Map<Key, Amounts> sums)
      throws SQLException {
    String select =
        """
        select cast(date_trunc('month', coalesce(try_cast(%s as timestamptz), try_cast(%s as timestamptz))) as date) as month,
               %s as currency, %s, %s, %s, %s
        from %s
        group by 1, 2 having month is not null and currency is not null
        """
            .formatted(
                source.period(),
                source.start(),
                source.currency(),
                sum(source.billed(), source.exact()),
                sum(source.effective(), source.exact()),
                sum(source.list(), source.exact()),
                sum(source.contracted(), source.exact()),
                source.relation());
    try (Statement statement = connection.createStatement();
        QueryWatch _ = QueryWatch.over(statement, told);
        ResultSet row = statement.executeQuery(select)) {
      while (row.next()) {
        sums.merge(
            new Key(YearMonth.from(row.getObject(1, LocalDate.class)), row.getString(2)),
            new Amounts(whole(row, 3), whole(row, 5), whole(row, 7), whole(row, 9)),
            Amounts::plus);
      }
    }
  }

  /** The sum to eighteen places, and that of the digits after them: those of a number of at most two digits before its point. */
  private static String sum(String text, boolean exact) {
    if (exact) {
      return "coalesce(sum(cast(" + text + " as decimal(38, 18))), 0), cast(0 as decimal(38, 18))";
    }
    return """
        coalesce(sum(try_cast(%1$s as decimal(38, 18))), 0),
        coalesce(sum(case when length(%1$s) > 19 or contains(lower(%1$s), 'e') then
          coalesce(try_cast(%1$s as decimal(38, 36)) - try_cast(try_cast(%1$s as decimal(38, 18)) as decimal(38, 36)), 0)
          else 0 end), 0)
        """
        .formatted(text);
  }

  private static BigDecimal whole(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).add(row.getBigDecimal(column + 1));
  }
}
