package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentSeverity;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageEntry;
import roadbed.operate.notify.PageRun;
import roadbed.operate.notify.Pager;
import roadbed.operate.notify.Urgency;

/** What is told is kept until it arrived, is sent by one at a time, and is never told twice. */
class OutboxStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static Notice notice(String key, String subject) {
    return new Notice(
        key, NoticeKind.INCIDENT_DECLARED, subject, 2, Optional.of("shop"), List.of("team-a"), Optional.empty(), "It fails\u0000", "All of it",
        Map.of("Severity", "SEV2"), Optional.of("/incidents/" + subject), List.of(), NOW);
  }

  private static Message message(Notice notice, String target, Urgency urgency, Instant due) {
    return new Message(
        0, notice, target, 0, Optional.empty(), Optional.empty(), urgency, Circle.RESPONDERS, false, due, due.plus(Duration.ofDays(2)));
  }

  private static void tell(OutboxStore store, String key, String target) {
    tell(store, key, target, Urgency.PROMPT, NOW);
  }

  private static void tell(OutboxStore store, String key, String target, Urgency urgency, Instant due) {
    Notice notice = notice(key, "INC-1");
    store.inTurn(
        book -> {
          if (book.note(notice, NOW)) {
            book.queue(List.of(message(notice, target, urgency, due)), NOW);
          }
          return true;
        });
  }

  @Test
  void aNoticeOfAKnownKeyIsNotToldAgain() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      tell(store, "a", "chat");
      tell(store, "a", "chat");
      List<OutboxStore.Claim> claims = store.claim(NOW, LEASE, 10, 100);
      assertThat(claims).hasSize(1);
      assertThat(claims.getFirst().waiting()).hasSize(1);
      Message message = claims.getFirst().waiting().getFirst().message();
      assertThat(message.notice().title()).as("what a database refuses is replaced").isEqualTo("It fails\uFFFD");
      assertThat(message.notice().facts()).isEqualTo(Map.of("Severity", "SEV2"));
      assertThat(message.number()).isPositive();
    }
  }

  @Test
  void aTargetIsClaimedByOneUntilItIsLetGoOrTheLeaseEnds() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      tell(store, "a", "chat");
      OutboxStore.Claim first = store.claim(NOW, LEASE, 10, 100).getFirst();
      assertThat(store.claim(NOW, LEASE, 10, 100)).as("while it is held").isEmpty();
      OutboxStore.Claim second = store.claim(NOW.plus(LEASE), LEASE, 10, 100).getFirst();
      assertThat(second.waiting()).as("what was held by one that died is not lost").hasSize(1);
      store.release(first, NOW, 0, "", true, Optional.empty());
      assertThat(store.claim(NOW.plus(LEASE), LEASE, 10, 100)).as("who lost it cannot let it go").isEmpty();
      store.release(second, NOW, 3, "status 500", false, Optional.of(NOW.plusSeconds(300)));
      assertThat(store.claim(NOW.plusSeconds(299), LEASE, 10, 100)).as("while it rests").isEmpty();
      OutboxStore.Claim third = store.claim(NOW.plusSeconds(300), LEASE, 10, 100).getFirst();
      assertThat(third.failures()).isEqualTo(3);
      OutboxStore.Health health = store.health().getFirst();
      assertThat(health.waiting()).isEqualTo(1);
      assertThat(health.problem()).isEqualTo("status 500");
      assertThat(health.failingSince()).contains(NOW);
    }
  }

  @Test
  void whatIsUrgentComesFirstAndWhatIsNotDueNotAtAll() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      tell(store, "low", "chat", Urgency.LOW, NOW);
      tell(store, "later", "chat", Urgency.PAGE, NOW.plusSeconds(1));
      tell(store, "page", "chat", Urgency.PAGE, NOW);
      tell(store, "prompt", "chat", Urgency.PROMPT, NOW);
      assertThat(store.claim(NOW, LEASE, 10, 100).getFirst().waiting())
          .extracting(one -> one.message().notice().key())
          .containsExactly("page", "prompt", "low");
    }
  }

  @Test
  void aMessageIsWrittenByWhoKnowsHowFarItCame() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      tell(store, "a", "chat");
      MessageState.Waiting waiting = store.claim(NOW, LEASE, 10, 100).getFirst().waiting().getFirst();
      MessageState.Waiting begun = waiting.begin(NOW);
      assertThat(store.write(List.of(begun), List.of(1))).isTrue();
      assertThat(store.write(List.of(waiting.withdraw(NOW, "ann", "not needed")), List.of(1))).as("somebody was faster").isFalse();
      MessageState failed = begun.failed(NOW, "status 500", NOW.plusSeconds(5));
      assertThat(store.write(List.of(failed), List.of(2))).isTrue();
      MessageState kept = store.find(waiting.message().number()).orElseThrow();
      assertThat(kept).isEqualTo(failed);
      assertThat(kept.problem()).isEqualTo("status 500");
      MessageState sent = ((MessageState.Waiting) kept).begin(NOW).sent(NOW, "123.45");
      assertThat(store.write(List.of(sent), List.of(3))).isTrue();
      assertThat(store.thread("chat", "INC-1")).isEqualTo("123.45");
      assertThat(store.search(new OutboxStore.Query("sent", "chat", "INC-1", 0, 10))).containsExactly(sent);
      assertThat(store.search(new OutboxStore.Query("dead", "", "", 0, 10))).isEmpty();
      assertThatThrownBy(() -> TestPostgres.sql("update roadbed.notify_entry set actor = 'x'")).hasMessageContaining("is not changed");
    }
  }

  @Test
  void manyWhoClaimAtOnceShareTheTargetsAndTakeNoneTwice() throws InterruptedException {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      for (int i = 0; i < 40; i++) {
        tell(store, "k" + i, "chat" + i);
      }
      Set<String> taken = ConcurrentHashMap.newKeySet();
      List<Thread> threads = new ArrayList<>();
      CountDownLatch begin = new CountDownLatch(1);
      Set<String> twice = ConcurrentHashMap.newKeySet();
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        begin.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      for (int round = 0; round < 6; round++) {
                        store.claim(NOW, LEASE, 4, 10).forEach(claim -> {
                          if (!taken.add(claim.target())) {
                            twice.add(claim.target());
                          }
                        });
                      }
                    }));
      }
      begin.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(twice).isEmpty();
      assertThat(taken).hasSize(40);
    }
  }

  @Test
  void incidentsAreFollowedEntryByEntryAndByOneAtATime() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      String id =
          stores
              .incidents()
              .inTurn(
                  book -> {
                    String name = book.next();
                    book.write(
                        IncidentState.declare(name, NOW, NOW, "ann", new Entry.Declared("It fails", IncidentSeverity.SEV2, Optional.empty(), "")), 0);
                    return name;
                  });
      OutboxStore.Behind behind = store.behind(10).getFirst();
      assertThat(behind).isEqualTo(new OutboxStore.Behind("incident/" + id, id, 0));
      assertThat(store.<Boolean>inTurn(book -> book.follow(behind.name(), 0, 1))).isTrue();
      assertThat(store.<Boolean>inTurn(book -> book.follow(behind.name(), 0, 1))).as("somebody else was faster").isFalse();
      assertThat(store.behind(10)).isEmpty();
    }
  }

  @Test
  void whoIsPagedIsKeptStepByStepAndWhatWaitsIsWithdrawnWhenSomebodyAnswers() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      Notice page = notice("run/1", "INC-1");
      store.inTurn(
          book -> {
            book.note(page, NOW);
            book.queue(
                List.of(
                    new Message(
                        0, page, "chat", 0, Optional.of("ann"), Optional.of("run"), Urgency.PAGE, Circle.RESPONDERS, false, NOW, NOW.plusSeconds(60))),
                NOW);
            book.write(
                PageRun.begin("run", page, "shop", NOW).tell(NOW, new PageEntry.Told("1.1.1", "schedule shop", Optional.of("ann"), "run/1")), 0);
            return true;
          });
      assertThat(store.<List<OutboxStore.Reach>>inTurn(book -> book.reach("run"))).containsExactly(new OutboxStore.Reach("run/1", 1, 0));
      assertThat(store.<List<PageRun>>inTurn(OutboxStore.Book::running)).hasSize(1);
      assertThat(store.<Boolean>inTurn(book -> Pager.answer(book, "run", "ann", "by the link of a message", NOW))).isTrue();
      assertThat(store.<Boolean>inTurn(book -> Pager.answer(book, "run", "bob", "too", NOW))).as("it is answered once").isFalse();
      PageRun run = store.run("run").orElseThrow();
      assertThat(run.state()).isEqualTo("answered");
      assertThat(run.entries()).hasSize(3);
      assertThat(store.search(new OutboxStore.Query("", "", "", 0, 10)).getFirst().state()).isEqualTo("withdrawn");
      assertThat(store.runs(NOW, 10)).containsExactly(run);
    }
  }

  @Test
  void whatIsSettledIsLetGoAfterItsTimeAndNothingThatWaits() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OutboxStore store = stores.outbox();
      tell(store, "a", "chat");
      tell(store, "b", "chat");
      MessageState.Waiting first = store.claim(NOW, LEASE, 10, 100).getFirst().waiting().getFirst();
      store.write(List.of(first.begin(NOW).sent(NOW, "")), List.of(1));
      store.forget(NOW.plusSeconds(1));
      assertThat(store.search(new OutboxStore.Query("", "", "", 0, 10))).extracting(MessageState::state).containsExactly("waiting");
    }
  }
}
