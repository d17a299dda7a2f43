package roadbed.store.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * One run of the PostgreSQL server process.
 *
 * <p>A shell stands between us and it, and holds the end of a pipe from us: when we are gone, however we went,
 * the pipe closes and the shell's watchdog asks PostgreSQL for a fast, clean shutdown.
 */
final class Postmaster {
  private static final String WATCHDOG =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      postmaster=$!
      ( read -r _ <&3; kill -INT "$postmaster" 2>/dev/null ) &
      watchdog=$!
      exec 3<&-
      wait "$postmaster"
      status=$?
      kill "$watchdog" 2>/dev/null
      exit "$status"
      """;

  /** Durable first; the rest suits a laptop: little memory, few processes, no log of data. */
  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "password_encryption=scram-sha-256",
          "max_connections=40",
          "shared_buffers=128MB",
          "work_mem=32MB",
          "maintenance_work_mem=128MB",
          "effective_cache_size=1GB",
          "random_page_cost=1.1",
          "max_parallel_workers_per_gather=1",
          "jit=off",
          "huge_pages=off",
          "wal_level=minimal",
          "max_wal_senders=0",
          "min_wal_size=80MB",
          "max_wal_size=1GB",
          "checkpoint_timeout=10min",
          "timezone=UTC",
          "log_timezone=UTC",
          "logging_collector=off",
          "log_min_error_statement=panic",
          "log_error_verbosity=terse",
          "cluster_name=roadbed");

  private final Process process;
  private final ServerLog log;

  private Postmaster(Process process, ServerLog log) {
    this.process = process;
    this.log = log;
  }

  static Postmaster launch(Programs programs, DataFolder folder, int port) {
    ServerLog log = ServerLog.from(folder.log());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid"); // so that Ctrl-C reaches only us, and we stop PostgreSQL in order
    }
    command.addAll(List.of("/bin/sh", "-c", WATCHDOG, "roadbed-postgres"));
    List<String> arguments = new ArrayList<>(List.of("-D", folder.data().toString(), "-p", "" + port));
    for (String setting : SETTINGS) {
      arguments.addAll(List.of("-c", setting));
    }
    command.addAll(programs.command("postgres", arguments));
    try {
      Process process =
          Programs.clean(new ProcessBuilder(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
              .start();
      return new Postmaster(process, log);
    } catch (IOException e) {
      throw new StoreException("cannot start PostgreSQL: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until it answers.
   *
   * @return false where it ended instead; {@link #lastWords} says why
   */
  boolean awaitReady(PostgresAddress address, int seconds) throws InterruptedException {
    Properties login = new Properties();
    login.setProperty("user", address.login().user());
    login.setProperty("password", address.login().password());
    login.setProperty("connectTimeout", "2");
    login.setProperty("socketTimeout", "10");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (process.isAlive()) {
      try (Connection connection = DriverManager.getConnection(address.url(), login)) {
        if (connection.isValid(2)) {
          return true;
        }
      } catch (SQLException e) {
        if ("28P01".equals(e.getSQLState()) || "28000".equals(e.getSQLState())) {
          stop();
          throw new StoreException(
              "the database refuses the passwords in the credentials file beside it; restore both from the"
                  + " same backup",
              e);
        }
        if (System.nanoTime() > deadline) {
          stop();
          throw new StoreException(
              "PostgreSQL does not answer after " + seconds + " s; its log is " + log.file(), e);
        }
      }
      Thread.sleep(10);
    }
    return false;
  }

  /** What it logged in this run. */
  String lastWords() {
    return log.text();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /** Ends it cleanly: open transactions are rolled back, all that was committed is on disk. */
  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroy);
      Thread.currentThread().interrupt();
    }
  }
}
