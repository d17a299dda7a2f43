package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import roadbed.app.notify.SecretReader;
import roadbed.app.notify.Senders;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.notify.Courier;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.Outbox;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageRun;
import roadbed.operate.notify.Pager;
import roadbed.operate.oncall.OnCallStore;
import roadbed.web.IncidentParts;
import roadbed.web.NotifyParts;

/** Follows what happens and sends what waits, for as long as the server runs; what it does not finish, the next one does. */
final class NotifyWatch implements NotifyParts.Answers, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NotifyWatch.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration SELDOM = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 16;
  private static final int MESSAGES = 100;
  private static final int FAILING = 3;

  private final NotifyFiles files;
  private final Outbox outbox;
  private final OutboxStore store;
  private final AnswerLinks links;
  private final IncidentDesk desk;
  private final IncidentNotices incidents;
  private final CostNotices costs;
  private final Senders senders;
  private final Courier courier;
  private final Clock clock;
  private final Semaphore woken = new Semaphore(0);
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final Set<Thread> sending = ConcurrentHashMap.newKeySet();
  private final Thread watching;

  /** What it follows. */
  record Followed(IncidentStore incidents, IncidentParts.Around around, OnCallStore onCall) {}

  /**
   * One that watches until it is closed.
   *
   * @param costs makes what tells of cost, of where it tells
   */
  NotifyWatch(
      NotifyFiles files,
      OutboxStore store,
      Seal seal,
      IncidentDesk desk,
      Followed followed,
      java.util.function.Function<Outbox, CostNotices> costs,
      Clock clock) {
    this.files = files;
    this.store = store;
    this.clock = clock;
    this.desk = desk;
    this.outbox = new Outbox(store, files::settings, clock, this::wake);
    this.links = new AnswerLinks(seal, files::settings);
    this.costs = costs.apply(outbox);
    this.incidents =
        new IncidentNotices(
            store, followed.incidents(), followed.around(), files::settings, new Pager(new PolicyLadder(followed.onCall())), clock);
    this.senders = new Senders(files::settings, SecretReader.ofProcess(), clock);
    this.courier = new Courier(store, senders, files::settings, links::of, clock, () -> ThreadLocalRandom.current().nextDouble());
    this.watching = Thread.ofPlatform().daemon().name("notify").unstarted(this::watch);
  }

  NotifyWatch started() {
    watching.start();
    return this;
  }

  /** Where others tell. */
  Outbox outbox() {
    return outbox;
  }

  /** What the pages ask. */
  NotifyParts parts() {
    return new NotifyParts(outbox, files::problems, this);
  }

  /** Something happened: it is told at once. */
  void wake() {
    woken.release();
  }

  private void watch() {
    Instant seldom = Instant.MIN;
    try {
      while (true) {
        try {
          files.follow();
          boolean more = true;
          while (more) {
            more = incidents.follow();
          }
          Instant now = clock.instant();
          if (seldom.isBefore(now.minus(SELDOM))) {
            seldom = now;
            costs.follow();
            tellOfFailing(now);
            store.forget(now.minus(KEPT));
          }
          send(now);
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "what happened is not told yet: " + e.getMessage());
        }
        if (woken.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          woken.drainPermits();
        }
      }
    } catch (InterruptedException _) {
      // The server closes; what waits is sent after the next start.
    }
  }

  private void send(Instant now) throws InterruptedException {
    // Without settings there is no target, and what waits from before would be given up for that.
    int able = files.settings().isEmpty() ? 0 : free.availablePermits();
    List<OutboxStore.Claim> claims = able == 0 ? List.of() : store.claim(now, Courier.LEASE, able, MESSAGES);
    for (OutboxStore.Claim claim : claims) {
      free.acquire();
      Thread thread =
          Thread.ofVirtual()
              .name("notify-" + claim.target())
              .unstarted(
                  () -> {
                    try {
                      courier.deliver(claim);
                    } catch (RuntimeException e) {
                      LOG.log(System.Logger.Level.WARNING, "messages to " + claim.target() + " wait: " + e.getMessage());
                    } finally {
                      sending.remove(Thread.currentThread());
                      free.release();
                    }
                  });
      sending.add(thread);
      thread.start();
    }
  }

  /** A target that fails is told to others, once for each time that it begins to. */
  private void tellOfFailing(Instant now) {
    for (OutboxStore.Health health : store.health()) {
      if (health.failures() >= FAILING && health.failingSince().isPresent()) {
        outbox.tell(
            new Notice(
                "target-failing/" + health.target() + "/" + health.failingSince().get(),
                NoticeKind.TARGET_FAILING,
                "",
                2,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "Messages to " + health.target() + " do not arrive",
                health.failures() + " times in a row: " + health.problem(),
                Map.of("Waiting", Integer.toString(health.waiting()), "Given up", Integer.toString(health.dead())),
                Optional.of("/notify"),
                List.of(),
                now));
      }
    }
  }

  @Override
  public Optional<NotifyParts.Asked> asked(String token) {
    return links.read(token).flatMap(asked -> store.run(asked.run()).map(run -> new NotifyParts.Asked(asked.person(), run)));
  }

  @Override
  public boolean answer(String token) {
    Optional<AnswerLinks.Asked> asked = links.read(token);
    if (asked.isEmpty() || !(store.run(asked.get().run()).orElse(null) instanceof PageRun.Running run)) {
      return false;
    }
    String person = asked.get().person();
    // It is written into the incident where they may see it; they are heard in any case.
    IncidentNotices.incident(run.id()).ifPresent(incident -> desk.note(person, incident, new Entry.Acknowledged()));
    store.inTurn(book -> Pager.answer(book, run.id(), person, "by the link of a message", clock.instant()));
    wake();
    return true;
  }

  @Override
  public void close() {
    watching.interrupt();
    try {
      if (!watching.join(PATIENCE)) {
        LOG.log(System.Logger.Level.WARNING, "following what happened does not end");
      }
      for (Thread thread : sending) {
        thread.join(PATIENCE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    senders.close();
  }
}
