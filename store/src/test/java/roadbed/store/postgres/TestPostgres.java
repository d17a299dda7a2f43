package roadbed.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One real PostgreSQL for all tests of this module; each caller of {@link #fresh} gets it emptied. */
final class TestPostgres {
  /** The programs are unpacked once for all runs. */
  static final Path CACHE = Path.of("target", "postgres-cache");

  private static final EmbeddedPostgres SERVER = start();

  private TestPostgres() {}

  private static EmbeddedPostgres start() {
    try {
      Path state = Files.createTempDirectory("roadbed-store-test-");
      EmbeddedPostgres server = EmbeddedPostgres.start(state, CACHE);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    FolderRemoval.remove(state);
                  }));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PostgresAddress address() {
    return SERVER.address();
  }

  /** Stores on an empty database. */
  static PostgresStores fresh() {
    sql("drop schema if exists facts cascade", "drop schema if exists roadbed cascade");
    return PostgresStores.open(SERVER.address());
  }

  /** Runs statements as the owner. */
  static void sql(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** The first column of the first row, as text. */
  static String value(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        SERVER.address().url() + "?currentSchema=roadbed,public",
        SERVER.address().login().user(),
        SERVER.address().login().password());
  }
}
