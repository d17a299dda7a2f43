package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.prove.evidence.EvidenceStore.StoredRecord;

class EmbeddedPostgresTest {
  @TempDir Path state;

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(state, TestPostgres.CACHE);
  }

  private static void append(PostgresStores stores) {
    long index = stores.evidence().size();
    stores.evidence().append(new StoredRecord(index, "{}", "a".repeat(64)), "checkpoint " + index);
  }

  @Test
  void whatWasWrittenIsThereAfterARestartAndTheFolderIsOurs() throws Exception {
    try (EmbeddedPostgres postgres = start();
        PostgresStores stores = PostgresStores.open(postgres.address())) {
      append(stores);
      assertThat(postgres.address().toString()).doesNotContain(postgres.address().login().password());
      assertThat(postgres.process().orElseThrow().info().commandLine().orElse(""))
          .doesNotContain(postgres.address().login().password());
    }
    try (EmbeddedPostgres postgres = start();
        PostgresStores stores = PostgresStores.open(postgres.address())) {
      assertThat(stores.evidence().size()).isEqualTo(1);
    }
    Path folder = state.resolve("postgres");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("credentials"))))
        .isEqualTo("rw-------");
  }

  @Test
  void durabilityIsOnAndStrangersAreNotLetIn() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      PostgresAddress address = postgres.address();
      try (Connection connection =
              DriverManager.getConnection(address.url(), address.login().user(), address.login().password());
          var rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "select current_setting('fsync'), current_setting('synchronous_commit'),"
                          + " current_setting('full_page_writes'), current_setting('is_superuser'),"
                          + " current_setting('listen_addresses')")) {
        rows.next();
        assertThat(rows.getString(1) + rows.getString(2) + rows.getString(3)).isEqualTo("ononon");
        assertThat(rows.getString(4)).isEqualTo("off");
        assertThat(rows.getString(5)).isEqualTo("127.0.0.1");
      }
      assertThatThrownBy(() -> DriverManager.getConnection(address.url(), "roadbed", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsToldSo() {
    try (EmbeddedPostgres postgres = start()) {
      assertThat(postgres.problem()).isEmpty();
      assertThatThrownBy(this::start)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another Roadbed server runs on");
    }
  }

  @Test
  void postgresThatEndsByItselfComesBackAndConnectionsRecover() throws Exception {
    try (EmbeddedPostgres postgres = start();
        PostgresStores stores = PostgresStores.open(postgres.address())) {
      append(stores);
      ProcessHandle before = postgres.process().orElseThrow();
      before.destroyForcibly();
      before.onExit().get(20, TimeUnit.SECONDS);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!stores.answers() && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      append(stores);
      assertThat(stores.evidence().size()).isEqualTo(2);
      assertThat(postgres.process().orElseThrow().pid()).isNotEqualTo(before.pid());
    }
  }

  @Test
  void aFirstStartThatWasCutOffLeavesNothingInTheWay() throws Exception {
    Path unfinished = state.resolve("postgres/data-unfinished-1/base");
    Files.createDirectories(unfinished);
    Files.writeString(unfinished.resolve("half"), "x");
    try (EmbeddedPostgres postgres = start()) {
      assertThat(postgres.process()).isPresent();
    }
    assertThat(state.resolve("postgres/data-unfinished-1")).doesNotExist();
  }

  @Test
  void aStalePidFileIsNoObstacle() throws Exception {
    start().close();
    Files.writeString(
        state.resolve("postgres/data/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + state + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
    try (EmbeddedPostgres postgres = start()) {
      assertThat(postgres.process()).isPresent();
    }
  }

  @Test
  void aFolderOfAnotherVersionIsRefusedWithTheWayOut() throws Exception {
    Path data = Files.createDirectories(state.resolve("postgres/data"));
    Files.writeString(data.resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was written by PostgreSQL 17 and this Roadbed brings PostgreSQL 18")
        .hasMessageContaining("pg_dump");
  }

  @Test
  void aFolderThatIsNoClusterIsRefused() throws Exception {
    Files.createDirectories(state.resolve("postgres/data"));
    assertThatThrownBy(this::start).hasMessageContaining("is not a PostgreSQL cluster");
  }

  @Test
  void lostPasswordsAreSaidToBeLost() throws Exception {
    start().close();
    Files.delete(state.resolve("postgres/credentials"));
    assertThatThrownBy(this::start).hasMessageContaining("restore").hasMessageContaining("credentials");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
    PostgresAddress nobody =
        new PostgresAddress(
            "jdbc:postgresql://127.0.0.1:1/x?password=secret1",
            new PostgresAddress.Login("u", "secret2"),
            java.util.Optional.empty());
    assertThatThrownBy(() -> PostgresStores.open(nobody))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot connect to jdbc:postgresql://127.0.0.1:1/x as u")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> new PostgresAddress("jdbc:h2:x", nobody.login(), nobody.reader()))
        .hasMessageContaining("does not begin with jdbc:postgresql:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FATAL:  could not write to file \"pg_wal/x\": No space left on device | the disk is full; make room and start again",
        "FATAL:  pre-existing shared memory block (key 1) is still in use      | processes of the PostgreSQL before have not ended yet; try again in a moment",
        "2026 UTC [7] FATAL:  lock file \"postmaster.pid\" already exists      | lock file \"postmaster.pid\" already exists",
        "something else                                                        | something else",
      })
  void theLogIsPutInWords(String log, String words) {
    assertThat(ServerLog.essence(log)).isEqualTo(words);
  }
}
