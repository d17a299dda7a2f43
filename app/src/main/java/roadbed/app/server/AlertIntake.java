package roadbed.app.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import roadbed.collect.alert.AlertMessage;
import roadbed.collect.alert.AlertReader;
import roadbed.collect.alert.WebhookSignature;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.incident.AlertDesk;
import roadbed.operate.incident.AlertRules;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.IncidentStore;
import roadbed.store.postgres.StoreException;
import roadbed.web.hooks.AlertReception;

/**
 * Takes alerts in. What is acknowledged is on disk, and one worker deals with it in the order in which it came. What the
 * worker has read and what became of it are written in one transaction, so that a crash neither loses nor repeats anything.
 */
final class AlertIntake implements AlertReception, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AlertIntake.class.getName());

  /** What every token of a source begins with, so that leaked ones are recognised. */
  static final String TOKEN_PREFIX = "rba_";

  private static final String EVENTS = "pagerduty-events";
  private static final int TOGETHER = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration READ_ARE_KEPT = Duration.ofDays(14);
  private static final List<String> SIGNATURES =
      List.of("x-pagerduty-signature", "x-hub-signature-256", "x-signature-256", "x-grafana-alerting-signature", "x-roadbed-signature");

  private final IncidentStore store;
  private final AlertDocuments documents;
  private final boolean restoresAlone;
  private final EstateGraph graph;
  private final Seal seal;
  private final AmazonTopics topics;
  private final BiConsumer<String, Value.Fields> evidence;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AlertSources sources;
  private final Semaphore queued = new Semaphore(1);
  private final AlertQueue queue;
  private final Thread reading;

  /**
   * An intake that works until it is closed.
   *
   * @param documents how messages are read, and what becomes of alerts
   * @param evidence told of what alerts opened, with who did it
   * @param restoresAlone whether incidents are restored by themselves when all of their alerts are over, also where no
   *     document says so
   */
  AlertIntake(
      IncidentStore store,
      AlertDocuments documents,
      EstateGraph graph,
      Seal seal,
      BiConsumer<String, Value.Fields> evidence,
      boolean restoresAlone,
      Clock clock) {
    this.store = store;
    this.documents = documents;
    this.restoresAlone = restoresAlone;
    this.graph = graph;
    this.seal = seal;
    this.topics = new AmazonTopics();
    this.evidence = evidence;
    this.clock = clock;
    this.sources = new AlertSources(store, System::nanoTime);
    this.queue = new AlertQueue(store, queued::release);
    this.reading = Thread.ofPlatform().daemon().name("alerts").start(this::read);
  }

  @Override
  public Answer receive(String id, Sent sent) {
    return sources
        .admitted()
        .map(all -> all.named(id).map(source -> receive(source, sent)).orElseGet(Answer.Stranger::new))
        .orElseGet(Answer.Busy::new);
  }

  private Answer receive(AlertSource source, Sent sent) {
    boolean amazon = WebhookSignature.snsCertificate(sent.body()).isPresent();
    boolean own =
        source.signing().isPresent()
            ? isSigned(sent, seal.open(source.signing().get()))
            : AlertSources.isToken(source, sent.token()) && (!amazon || topics.isSigned(sent.body()));
    if (!own) {
      return new Answer.Stranger();
    }
    AlertReader.Reading reading = documents.reader().read(sent.body(), format(source), source.id());
    if (reading.problem().isPresent()) {
      return new Answer.Unreadable(reading.problem().get().message() + "; " + reading.problem().get().hint());
    }
    for (AlertMessage message : reading.messages()) {
      if (message instanceof AlertMessage.Confirmation it && !it.topic().equals(source.topic())) {
        return new Answer.Unreadable("the topic " + it.topic() + " is not let in here; name it under Alerts, Sources first");
      }
    }
    return kept(source, sent, reading, "");
  }

  private static Optional<String> format(AlertSource source) {
    return Optional.of(source.format()).filter(format -> !format.isEmpty());
  }

  private Answer kept(AlertSource source, Sent sent, AlertReader.Reading reading, String key) {
    return queue.keep(source.id(), clock.instant(), sent.body(), reading) ? new Answer.Kept(key) : new Answer.Busy();
  }

  @Override
  public Answer event(Sent sent) {
    AlertReader.Reading reading = documents.reader().read(sent.body(), Optional.of(EVENTS), "event");
    if (reading.problem().isPresent()) {
      return new Answer.Unreadable(reading.problem().get().message() + "; " + reading.problem().get().hint());
    }
    if (!(ValueJson.parse(new String(sent.body(), StandardCharsets.UTF_8)) instanceof Value.Fields event)) {
      return new Answer.Stranger();
    }
    String token = event.text("routing_key").orElse("");
    String key = event.text("dedup_key").orElse("");
    return sources
        .admitted()
        .map(
            all ->
                all.having(token)
                    .filter(source -> List.of("", EVENTS).contains(source.format()))
                    .map(source -> kept(source, sent, reading, key))
                    .orElseGet(Answer.Stranger::new))
        .orElseGet(Answer.Busy::new);
  }

  private static boolean isSigned(Sent sent, String secret) {
    return SIGNATURES.stream()
        .map(name -> sent.headers().getOrDefault(name, ""))
        .anyMatch(header -> !header.isEmpty() && WebhookSignature.hmac(sent.body(), header, secret));
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public Admitted admit(String id, String format, boolean signed, String topic, String by) {
    if (!format.isEmpty() && !documents.reader().formats().contains(format)) {
      throw new IllegalArgumentException("there is no format " + format + "; there are " + String.join(", ", documents.reader().formats()));
    }
    String token = TOKEN_PREFIX + secret();
    Optional<String> signing = signed ? Optional.of(secret()) : Optional.empty();
    store.save(new AlertSource(id, format, AlertSources.hash(token), signing.map(seal::close), topic, by, clock.instant(), Optional.empty()));
    sources.forget();
    evidence.accept(by, new Value.Fields(Map.of("what", Value.of("alert source let in"), "source", Value.of(id))));
    return new Admitted(id, token, signing);
  }

  @Override
  public boolean revoke(String id, String by) {
    Optional<AlertSource> source = store.source(id);
    source.ifPresent(
        it ->
            store.save(
                new AlertSource(
                    it.id(), it.format(), it.tokenHash(), it.signing(), it.topic(), it.createdBy(), it.createdAt(), Optional.of(clock.instant()))));
    sources.forget();
    if (source.isPresent()) {
      evidence.accept(by, new Value.Fields(Map.of("what", Value.of("alert source revoked"), "source", Value.of(id))));
    }
    return source.isPresent();
  }

  /** Reads what waits. */
  private void read() {
    Instant forgotten = Instant.MIN;
    try {
      while (true) {
        if (queued.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          queued.drainPermits();
        }
        try {
          graph.follow();
          while (round(TOGETHER) > 0) {
            // What came meanwhile is taken together.
          }
          Instant now = clock.instant();
          if (forgotten.isBefore(now.minus(Duration.ofHours(1)))) {
            store.forget(now.minus(READ_ARE_KEPT));
            forgotten = now;
          }
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "alerts were not read, and wait: " + e.getMessage());
        }
      }
    } catch (InterruptedException _) {
      // The server closes; what waits is read at the next start.
    }
  }

  private int round(int most) {
    try {
      return correlate(most);
    } catch (RuntimeException e) {
      if (isPassing(e)) {
        throw e;
      }
      // One message that cannot be dealt with may not hold up all others: it is found by taking them one by one.
      LOG.log(System.Logger.Level.WARNING, "alerts are read one by one: " + e.getMessage());
      for (int i = 0; i < most; i++) {
        try {
          if (correlate(1) == 0) {
            return 0;
          }
        } catch (RuntimeException one) {
          if (isPassing(one)) {
            throw one;
          }
          String why = "not dealt with: " + one.getMessage();
          store.inTurn(
              book -> {
                Map<Long, String> problems = new LinkedHashMap<>();
                book.waiting(1).forEach(message -> problems.put(message.number(), why));
                book.read(problems);
                return problems.size();
              });
        }
      }
      return most;
    }
  }

  /** Whether the trouble is the database's and not the message's: nothing may be given up then. */
  private static boolean isPassing(RuntimeException e) {
    return e instanceof StoreException store && store.isPassing();
  }

  private record Round(int read, AlertDesk.Outcome outcome, List<String> confirmations) {
    static final Round NOTHING = new Round(0, new AlertDesk.Outcome(List.of(), Set.of(), 0), List.of());
  }

  /** What was said of a condition in the system that watches it. */
  private record Said(AlertSource.Message message, AlertMessage.Remark remark) {
    void write(AlertDesk desk, IncidentStore.Book book) {
      String words = remark.text().isEmpty() ? remark.kind() : remark.text() + " (" + remark.kind() + ")";
      Instant at = remark.at().orElse(message.receivedAt());
      desk.remark(book, message.source(), remark.incident(), at, words, message.receivedAt());
    }
  }

  /** Told again it has the same name, since it is of the same words and time. */
  private static IncidentStore.ToldChange told(AlertSource.Message message, AlertMessage.ChangeMade change) {
    Instant at = change.at().orElse(message.receivedAt());
    return new IncidentStore.ToldChange(
        message.source(), AlertSources.hash(at + " " + change.summary()).substring(0, 16), at, change.summary(), change.source(), change.link());
  }

  private int correlate(int most) {
    Instant now = clock.instant();
    AlertRules written = documents.rules();
    Round round =
        store.inTurn(
            book -> {
              List<AlertSource.Message> messages = book.waiting(most);
              if (messages.isEmpty()) {
                return Round.NOTHING;
              }
              Map<String, Optional<String>> formats = new HashMap<>();
              List<AlertDesk.Arrived> arrived = new ArrayList<>();
              List<String> confirmations = new ArrayList<>();
              List<IncidentStore.ToldChange> changes = new ArrayList<>();
              List<Said> remarks = new ArrayList<>();
              Map<Long, String> problems = new LinkedHashMap<>();
              for (AlertSource.Message message : messages) {
                AlertReader.Reading reading = queue.reading(message.number()).orElseGet(() -> read(message, formats));
                problems.put(message.number(), reading.problem().map(problem -> problem.message()).orElse(""));
                for (AlertMessage one : reading.messages()) {
                  switch (one) {
                    case AlertMessage.Alerts alerts ->
                        alerts.alerts().forEach(alert -> arrived.add(new AlertDesk.Arrived(message.source(), message.receivedAt(), alert)));
                    case AlertMessage.Confirmation it -> confirmations.add(it.url());
                    case AlertMessage.ChangeMade it -> changes.add(told(message, it));
                    case AlertMessage.Remark it -> remarks.add(new Said(message, it));
                    case AlertMessage.Nothing _ -> {}
                  }
                }
              }
              AlertRules rules = written.with(book.quiets(now.minus(Duration.ofHours(1))));
              AlertDesk desk = new AlertDesk(rules.correlator(), graph, restoresAlone || rules.restoresAlone());
              AlertDesk.Outcome outcome = desk.take(book, arrived);
              book.keep(changes, now);
              remarks.forEach(one -> one.write(desk, book));
              book.read(problems);
              return new Round(messages.size(), outcome, confirmations);
            });
    round.confirmations.forEach(
        url -> {
          if (!topics.confirm(url)) {
            LOG.log(System.Logger.Level.WARNING, "a subscription of Amazon's notification service was not confirmed");
          }
        });
    for (String id : round.outcome.opened()) {
      evidence.accept(AlertDesk.PROGRAM, new Value.Fields(Map.of("what", Value.of("declared by an alert"), "incident", Value.of(id))));
    }
    return round.read;
  }

  /** A message that came before this start, or to another server. */
  private AlertReader.Reading read(AlertSource.Message message, Map<String, Optional<String>> formats) {
    if (formats.isEmpty()) {
      store.sources().forEach(source -> formats.put(source.id(), format(source)));
    }
    return documents.reader().read(message.body(), formats.getOrDefault(message.source(), Optional.empty()), message.source());
  }

  @Override
  public void close() {
    queue.close();
    end(reading);
  }

  static void end(Thread thread) {
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE)) {
        LOG.log(System.Logger.Level.WARNING, thread.getName() + " does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
