package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.app.config.Folders;
import roadbed.app.notify.StubReceiver;
import roadbed.model.ValueJson;
import roadbed.operate.incident.Audience;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentSeverity;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.Suspects;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageRun;
import roadbed.operate.oncall.OnCallStore;
import roadbed.store.postgres.EmbeddedPostgres;
import roadbed.store.postgres.PostgresStores;
import roadbed.web.IncidentParts;

/**
 * What is written into incidents reaches those who are to know, over a real PostgreSQL and real sockets: who is paged is
 * followed until somebody answers, and a server that dies loses and repeats nothing.
 */
class NotifyWatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ON_CALL =
      """
      {"apiVersion":"roadbed.dev/v1","kind":"OnCall","escalations":[
        {"id":"quick","levels":[{"delay":"2s","targets":[{"person":"ann"}]},{"delay":"1h","targets":[{"person":"bob"}]}]},
        {"id":"slow","levels":[{"delay":"1h","targets":[{"person":"ann"}]},{"delay":"1h","targets":[{"person":"bob"}]}]},
        {"id":"short","levels":[{"delay":"1s","targets":[{"person":"ann"}]}]}]}""";

  private static EmbeddedPostgres postgres;

  @TempDir static Path folder;

  @TempDir Path scratch;

  private StubReceiver receiver;
  private PostgresStores stores;
  private IncidentDesk desk;
  private NotifyWatch watch;

  @BeforeAll
  static void database() throws IOException {
    postgres = EmbeddedPostgres.start(folder, Folders.ofProcess().cache());
  }

  @AfterAll
  static void end() {
    postgres.close();
  }

  @BeforeEach
  void start() throws IOException {
    receiver = new StubReceiver();
    stores = PostgresStores.open(postgres.address());
    desk = new IncidentDesk(stores.incidents(), Clock.systemUTC(), (_, _, _) -> {});
    stores.onCall().save(new OnCallStore.Kept("all", ValueJson.parse(ON_CALL), "test", Instant.now()));
    // What other tests left is told by nobody.
    watch("").close();
  }

  @AfterEach
  void stop() {
    if (watch != null) {
      watch.close();
    }
    stores.close();
    receiver.close();
  }

  private static final class Nowhere implements IncidentParts.Around {
    @Override
    public List<Suspects.Suspect> suspects(Dossier dossier) {
      return List.of();
    }

    @Override
    public Optional<String> owner(String service) {
      return Optional.of("team-shop");
    }
  }

  /** A watch by settings in which {@code @} stands for the receiver's address; one without settings follows once. */
  private NotifyWatch watch(String settings) throws IOException {
    Path file =
        Files.writeString(
            scratch.resolve("notify.yaml"), "apiVersion: roadbed.dev/v1\nkind: Notifications\naddress: https://roadbed.example.org\n" + settings.replace("@", receiver.url("/")));
    NotifyFiles files = new NotifyFiles(List.of(file));
    assertThat(files.problems()).isEmpty();
    NotifyWatch made =
        new NotifyWatch(
            files,
            stores.outbox(),
            new Seal(scratch.resolve("keys")),
            desk,
            new NotifyWatch.Followed(stores.incidents(), new Nowhere(), stores.onCall()),
            outbox -> new CostNotices(stores.budgetAlerts(), stores.anomalies(), outbox, Clock.systemUTC()),
            Clock.systemUTC());
    made.started();
    if (settings.isEmpty()) {
      until(() -> stores.outbox().behind(1).isEmpty());
    } else {
      watch = made;
    }
    return made;
  }

  private static String people(String policy) {
    return """
        targets:
          - {id: chat, webhook: {url: @chat}}
          - {id: ann-phone, webhook: {url: @ann}}
          - {id: bob-phone, webhook: {url: @bob}}
        people:
          - {id: ann, page: [{via: ann-phone}]}
          - {id: bob, page: [{via: bob-phone}]}
        routes:
          - {on: [incident, status-update, page-unanswered], audience: [internal], to: chat}
        pages:
          - {policy: POLICY, severity: 2, owners: team-shop}
        """
        .replace("POLICY", policy);
  }

  private String declare(IncidentSeverity severity, List<String> audience) {
    return desk
        .declare("dora", new Entry.Declared("Shop fails", severity, Optional.of("shop"), "Nothing is sold"), Optional.empty(), audience)
        .dossier()
        .id();
  }

  private static void until(BooleanSupplier met) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!met.getAsBoolean()) {
      assertThat(Instant.now()).as("it happens in time").isBefore(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<String> got(String path) {
    return receiver.got().stream().filter(one -> one.path().equals(path)).map(StubReceiver.Got::body).toList();
  }

  private PageRun run(String incident) {
    return stores.outbox().run("incident/" + incident + "/opened/1").orElseThrow();
  }

  private static String token(String body) {
    Matcher link = Pattern.compile("https://roadbed.example.org/notify/answer/([A-Za-z0-9_.-]+)").matcher(body);
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  @Test
  void whoDoesNotAnswerIsFollowedByTheNextUntilSomebodyDoesByTheLink() throws IOException {
    watch(people("quick"));
    String id = declare(IncidentSeverity.SEV1, List.of());
    until(() -> got("/ann").size() == 1);
    assertThat(got("/ann").getFirst()).contains("dev.roadbed.notify.page", "Shop fails", "Nothing is sold", "SEV1", "Paged by");
    until(() -> got("/bob").size() == 1);
    String token = token(got("/bob").getFirst());
    assertThat(watch.asked(token).orElseThrow().person()).isEqualTo("bob");
    assertThat(watch.asked(token + "x")).as("a link that somebody made up").isEmpty();
    assertThat(watch.answer(token)).isTrue();
    assertThat(watch.answer(token)).as("it is answered once").isFalse();
    assertThat(run(id).state()).isEqualTo("answered");
    assertThat(stores.incidents().find(id).orElseThrow().dossier().entries())
        .anyMatch(entry -> entry.by().equals("bob") && entry.what() instanceof Entry.Acknowledged);
    until(() -> got("/chat").size() == 1);
    desk.note("ann", id, new Entry.StatusUpdate(Audience.PUBLIC, "We are on it"));
    desk.note("ann", id, new Entry.StatusUpdate(Audience.INTERNAL, "It is the disk"));
    desk.restore("ann", id, Optional.empty());
    until(() -> got("/chat").size() == 3);
    assertThat(got("/chat")).as("in order, and what is for others is not told here").extracting(NotifyWatchTest::type).containsExactly("incident-declared", "status-update", "incident-restored");
    assertThat(got("/chat").get(1)).contains("It is the disk");
  }

  private static String type(String body) {
    Matcher type = Pattern.compile("dev\\.roadbed\\.notify\\.([a-z-]+)").matcher(body);
    return type.find() ? type.group(1) : "";
  }

  @Test
  void whoCannotBeReachedIsNotWaitedForAndIsSeen() throws IOException {
    receiver.then(401, "gone");
    watch(people("slow").replace("routes:\n  - {on: [incident, status-update, page-unanswered], audience: [internal], to: chat}\n", ""));
    String id = declare(IncidentSeverity.SEV1, List.of());
    until(() -> got("/bob").size() == 1);
    assertThat(run(id).entries()).extracting(entry -> entry.what().getClass().getSimpleName()).containsExactly("Begun", "Told", "Hurried", "Told");
    List<MessageState> dead = stores.outbox().search(new OutboxStore.Query("dead", "ann-phone", id, 0, 10));
    assertThat(dead).hasSize(1);
    assertThat(dead.getFirst().problem()).contains("401");
    assertThat(watch.outbox().revive(dead.getFirst().message().number(), "dora")).isTrue();
    until(() -> got("/ann").size() == 2);
  }

  @Test
  void aPolicyAtItsEndIsToldAndSeen() throws IOException {
    watch(people("short"));
    String id = declare(IncidentSeverity.SEV2, List.of());
    until(() -> stores.outbox().run("incident/" + id + "/opened/1").filter(run -> run.state().equals("unanswered")).isPresent());
    until(() -> got("/chat").stream().anyMatch(body -> body.contains("page-unanswered")));
  }

  @Test
  void whatIsNotBadEnoughPagesNobodyUntilItGetsWorse() throws IOException {
    watch(people("slow"));
    String id = declare(IncidentSeverity.SEV4, List.of());
    until(() -> got("/chat").size() == 1);
    assertThat(stores.outbox().run("incident/" + id + "/opened/1")).isEmpty();
    desk.note("dora", id, new Entry.Graded(IncidentSeverity.SEV1, "all shops"));
    until(() -> got("/ann").size() == 1);
    desk.note("cem", id, new Entry.Acknowledged());
    until(() -> run(id).state().equals("answered"));
    assertThat(run(id).entries().getLast().by()).isEqualTo("cem");
  }

  @Test
  void whatIsOnlyForSomeIsToldToNobodyElseAndPagesWithoutSayingWhat() throws IOException {
    watch(people("slow"));
    declare(IncidentSeverity.SEV1, List.of("dora", "bob"));
    until(() -> got("/ann").size() == 1);
    assertThat(got("/ann").getFirst()).doesNotContain("Shop fails", "Nothing is sold", "\"shop\"").contains("not for everybody", "SEV1");
    assertThat(got("/chat")).isEmpty();
  }

  @Test
  void whatWasWrittenWhileNoServerRanIsToldOnceByTheNextAndWhatFailedIsSentInOrder() throws IOException {
    String id = declare(IncidentSeverity.SEV4, List.of());
    receiver.then(500, "boom").then(429, "", "Retry-After", "1");
    watch(people("slow"));
    until(() -> got("/chat").size() == 1);
    watch.close();
    desk.restore("dora", id, Optional.empty());
    watch(people("slow"));
    until(() -> got("/chat").size() == 4);
    assertThat(got("/chat")).extracting(NotifyWatchTest::type).containsExactly("incident-declared", "incident-declared", "incident-declared", "incident-restored");
    List<String> identities =
        receiver.got().stream().map(one -> one.headers().get("webhook-id")).distinct().toList();
    assertThat(identities).as("what comes again is known by its identity").hasSize(2);
    IncidentState state = stores.incidents().find(id).orElseThrow();
    assertThat(state.state()).isEqualTo("restored");
  }
}
