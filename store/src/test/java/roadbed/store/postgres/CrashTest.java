package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.inventory.EstateStore;
import roadbed.prove.evidence.EvidenceStore.StoredRecord;

/**
 * Nothing that was acknowledged is lost: another JVM writes in a loop and says what was acknowledged; it, or
 * its PostgreSQL, is killed at a random moment; then everything it said must be there, whole.
 */
class CrashTest {
  private static final long SEED = 20_261_121;
  private static final int ROUNDS = 3;

  @TempDir Path state;

  /** The other JVM: one evidence entry and one recording a turn, acknowledged on standard output. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]));
          PostgresStores stores = PostgresStores.open(postgres.address())) {
        System.out.println("ready " + postgres.process().orElseThrow().pid());
        while (true) {
          try {
            turn(stores);
          } catch (StoreException e) {
            Thread.sleep(20); // not acknowledged; PostgreSQL is being started again
          }
        }
      }
    }

    private static void turn(PostgresStores stores) {
      long index = stores.evidence().size();
      stores.evidence().append(record(index), "checkpoint " + index);
      System.out.println("appended " + index);
      Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(index);
      stores
          .estate()
          .record(
              Fixtures.collection("loop", at),
              Fixtures.snapshot(at, Fixtures.bucket("loop", "n" + index), Fixtures.bucket("loop", "m" + index)));
      System.out.println("recorded " + index);
    }

    static StoredRecord record(long index) {
      return new StoredRecord(index, "{\"n\":" + index + "}", Digests.of("" + index));
    }
  }

  @Test
  void killingTheJvmLosesNothingAndLeavesNoOrphan() throws Exception {
    Random random = new Random(SEED);
    Acknowledged acknowledged = new Acknowledged();
    for (int round = 0; round < ROUNDS; round++) {
      Process writer = writer();
      ProcessHandle postmaster = acknowledged.readUntil(writer, 5 + random.nextInt(60)).orElseThrow();
      Thread.sleep(random.nextInt(15));
      kill(writer);
      acknowledged.readRest(writer);
      postmaster.onExit().get(30, TimeUnit.SECONDS);
      verify(acknowledged);
    }
  }

  @Test
  void killingPostgresLosesNothingAndTheWriterGoesOn() throws Exception {
    Random random = new Random(SEED + 1);
    Acknowledged acknowledged = new Acknowledged();
    Process writer = writer();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.readUntil(writer, 5 + random.nextInt(60));
      Thread.sleep(random.nextInt(15));
      ProcessHandle killed = postmaster();
      killed.destroyForcibly();
      killed.onExit().get(30, TimeUnit.SECONDS);
      assertThat(postmaster().pid()).isNotEqualTo(killed.pid());
    }
    acknowledged.readUntil(writer, 5);
    ProcessHandle last = postmaster();
    kill(writer);
    acknowledged.readRest(writer);
    last.onExit().get(30, TimeUnit.SECONDS);
    verify(acknowledged);
  }

  /** By its handle, which unlike the process itself leaves us what it said. */
  private static void kill(Process writer) throws InterruptedException {
    writer.toHandle().destroyForcibly();
    writer.waitFor();
  }

  private Process writer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Writer.class.getName(),
            state.toString(),
            TestPostgres.CACHE.toAbsolutePath().toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The server process of now; waits for one that is being started. */
  private ProcessHandle postmaster() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      Optional<ProcessHandle> found =
          DataFolder.postmaster(state.resolve("postgres/data")).filter(ProcessHandle::isAlive);
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(5);
    }
    throw new AssertionError("PostgreSQL was not started again within a minute");
  }

  private void verify(Acknowledged acknowledged) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(state, TestPostgres.CACHE);
        PostgresStores stores = PostgresStores.open(postgres.address())) {
      List<StoredRecord> stored = stores.evidence().read(0, 100_000);
      assertThat(acknowledged.appended).isNotEmpty().allMatch(index -> index < stored.size());
      for (int index = 0; index < stored.size(); index++) {
        assertThat(stored.get(index)).isEqualTo(Writer.record(index));
      }
      assertThat(stores.evidence().checkpoint()).contains("checkpoint " + (stored.size() - 1));
      EstateStore estate = stores.estate();
      long last = acknowledged.recorded.getLast();
      List<String> now =
          estate
              .search(new EstateStore.Query("", Map.of(), Map.of(), "name", 0, 10))
              .rows()
              .stream()
              .map(EstateStore.Row::name)
              .toList();
      assertThat(now).hasSize(2);
      assertThat(Long.parseLong(now.getFirst().substring(1))).isGreaterThanOrEqualTo(last);
      assertThat(now.getFirst().substring(1)).isEqualTo(now.getLast().substring(1));
      for (long index : acknowledged.recorded) {
        assertThat(estate.history(Fixtures.bucket("loop", "n" + index).id())).isNotEmpty();
      }
    }
  }

  /** What the other JVM said. */
  private static final class Acknowledged {
    private final List<Long> appended = new ArrayList<>();
    private final List<Long> recorded = new ArrayList<>();
    private Optional<ProcessHandle> postmaster = Optional.empty();

    private Optional<ProcessHandle> readUntil(Process writer, int acknowledgements) throws IOException {
      BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8);
      int seen = 0;
      while (seen < acknowledgements) {
        String line = lines.readLine();
        assertThat(line).as("the writer goes on").isNotNull();
        if (accept(line)) {
          seen++;
        }
      }
      return postmaster;
    }

    private void readRest(Process writer) throws IOException {
      BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(line);
      }
    }

    private boolean accept(String line) {
      String[] words = line.split(" ");
      if (words.length != 2 || !words[1].matches("\\d+")) {
        return false; // the last line may be cut
      }
      long number = Long.parseLong(words[1]);
      switch (words[0]) {
        case "ready" -> postmaster = ProcessHandle.of(number);
        case "appended" -> appended.add(number);
        case "recorded" -> recorded.add(number);
        default -> {
          return false;
        }
      }
      return !words[0].equals("ready");
    }
  }
}
