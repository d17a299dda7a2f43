package roadbed.app.server;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.admission.AdmissionDecision;
import roadbed.assess.policy.admission.AdmissionGate;
import roadbed.assess.policy.admission.ObjectPatch;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.model.Value;
import roadbed.prove.evidence.EvidenceLog;
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

  private final AdmissionGate gate;
  private final String policyDigest;
  private final EvidenceLog evidence;
  private final Clock clock;
  private final BlockingQueue<Value> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writing;

  AdmissionDesk(
      Guardrails guardrails,
      AdmissionGate.Strictness strictness,
      AdmissionGate.Exemptions exemptions,
      EvidenceLog evidence,
      Clock clock) {
    this.gate =
        new AdmissionGate(
            guardrails, object -> Documents.object(object, clock.instant()), strictness, exemptions);
    this.policyDigest = guardrails.digest();
    this.evidence = evidence;
    this.clock = clock;
    this.writing = Thread.ofPlatform().daemon().name("admission records").start(this::write);
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
      one.put("weight", Value.of(finding.weight().name().toLowerCase(java.util.Locale.ROOT)));
      one.put("decided", Value.of(finding.decided()));
      if (!finding.exception().isEmpty()) {
        one.put("exception", Value.of(finding.exception()));
      }
      findings.add(new Value.Fields(one));
    }
    record.put("findings", new Value.Items(findings));
    if (!waiting.offer(new Value.Fields(record))) {
      lost.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (true) {
        List<Value> some = new ArrayList<>();
        some.add(waiting.take());
        TimeUnit.SECONDS.sleep(SECONDS_TOGETHER);
        waiting.drainTo(some, MOST_IN_ENTRY - 1);
        append(some);
      }
    } catch (InterruptedException _) {
      // The server closes; what still waits is written by whoever closes it.
    }
  }

  private void append(List<Value> decisions) {
    Map<String, Value> body = new LinkedHashMap<>();
    body.put("policyDigest", Value.of(policyDigest));
    body.put("lost", Value.of(lost.getAndSet(0)));
    body.put("decisions", new Value.Items(decisions));
    try {
      evidence.append("admission", "admission webhook", new Value.Fields(body));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, decisions.size() + " decisions were not written down: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    writing.interrupt();
    List<Value> rest = new ArrayList<>();
    waiting.drainTo(rest);
    for (int from = 0; from < rest.size(); from += MOST_IN_ENTRY) {
      append(rest.subList(from, Math.min(rest.size(), from + MOST_IN_ENTRY)));
    }
  }
}
