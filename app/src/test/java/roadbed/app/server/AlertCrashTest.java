package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.config.Folders;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.IncidentStore;
import roadbed.store.postgres.EmbeddedPostgres;
import roadbed.store.postgres.PostgresStores;
import roadbed.web.hooks.AlertReception;

/**
 * Nothing that was acknowledged is lost: another JVM takes alerts in as fast as it can and says which it has acknowledged;
 * it is killed in the midst of it; after a start everything that it said is there, once.
 */
class AlertCrashTest {
  private static final long SEED = 20_261_122;
  private static final int SENDERS = 16;

  @TempDir Path state;

  /** A server's intake on a database, without the web before it. */
  private record Running(EmbeddedPostgres postgres, PostgresStores stores, AlertIntake intake) implements AutoCloseable {
    static Running start(Path state) throws Exception {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(state, Folders.ofProcess().cache());
      PostgresStores stores = PostgresStores.open(postgres.address());
      AlertIntake intake =
          new AlertIntake(
              stores.incidents(),
              new AlertDocuments(stores.estate(), Clock.systemUTC()),
              new EstateGraph(stores::facts, Clock.systemUTC()),
              new Seal(state.resolve("keys")),
              (by, what) -> {},
              false,
              Clock.systemUTC());
      return new Running(postgres, stores, intake);
    }

    @Override
    public void close() {
      intake.close();
      stores.close();
      postgres.close();
    }
  }

  /** The other JVM. */
  static final class Taking {
    private Taking() {}

    public static void main(String[] arguments) throws Exception {
      try (Running running = Running.start(Path.of(arguments[0]))) {
        String token = running.intake.admit("prod", "alertmanager", false, "", "ann").token();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
          String name = arguments[1] + "-" + i + "-";
          senders.add(Thread.ofPlatform().start(() -> send(running.intake, token, name)));
        }
        for (Thread sender : senders) {
          sender.join();
        }
      }
    }

    private static void send(AlertIntake intake, String token, String name) {
      for (int i = 0; ; i++) {
        String key = name + i;
        String body =
            """
            {"receiver": "roadbed", "status": "firing", "groupLabels": {}, "alerts": [{"status": "firing", "fingerprint": "%s",
              "startsAt": "%s", "labels": {"alertname": "OrdersFail", "service": "service-%d", "severity": "critical"}}]}
            """
                .formatted(key, Instant.now(), ThreadLocalRandom.current().nextInt(5));
        AlertReception.Answer answer =
            intake.receive("prod", new AlertReception.Sent(token, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
        if (answer instanceof AlertReception.Answer.Kept) {
          System.out.println("kept " + key);
        }
      }
    }
  }

  @Test
  void killingTheProcessLosesNoAlertThatWasAcknowledgedAndMakesNoneTwice() throws Exception {
    Random random = new Random(SEED);
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < 2; round++) {
      Process taking =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                  Taking.class.getName(),
                  state.toString(),
                  "round" + round)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader lines = taking.inputReader(StandardCharsets.UTF_8);
      read(lines, acknowledged, 300 + random.nextInt(300));
      // By its handle, which unlike the process itself leaves us what it said.
      taking.toHandle().destroyForcibly();
      taking.waitFor();
      read(lines, acknowledged, Integer.MAX_VALUE);
    }

    try (Running after = Running.start(state)) {
      IncidentStore store = after.stores.incidents();
      Instant patience = Instant.now().plusSeconds(60);
      while (store.waiting() > 0) {
        assertThat(Instant.now()).isBefore(patience);
        Thread.sleep(50);
      }
      List<Condition> conditions = store.conditions(new Condition.Search("", Optional.empty(), "prod", 1_000_000));
      assertThat(conditions.stream().map(one -> one.alert().key()).collect(Collectors.toSet())).containsAll(acknowledged);
      assertThat(conditions).allSatisfy(one -> assertThat(one.episode()).isEqualTo(1));
      assertThat(conditions).allSatisfy(one -> assertThat(one.incident()).isPresent());
      assertThat(store.search(new IncidentStore.Query("ann", "", 0, "", "", Instant.EPOCH, 1_000))).hasSizeBetween(1, 5);
    }
  }

  /** Reads until so many more are acknowledged, or until there is nothing more. */
  private static void read(BufferedReader lines, Set<String> acknowledged, int more) throws Exception {
    int before = acknowledged.size();
    while (acknowledged.size() - before < more) {
      String line = lines.readLine();
      if (line == null) {
        assertThat(more).as("the other JVM goes on").isEqualTo(Integer.MAX_VALUE);
        return;
      }
      if (line.matches("kept round\\d-\\d+-\\d+")) {
        acknowledged.add(line.substring("kept ".length()));
      }
    }
  }
}
