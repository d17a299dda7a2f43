package roadbed.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.DoubleConsumer;
import org.duckdb.DuckDBPreparedStatement;

/** Tells, for as long as it is open, how far the query of a statement is: from 0 to 1, about twice a second. */
final class QueryWatch implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;

  private final Thread thread;

  private QueryWatch(Thread thread) {
    this.thread = thread;
  }

  static QueryWatch over(Statement statement, DoubleConsumer told) {
    return new QueryWatch(
        Thread.ofPlatform()
            .daemon()
            .name("progress")
            .start(
                () -> {
                  try {
                    while (statement instanceof DuckDBPreparedStatement running) {
                      Thread.sleep(PAUSE_MILLIS);
                      double percent = running.getQueryProgress().getPercentage();
                      if (percent >= 0) {
                        told.accept(Math.min(1, percent / 100));
                      }
                    }
                  } catch (InterruptedException | SQLException _) {
                    // The query is over.
                  }
                }));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
