package roadbed.app.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import roadbed.assess.delivery.DeliveryAssessment;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.DeliveryStore;
import roadbed.assess.delivery.DeploymentStanding;
import roadbed.assess.delivery.ServiceNames;
import roadbed.collect.alert.WebhookSignature;
import roadbed.collect.delivery.DeliveryReader;
import roadbed.model.CatalogEntity;
import roadbed.model.Collection;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.WrittenDocument;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.IncidentSignal;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.web.hooks.AlertReception;
import roadbed.web.hooks.DeliveryReception;

/**
 * Judges deployments by all that is known together: what collections and webhooks tell, incidents of files and of this
 * server, and what people say. It does so when a collection comes, and a few seconds after anything else came.
 */
final class DeliveryDesk implements DeliveryReception, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DeliveryDesk.class.getName());

  /** What every token of a source begins with, so that leaked ones are recognised. */
  static final String TOKEN_PREFIX = "rbd_";

  private static final Duration KEPT = Duration.ofDays(400);
  private static final Duration HEARD = Duration.ofDays(90);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> SIGNATURES = List.of("x-hub-signature-256", "x-signature-256", "x-roadbed-signature");

  private final DeliveryStore store;
  private final IncidentStore incidents;
  private final Seal seal;
  private final BiConsumer<String, Value.Fields> evidence;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Semaphore changed = new Semaphore(0);
  private final Thread judging;
  private final Supplier<List<Collection>> collections;
  private Told told = new Told(List.of(), List.of(), List.of(), DeliveryRules.STANDARD);
  private boolean followed;
  private volatile Fresh fresh = (_, _) -> {};

  /** Who is told of what a webhook brought. */
  @FunctionalInterface
  interface Fresh {
    /**
     * It is kept.
     *
     * @param names a service by what a fact calls its subject, and the service that it names itself
     */
    void came(List<DeliveryFact> facts, BiFunction<String, Optional<String>, String> names);
  }

  /** What collections tell. */
  private record Told(List<DeliveryFact> facts, List<Incident> incidents, List<CatalogEntity> catalog, DeliveryRules rules) {}

  /**
   * A desk that works until it is closed.
   *
   * @param collections the newest of each source, read once at the begin
   * @param evidence told of who let whom in, and of people's word on deployments
   */
  DeliveryDesk(
      DeliveryStore store,
      IncidentStore incidents,
      Supplier<List<Collection>> collections,
      Seal seal,
      BiConsumer<String, Value.Fields> evidence,
      Clock clock) {
    this.store = store;
    this.incidents = incidents;
    this.collections = collections;
    this.seal = seal;
    this.evidence = evidence;
    this.clock = clock;
    this.judging = Thread.ofPlatform().daemon().name("delivery").start(this::work);
  }

  /** What was collected before this start counts, unless a collection came meanwhile. */
  private void begin() {
    List<Collection> known = collections.get();
    synchronized (this) {
      if (!followed) {
        follow(known);
      }
    }
  }

  /** Judges by these collections from here on, and by all that came otherwise. */
  synchronized void follow(List<Collection> collections) {
    followed = true;
    List<DeliveryFact> facts = new ArrayList<>();
    List<Incident> known = new ArrayList<>();
    List<CatalogEntity> catalog = new ArrayList<>();
    List<WrittenDocument> documents = new ArrayList<>();
    for (Collection one : collections) {
      facts.addAll(one.delivery());
      known.addAll(one.incidents());
      catalog.addAll(one.catalog());
      documents.addAll(one.documents());
    }
    told = new Told(facts, known, catalog, DeliveryRules.among(documents));
    judge();
  }

  private synchronized ServiceNames names() {
    return new ServiceNames(told.catalog);
  }

  @Override
  public synchronized DeliveryRules rules() {
    return told.rules;
  }

  /** Tells somebody of each message from here on. */
  void tell(Fresh whom) {
    fresh = whom;
  }

  /** Something happened that may bear on how deployments are judged; that is done within seconds. */
  void look() {
    changed.release();
  }

  private synchronized void judge() {
    Instant now = clock.instant();
    List<DeliveryFact> facts = new ArrayList<>(told.facts);
    facts.addAll(store.facts(now.minus(KEPT)));
    facts.addAll(store.said());
    List<Incident> known = new ArrayList<>(told.incidents);
    for (Dossier dossier : incidents.since(now.minus(KEPT))) {
      if (dossier.audience().isEmpty() && dossier.mergedInto().isEmpty()) {
        known.removeIf(one -> one.id().equals(dossier.id()));
        known.add(incident(dossier));
        facts.addAll(named(dossier));
      }
    }
    ServiceNames names = new ServiceNames(told.catalog);
    DeliveryAssessment assessment = DeliveryAssessment.of(facts, known, names, told.rules);
    store.judged(DeploymentStanding.of(assessment, names), assessment.infrastructure());
  }

  private static Incident incident(Dossier it) {
    return new Incident(
        it.id(),
        it.title(),
        it.severity().number(),
        it.service(),
        Optional.empty(),
        it.cause().map(Entry.CauseConfirmed::cause),
        it.cause().map(Entry.CauseConfirmed::platformCaused).orElse(false),
        false,
        it.moment(Moment.IMPACT_STARTED).orElse(it.declaredAt()),
        it.moment(Moment.DETECTED),
        it.moment(Moment.CONTAINED),
        it.moment(Moment.RESTORED),
        Location.of("/incidents/" + it.id()));
  }

  /** Where the confirmed cause is a new version and people suspect one change, that is the deployment that the incident names. */
  private static List<DeliveryFact> named(Dossier it) {
    boolean deploy = it.cause().filter(cause -> cause.cause().equals("bad-deploy")).isPresent();
    return !deploy || it.suspects().size() != 1
        ? List.of()
        : List.of(
            new IncidentSignal(
                it.id(),
                it.service(),
                Optional.empty(),
                it.suspects().keySet().stream().findFirst(),
                Optional.of(it.title()),
                it.moment(Moment.IMPACT_STARTED).orElse(it.declaredAt()),
                it.moment(Moment.RESTORED).isPresent(),
                Location.of("/incidents/" + it.id())));
  }

  private void work() {
    try {
      begin();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "what was collected before is not judged yet: " + e.getMessage());
    }
    try {
      while (true) {
        boolean asked = changed.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (asked) {
          // What comes at the same time is judged together.
          Thread.sleep(PAUSE);
        }
        changed.drainPermits();
        try {
          judge();
          if (!asked) {
            store.forget(clock.instant().minus(KEPT));
          }
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.WARNING, "deployments were not judged: " + e.getMessage());
        }
      }
    } catch (InterruptedException _) {
      // The server closes.
    }
  }

  @Override
  public AlertReception.Answer receive(String id, AlertReception.Sent sent) {
    Optional<DeliveryStore.Source> source = store.source(id);
    if (source.isEmpty() || !isOwn(source.get(), sent)) {
      return new AlertReception.Answer.Stranger();
    }
    if (sent.body().length == 0 || (sent.body()[0] != '{' && sent.body()[0] != '[' && sent.body()[0] != ' ' && sent.body()[0] != '\n')) {
      return new AlertReception.Answer.Unreadable("the body is not JSON; where the sender may choose, choose application/json");
    }
    DeliveryReader.Reading reading = DeliveryReader.read(sent.body(), "hooks/delivery/" + id);
    if (!reading.recognised()) {
      // Systems tell of much else on the same address, a test of it among that; sending it again would not help.
      return new AlertReception.Answer.Kept("");
    }
    if (reading.facts().isEmpty() && !reading.diagnostics().isEmpty()) {
      return new AlertReception.Answer.Unreadable(reading.diagnostics().getFirst().message());
    }
    if (!reading.facts().isEmpty() && store.keep(id, clock.instant(), sent.body(), reading.facts())) {
      changed.release();
      try {
        fresh.came(reading.facts(), names()::of);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "what " + id + " told is kept, and no change was made of it: " + e.getMessage());
      }
    }
    return new AlertReception.Answer.Kept("");
  }

  private boolean isOwn(DeliveryStore.Source source, AlertReception.Sent sent) {
    if (source.signing().isPresent()) {
      String secret = seal.open(source.signing().get());
      String sha512 = sent.headers().getOrDefault("x-tfe-notification-signature", "");
      return SIGNATURES.stream()
              .map(name -> sent.headers().getOrDefault(name, ""))
              .anyMatch(header -> !header.isEmpty() && WebhookSignature.hmac(sent.body(), header, secret))
          || (!sha512.isEmpty() && WebhookSignature.hmac512(sent.body(), sha512, secret));
    }
    String token = sent.headers().getOrDefault("x-gitlab-token", sent.token());
    return MessageDigest.isEqual(
        AlertSources.hash(token).getBytes(StandardCharsets.US_ASCII), source.tokenHash().getBytes(StandardCharsets.US_ASCII));
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public AlertReception.Admitted admit(String id, boolean signed, String by) {
    if (DeliveryReception.name(id).isEmpty()) {
      throw new IllegalArgumentException("a source has a name of small letters, digits and hyphens");
    }
    String token = TOKEN_PREFIX + secret();
    Optional<String> signing = signed ? Optional.of(secret()) : Optional.empty();
    store.save(new DeliveryStore.Source(id, AlertSources.hash(token), signing.map(seal::close), by, clock.instant(), Optional.empty()));
    evidence.accept(by, new Value.Fields(Map.of("what", Value.of("source of deliveries let in"), "source", Value.of(id))));
    return new AlertReception.Admitted(id, token, signing);
  }

  @Override
  public boolean revoke(String id, String by) {
    Optional<DeliveryStore.Source> source = store.source(id);
    source.ifPresent(
        it -> {
          store.save(
              new DeliveryStore.Source(it.id(), it.tokenHash(), it.signing(), it.createdBy(), it.createdAt(), Optional.of(clock.instant())));
          evidence.accept(by, new Value.Fields(Map.of("what", Value.of("source of deliveries revoked"), "source", Value.of(id))));
        });
    return source.isPresent();
  }

  @Override
  public boolean say(String deployment, boolean failed, String reason, String by) {
    FailureJudgement word =
        new FailureJudgement(deployment, failed, by, reason, Optional.of(clock.instant()), Location.of("the page of delivery"));
    store.say(word);
    evidence.accept(
        by,
        new Value.Fields(
            Map.of(
                "what", Value.of("word on a deployment"),
                "deployment", Value.of(deployment),
                "failed", Value.of(failed),
                "reason", Value.of(reason))));
    judge();
    return true;
  }

  @Override
  public List<DeliveryStore.Source> sources() {
    return store.sources();
  }

  @Override
  public List<DeliveryStore.Heard> heard() {
    return store.heard(clock.instant().minus(HEARD));
  }

  @Override
  public void close() {
    judging.interrupt();
    try {
      if (!judging.join(PATIENCE)) {
        LOG.log(System.Logger.Level.WARNING, "delivery does not end");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
