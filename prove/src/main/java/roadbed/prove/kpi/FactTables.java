package roadbed.prove.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documented tables as they were on a day, ready for SQL. Implemented by {@code store}, on PostgreSQL for
 * the server and on DuckDB for a scan.
 */
public interface FactTables extends AutoCloseable {

  /**
   * Runs a read-only query.
   *
   * @param parameters values of the named parameters ({@code :as_of}), bound and never spliced
   * @param asOf the day whose state the tables show
   * @param limit rows to return at most
   * @throws FactQueryException where the SQL is wrong or takes too long
   */
  Table query(String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit);

  /** How many rows a documented table has on a day. */
  long count(String table, LocalDate asOf);

  /** A result: column names, and rows of texts, numbers, booleans, dates or nulls in that order. */
  record Table(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {}

  /** A query that did not work, with the database's own words. */
  final class FactQueryException extends RuntimeException {
    public FactQueryException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Override
  void close();
}
