package roadbed.store.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Opens DuckDB in memory, bounded: it fetches no extension, uses at most {@code roadbed.duckdb.memory}
 * (a system property, {@value #DEFAULT_MEMORY} by default), and spills into a folder of the temporary
 * directory, never into the current one.
 */
final class DuckDb {
  static final String DEFAULT_MEMORY = "1GB";

  private static final AtomicLong COUNT = new AtomicLong();

  private DuckDb() {}

  static DuckDBConnection open() throws SQLException {
    Path spill =
        Path.of(
            System.getProperty("java.io.tmpdir", "."),
            "roadbed-duckdb-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    if (!(connection instanceof DuckDBConnection duckdb)) {
      throw new SQLException("DuckDB did not open");
    }
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("set autoinstall_known_extensions = false");
      statement.execute("set autoload_known_extensions = false");
      statement.execute("set temp_directory = " + quoted(spill.toString()));
      statement.execute("set max_temp_directory_size = '20GB'");
      statement.execute(
          "set memory_limit = " + quoted(System.getProperty("roadbed.duckdb.memory", DEFAULT_MEMORY)));
      statement.execute("set TimeZone = 'UTC'");
      statement.execute("set enable_progress_bar = true");
      statement.execute("set enable_progress_bar_print = false");
      return duckdb;
    } catch (SQLException e) {
      duckdb.close();
      throw e;
    }
  }

  /** A text as an SQL literal, for the places where DuckDB takes no parameter. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
