package roadbed.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A PostgreSQL of our own: the engine of production, started, watched and stopped by us.
 *
 * <p>It listens on a free loopback port, asks for generated passwords, and writes to disk before it
 * acknowledges. When this process ends, however it ends, PostgreSQL shuts down cleanly within a second or two;
 * when PostgreSQL ends by itself, it is started again on the same port, so that connections recover.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
  private static final int READY_SECONDS = 120;
  private static final int PORTS_TO_TRY = 5;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final DataFolder folder;
  private final Programs programs;
  private final Credentials credentials;
  private final int port;
  private volatile Postmaster postmaster;
  private volatile boolean closing;
  private volatile Optional<String> problem = Optional.empty();

  private EmbeddedPostgres(
      DataFolder folder, Programs programs, Credentials credentials, int port, Postmaster postmaster) {
    this.folder = folder;
    this.programs = programs;
    this.credentials = credentials;
    this.port = port;
    this.postmaster = postmaster;
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param state the folder for what must last; the database lives in its folder {@code postgres}
   * @param cache the folder for what can be made again; the programs are unpacked there once
   * @throws StoreException saying what to do, where it cannot start
   */
  public static EmbeddedPostgres start(Path state, Path cache) {
    DataFolder folder = DataFolder.lock(state);
    try {
      Programs programs = Programs.of(PostgresBinaries.in(cache.toAbsolutePath().normalize()));
      Credentials credentials = folder.prepare(programs);
      EmbeddedPostgres started = startOnFreePort(folder, programs, credentials);
      Thread supervisor = new Thread(started::supervise, "postgres-supervisor");
      supervisor.setDaemon(true);
      supervisor.start();
      return started;
    } catch (InterruptedException e) {
      folder.close();
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while starting PostgreSQL", e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static EmbeddedPostgres startOnFreePort(
      DataFolder folder, Programs programs, Credentials credentials) throws InterruptedException {
    String words = "";
    for (int attempt = 0; attempt < PORTS_TO_TRY; attempt++) {
      int port = freePort();
      Postmaster postmaster = Postmaster.launch(programs, folder, port);
      if (postmaster.awaitReady(address(port, credentials), READY_SECONDS)) {
        return new EmbeddedPostgres(folder, programs, credentials, port, postmaster);
      }
      words = postmaster.lastWords();
      if (!ServerLog.portTaken(words)) {
        break;
      }
    }
    throw new StoreException(
        "PostgreSQL did not start: %s (its log is %s)".formatted(ServerLog.essence(words), folder.log()));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StoreException("there is no free port on the loopback interface: " + e.getMessage(), e);
    }
  }

  /** Where it is and how to enter it. */
  public PostgresAddress address() {
    return address(port, credentials);
  }

  private static PostgresAddress address(int port, Credentials credentials) {
    return new PostgresAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/roadbed",
        new PostgresAddress.Login("roadbed", credentials.owner()),
        Optional.of(new PostgresAddress.Login("roadbed_facts", credentials.reader())));
  }

  /** What is wrong with it now, where anything is; for the readiness page. */
  public Optional<String> problem() {
    return problem;
  }

  /** The server process, where it runs. */
  Optional<ProcessHandle> process() {
    return folder.postmaster();
  }

  private void supervise() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!closing) {
        postmaster.awaitEnd();
        if (closing) {
          return;
        }
        String words = ServerLog.essence(postmaster.lastWords());
        problem = Optional.of("PostgreSQL ended and is being started again: " + words);
        LOG.log(System.Logger.Level.WARNING, "PostgreSQL ended ({0}); starting it again", words);
        Thread.sleep(pause);
        pause = restarted() ? FIRST_PAUSE_MILLIS : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean restarted() throws InterruptedException {
    synchronized (this) {
      if (closing) {
        return false;
      }
      postmaster = Postmaster.launch(programs, folder, port);
    }
    try {
      if (postmaster.awaitReady(address(), READY_SECONDS)) {
        problem = Optional.empty();
        LOG.log(System.Logger.Level.INFO, "PostgreSQL runs again");
        return true;
      }
    } catch (StoreException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
    return false;
  }

  /** Stops PostgreSQL cleanly and lets another server use the folder. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    postmaster.stop();
    folder.close();
  }
}
