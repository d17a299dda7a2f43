package roadbed.app.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.assess.policy.admission.ObjectPatch;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.assess.policy.gate.GateFinding;
import roadbed.assess.policy.gate.GateItem;
import roadbed.assess.policy.gate.Movement;
import roadbed.model.ExceptionRules;
import roadbed.model.GateRules;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.Verdict;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.rego.value.Values;
import roadbed.web.hooks.AdmissionReviewer;

/**
 * Decides requests for admission by the server's policies, and writes each decision into the evidence log: some at a time,
 * beside the requests, which never wait for it.
 */
final class AdmissionDesk implements AdmissionReviewer, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AdmissionDesk.class.getName());
  private static final int MOST_WAITING = 20_000;
  private static final int MOST_IN_ENTRY = 1_000;
  private static final long SECONDS_TOGETHER = 5;

  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration EXCEPTIONS_HOLD = Duration.ofSeconds(5);

  private final AdmissionGate gate;
  private final Guardrails guardrails;
  private final Supplier<ExceptionRules> exceptions;
  private final DecisionStore decisions;
  private volatile Known known = new Known(Instant.MIN, ExceptionRules.NONE);
  private final String policyDigest;
  private final EvidenceLog evidence;
  private final Clock clock;
  private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writing;

  /**
   * A desk.
   *
   * @param exceptions the exceptions that hold; asked for every few seconds
   * @param around the objects that are in the cluster
   * @param decisions where decisions that found something are kept
   */
  AdmissionDesk(
      Guardrails guardrails,
      AdmissionGate.Strictness strictness,
      Supplier<ExceptionRules> exceptions,
      Supplier<Surroundings> around,
      DecisionStore decisions,
      EvidenceLog evidence,
      Clock clock) {
    this.guardrails = guardrails;
    this.exceptions = exceptions;
    this.decisions = decisions;
    this.gate =
        new AdmissionGate(
            guardrails, object -> Documents.object(object, clock.instant()), strictness, this::covering, around);
    this.policyDigest = guardrails.digest();
    this.evidence = evidence;
    this.clock = clock;
    this.writing = Thread.ofPlatform().daemon().name("admission records").start(this::write);
  }

  /** The exceptions as they were told a moment ago; whether one has ended is looked at each time. */
  private record Known(Instant at, ExceptionRules rules) {}

  private Optional<String> covering(String rule, Optional<Resource> resource) {
    Instant now = clock.instant();
    Known held = known;
    if (held.at().isBefore(now.minus(EXCEPTIONS_HOLD))) {
      held = new Known(now, exceptions.get());
      known = held;
    }
    if (resource.isEmpty() || held.rules().grants().isEmpty()) {
      return Optional.empty();
    }
    // What is to compensate for a failure cannot be looked at here: without it, the exception does not hold.
    return new Exceptions(held.rules(), guardrails.all(), now)
        .leave(rule, resource.get(), (_, _) -> false)
        .map(Verdict.Leave::exception);
  }

  @Override
  public AdmissionDecision decide(AdmissionRequest request) {
    return gate.decide(request);
  }

  @Override
  public List<ObjectPatch.Operation> defaults(AdmissionRequest request) {
    return gate.defaults(request);
  }

  @Override
  public void decided(AdmissionRequest request, AdmissionDecision decision, long nanos) {
    Map<String, Value> record = new LinkedHashMap<>();
    record.put("at", Value.of(clock.instant().toString()));
    record.put("uid", Value.of(Nested.text(request.document(), "uid")));
    record.put("operation", Value.of(request.operation()));
    record.put("kind", Value.of(request.kind()));
    record.put("namespace", Value.of(request.namespace()));
    record.put("name", Value.of(request.name()));
    record.put("user", Value.of(Nested.text(request.document(), "userInfo", "username")));
    record.put("allowed", Value.of(decision.allowed()));
    record.put("microseconds", Value.of(nanos / 1_000));
    List<Value> findings = new ArrayList<>();
    for (AdmissionDecision.Finding finding : decision.findings()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("rule", Value.of(finding.rule()));
      one.put("weight", Value.of(finding.weight().name().toLowerCase(Locale.ROOT)));
      one.put("decided", Value.of(finding.decided()));
      if (!finding.exception().isEmpty()) {
        one.put("exception", Value.of(finding.exception()));
      }
      findings.add(new Value.Fields(one));
    }
    record.put("findings", new Value.Items(findings));
    Optional<GateDecision> kept =
        decision.findings().isEmpty() ? Optional.empty() : Optional.of(kept(request, decision, nanos));
    if (!waiting.offer(new Waiting(new Value.Fields(record), kept))) {
      lost.incrementAndGet();
    }
  }

  /** A decision that waits to be written down. */
  private record Waiting(Value.Fields entry, Optional<GateDecision> kept) {}

  /** The decision in the form of all gates. */
  private GateDecision kept(AdmissionRequest request, AdmissionDecision decision, long nanos) {
    String subject = (request.namespace().isEmpty() ? "" : request.namespace() + "/") + request.kind() + "/" + request.name();
    List<GateItem> items = new ArrayList<>();
    Map<String, Long> counts = new LinkedHashMap<>();
    Set<String> used = new TreeSet<>();
    for (AdmissionDecision.Finding finding : decision.findings()) {
      Verdict.Outcome outcome =
          !finding.exception().isEmpty()
              ? Verdict.Outcome.EXCEPTED
              : finding.decided() ? Verdict.Outcome.FAIL : Verdict.Outcome.NOT_EVALUATED;
      counts.merge(outcome.id(), 1L, Long::sum);
      if (!finding.exception().isEmpty()) {
        used.add(finding.exception());
      }
      GateRules.Level level =
          switch (finding.weight()) {
            case DENY -> GateRules.Level.BLOCK;
            case WARN -> GateRules.Level.WARN;
            case AUDIT, EXCEPTED -> GateRules.Level.INFORM;
          };
      items.add(
          new GateItem(
              Movement.NEW,
              level,
              "admission: " + finding.weight().name().toLowerCase(Locale.ROOT),
              new GateFinding(
                  finding.rule(),
                  guardrails.find(finding.rule()).map(Guardrail::title).orElse(finding.rule()),
                  finding.severity(),
                  outcome,
                  finding.messages(),
                  subject,
                  subject,
                  request.kind(),
                  request.name(),
                  "",
                  "",
                  "",
                  Location.of("request")),
              sha256(finding.rule() + " " + subject)));
    }
    return new GateDecision(
        UUID.randomUUID().toString(),
        GateDecision.GateKind.ADMISSION,
        clock.instant(),
        subject,
        Optional.empty(),
        Nested.text(request.document(), "uid"),
        Nested.text(request.document(), "userInfo", "username"),
        policyDigest,
        sha256(Values.toPlainJson(request.document())),
        counts,
        GateDecision.outcome(items, false),
        items,
        List.copyOf(used),
        Duration.ofNanos(nanos),
        Optional.empty());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void write() {
    List<Waiting> some = new ArrayList<>();
    try {
      while (true) {
        some.add(waiting.take());
        TimeUnit.SECONDS.sleep(SECONDS_TOGETHER);
        waiting.drainTo(some, MOST_IN_ENTRY - 1);
        append(some);
        some.clear();
      }
    } catch (InterruptedException _) {
      // The server closes; what still waits is written by whoever closes it, after what was taken already.
      if (!some.isEmpty()) {
        append(some);
      }
    }
  }

  private void append(List<Waiting> some) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("policyDigest", Value.of(policyDigest));
    body.put("lost", Value.of(lost.getAndSet(0)));
    body.put("decisions", new Value.Items(some.stream().<Value>map(Waiting::entry).toList()));
    try {
      evidence.append("admission", "admission webhook", new Value.Fields(body));
      some.forEach(one -> one.kept().ifPresent(decisions::record));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, some.size() + " decisions were not written down: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    writing.interrupt();
    try {
      writing.join(CLOSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    List<Waiting> rest = new ArrayList<>();
    waiting.drainTo(rest);
    for (int from = 0; from < rest.size(); from += MOST_IN_ENTRY) {
      append(rest.subList(from, Math.min(rest.size(), from + MOST_IN_ENTRY)));
    }
  }
}
