package roadbed.store.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL's folder: {@code data} (the cluster), {@code credentials}, {@code postgres.log} and
 * {@code lock}, which exactly one server holds.
 *
 * <p>A cluster is made in a folder beside and moved into place when it is whole, roles and database included,
 * so a first start that was cut off leaves nothing that looks like a cluster.
 */
final class DataFolder implements AutoCloseable {
  private static final String UNFINISHED = "data-unfinished-";
  private static final String PID_FILE = "postmaster.pid";
  private static final long NEEDED_AT_FIRST = 300L << 20;
  private static final long NEEDED_LATER = 48L << 20;

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the folder, which is made where it is missing. */
  static DataFolder lock(Path state) {
    Path root = state.toAbsolutePath().normalize().resolve("postgres");
    try {
      Files.createDirectories(state);
      if (!Files.isDirectory(root)) {
        Files.createDirectory(
            root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new StoreException(
            "another Roadbed server runs on "
                + root
                + "; stop it, or give this one a state folder of its own");
      }
      return new DataFolder(root, channel);
    } catch (IOException e) {
      throw new StoreException("cannot use the folder " + root + ": " + FileProblem.of(e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("postgres.log");
  }

  /** Makes the cluster where there is none, and checks the one that is there. */
  Credentials prepare(Programs programs) {
    Path credentials = root.resolve("credentials");
    boolean exists = Files.exists(data());
    requireSpace(exists ? NEEDED_LATER : NEEDED_AT_FIRST);
    if (exists) {
      requireVersion();
      if (!Files.exists(credentials)) {
        throw new StoreException(
            "the passwords of the database are missing: restore " + credentials + " from a backup");
      }
      endLeftover(programs);
    }
    Credentials passwords = Credentials.in(credentials, new SecureRandom());
    if (!exists) {
      initialise(programs, passwords);
    }
    if (programs.as() == Programs.As.NOBODY) {
      giveTo("65534:65534", root);
    }
    return passwords;
  }

  private void requireSpace(long bytes) {
    try {
      long usable = Files.getFileStore(root).getUsableSpace();
      if (usable < bytes) {
        throw new StoreException(
            "the disk under %s is full: %d MB are free and %d MB are needed; make room and start again"
                .formatted(root, usable >> 20, bytes >> 20));
      }
    } catch (IOException e) {
      throw new StoreException("cannot look at the disk under " + root + ": " + FileProblem.of(e), e);
    }
  }

  private void requireVersion() {
    Path file = data().resolve("PG_VERSION");
    try {
      String version = Files.readString(file).strip();
      if (!version.equals(PostgresBinaries.MAJOR)) {
        throw new StoreException(
            "%s was written by PostgreSQL %s and this Roadbed brings PostgreSQL %s: export it with pg_dump under the version of Roadbed that wrote it, move the folder away, and restore the export"
                .formatted(data(), version, PostgresBinaries.MAJOR));
      }
    } catch (IOException e) {
      throw new StoreException(
          data() + " is not a PostgreSQL cluster (" + FileProblem.of(e) + "); move it away or restore a backup",
          e);
    }
  }

  private void initialise(Programs programs, Credentials passwords) {
    try {
      removeUnfinished();
      Path unfinished = Files.createTempDirectory(root, UNFINISHED);
      Path password = Files.createTempFile(root, "pw", "");
      try {
        if (programs.as() == Programs.As.NOBODY) {
          giveTo("65534:65534", root);
        }
        Files.writeString(password, passwords.superuser());
        require(
            "initdb",
            programs.run(
                "initdb",
                List.of(
                    "--pgdata=" + unfinished,
                    "--username=postgres",
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8"),
                ""));
      } finally {
        Files.deleteIfExists(password);
      }
      require(
          "postgres --single",
          programs.run(
              "postgres",
              List.of("--single", "-D", unfinished.toString(), "-j", "postgres"),
              rolesAndDatabase(passwords)));
      Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException("cannot make a database in " + root + ": " + FileProblem.of(e), e);
    }
  }

  /** Single-user mode reads commands that end with a semicolon and an empty line. */
  private static String rolesAndDatabase(Credentials passwords) {
    return """
        create role roadbed login password '%s';

        create role roadbed_facts login password '%s';

        create database roadbed owner roadbed;

        revoke connect on database roadbed from public;

        grant connect on database roadbed to roadbed_facts;

        """
        .formatted(passwords.owner(), passwords.reader());
  }

  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, UNFINISHED + "*")) {
      folders.forEach(FolderRemoval::remove);
    }
  }

  private void require(String what, Programs.Result result) {
    if (result.code() != 0 || result.output().contains("ERROR:") || result.output().contains("FATAL:")) {
      throw new StoreException(what + " failed in " + root + ": " + ServerLog.essence(result.output()));
    }
  }

  /**
   * Whoever holds the lock owns the cluster: a server process that still runs on it lost its Roadbed. Its
   * watchdog ends it within a second or two; where even that died, we end it.
   */
  private void endLeftover(Programs programs) {
    Optional<ProcessHandle> leftover = postmaster();
    if (leftover.isEmpty()) {
      forgetStranger();
      return;
    }
    if (ended(leftover.get(), Duration.ofSeconds(10))) {
      return;
    }
    programs.run("pg_ctl", List.of("stop", "-D", data().toString(), "-m", "fast", "-t", "60"), "");
    if (!ended(leftover.get(), Duration.ofSeconds(10))) {
      throw new StoreException(
          "PostgreSQL process %d still runs on %s and does not stop; stop it first"
              .formatted(leftover.get().pid(), data()));
    }
  }

  /**
   * After a restart of the machine the number in the pid file may be that of some other program, which
   * PostgreSQL would take for itself. A number that no process has is left to PostgreSQL, which then also makes
   * sure that no process of the last run is left.
   */
  private void forgetStranger() {
    if (pid(data()).flatMap(ProcessHandle::of).isPresent()) {
      try {
        Files.deleteIfExists(data().resolve(PID_FILE));
      } catch (IOException e) {
        throw new StoreException("cannot remove a stale pid file: " + FileProblem.of(e), e);
      }
    }
  }

  /** The live PostgreSQL that the cluster's own pid file names. */
  Optional<ProcessHandle> postmaster() {
    return postmaster(data());
  }

  static Optional<ProcessHandle> postmaster(Path data) {
    return pid(data)
        .flatMap(ProcessHandle::of)
        .filter(process -> process.info().command().orElse("").endsWith("postgres"));
  }

  private static Optional<Long> pid(Path data) {
    try {
      return Optional.of(Long.valueOf(Files.readAllLines(data.resolve(PID_FILE)).getFirst().strip()));
    } catch (IOException | NumberFormatException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static boolean ended(ProcessHandle process, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return !process.isAlive();
  }

  private static void giveTo(String user, Path folder) {
    try {
      int code = new ProcessBuilder("chown", "-R", user, folder.toString()).start().waitFor();
      if (code != 0) {
        throw new StoreException("cannot give " + folder + " to the user nobody");
      }
    } catch (IOException e) {
      throw new StoreException("cannot run chown: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while starting PostgreSQL", e);
    }
  }

  /** Lets another server take the folder. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException("cannot release " + root + ": " + FileProblem.of(e), e);
    }
  }
}
