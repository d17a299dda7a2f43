package roadbed.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Connections and transactions; a database's errors become {@link StoreException}s in plain words. */
final class Database implements AutoCloseable {
  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /** What is done with a connection inside one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  static Database connect(PostgresAddress address, PostgresAddress.Login login, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("roadbed-" + login.user());
    config.setJdbcUrl(address.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(15).toMillis());
    config.setInitializationFailTimeout(Duration.ofSeconds(15).toMillis());
    config.setAutoCommit(false);
    config.addDataSourceProperty("ApplicationName", "roadbed");
    config.addDataSourceProperty("currentSchema", "roadbed,public");
    config.addDataSourceProperty("logServerErrorDetail", "false");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("options", "-c jit=off -c timezone=UTC");
    try {
      return new Database(new HikariDataSource(config));
    } catch (HikariPool.PoolInitializationException e) {
      throw new StoreException(
          "cannot connect to "
              + address
              + " as "
              + login.user()
              + ": "
              + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
  }

  DataSource source() {
    return pool;
  }

  /** Reads in one consistent view. */
  <T> T read(Work<T> work) {
    return in(true, Connection.TRANSACTION_REPEATABLE_READ, work);
  }

  /** Writes all or nothing; when it returns, it is on disk. */
  <T> T write(Work<T> work) {
    return in(false, Connection.TRANSACTION_READ_COMMITTED, work);
  }

  private <T> T in(boolean readOnly, int isolation, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      connection.setReadOnly(readOnly);
      connection.setTransactionIsolation(isolation);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw explained(e);
    }
  }

  private static void rollback(Connection connection, Exception reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e); // the connection is gone, and its transaction with it
    }
  }

  private static StoreException explained(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (state.equals("53100")) {
      return new StoreException("the database's disk is full; make room, nothing was changed", e);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new StoreException("the database does not answer just now; try again in a moment", e);
    }
    return new StoreException("the database refused: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
