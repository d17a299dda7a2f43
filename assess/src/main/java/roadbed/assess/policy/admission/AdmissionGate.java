package roadbed.assess.policy.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.ForeignRule;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.policy.library.ForeignPolicies;
import roadbed.inventory.Snapshot;
import roadbed.model.Resource;
import roadbed.model.Severity;
import roadbed.model.Verdict;
import roadbed.rego.value.ObjectValue;

/** Judges requests. For many threads. */
public final class AdmissionGate {
  private static final String KINDS = "k8s.";

  private final Guardrails guardrails;
  private final ForeignPolicies foreign;
  private final Function<ObjectValue, Snapshot> reader;
  private final Exemptions exemptions;
  private final Supplier<Surroundings> around;
  private final Map<String, AdmissionTerms> terms = new HashMap<>();
  private final Map<String, Guardrail> byId = new HashMap<>();

  /** Which findings are excused. */
  @FunctionalInterface
  public interface Exemptions {
    /** Nothing is excused. */
    Exemptions NONE = (_, _) -> Optional.empty();

    /** The exception that covers a rule's finding about a resource, by its id; empty where there is none. */
    Optional<String> covering(String rule, Optional<Resource> resource);
  }

  /**
   * How strict it is where a rule says nothing itself.
   *
   * @param denied the least severity of a guardrail that refuses; those below warn
   * @param failsOpen whether a request passes that a guardrail cannot decide
   */
  public record Strictness(Severity denied, boolean failsOpen) {
    /** Severe findings refuse, and what cannot be decided passes with a warning. */
    public static final Strictness USUAL = new Strictness(Severity.HIGH, true);
  }

  /**
   * A gate.
   *
   * @param reader makes resources of an object
   * @param around tells the objects that are in the cluster; asked for each request
   */
  public AdmissionGate(
      Guardrails guardrails,
      Function<ObjectValue, Snapshot> reader,
      Strictness strictness,
      Exemptions exemptions,
      Supplier<Surroundings> around) {
    this.around = around;
    this.guardrails = guardrails;
    this.foreign = guardrails.foreign();
    this.reader = reader;
    this.exemptions = exemptions;
    for (Guardrail guardrail : guardrails.all()) {
      if (guardrail.kinds().stream().anyMatch(kind -> kind.startsWith(KINDS))) {
        terms.put(guardrail.id(), AdmissionTerms.of(guardrail, strictness.denied(), strictness.failsOpen()));
        byId.put(guardrail.id(), guardrail);
      }
    }
  }

  /** Decides about a request. */
  public AdmissionDecision decide(AdmissionRequest request) {
    List<AdmissionDecision.Finding> findings = new ArrayList<>();
    int asked = 0;
    Optional<Snapshot> snapshot = snapshot(request);
    Optional<Resource> itself =
        snapshot.flatMap(found -> found.resources().stream().findFirst());
    if (snapshot.isPresent()) {
      for (Verdict verdict : guardrails.judgeByOwn(snapshot.get().resources()).verdicts()) {
        AdmissionTerms its = terms.get(verdict.guardrail());
        if (its != null) {
          asked++;
          finding(verdict, its, itself).ifPresent(findings::add);
        }
      }
    }
    for (ForeignPolicies.Answer answer : foreign.review(request, around.get())) {
      asked++;
      finding(answer.rule(), answer.ruling(), itself).ifPresent(findings::add);
    }
    findings.sort(
        Comparator.comparing(AdmissionDecision.Finding::severity)
            .reversed()
            .thenComparing(AdmissionDecision.Finding::rule));
    return new AdmissionDecision(findings, asked);
  }

  /** Guardrails judge what will be there: not what goes, and not a part that is no object of its own. */
  private Optional<Snapshot> snapshot(AdmissionRequest request) {
    String operation = request.operation();
    String part = Nested.text(request.document(), "subResource");
    boolean judged =
        (operation.isEmpty() || operation.equals("CREATE") || operation.equals("UPDATE"))
            && (part.isEmpty() || part.equals("ephemeralcontainers"));
    return judged ? request.object().map(reader) : Optional.empty();
  }

  private Optional<AdmissionDecision.Finding> finding(
      Verdict verdict, AdmissionTerms its, Optional<Resource> resource) {
    boolean failed = verdict.outcome() == Verdict.Outcome.FAIL;
    if (verdict.outcome() == Verdict.Outcome.PASS) {
      return Optional.empty();
    }
    Guardrail guardrail = byId.get(verdict.guardrail());
    return Optional.of(
        weighed(
            verdict.guardrail(),
            verdict.severity(),
            its.effect(),
            its.failsOpen(),
            failed,
            verdict.messages(),
            guardrail == null ? "" : guardrail.remediation(),
            resource));
  }

  private Optional<AdmissionDecision.Finding> finding(ForeignRule rule, Ruling ruling, Optional<Resource> resource) {
    if (ruling.clean()) {
      return Optional.empty();
    }
    boolean failed = !ruling.violations().isEmpty();
    List<String> messages = failed ? ruling.violations().stream().map(Ruling.Violation::message).distinct().toList() : reasons(ruling);
    // What its author wants to be passed over passes, also where the rule refuses what it cannot decide.
    boolean open = rule.failsOpen() || ruling.undecided().isEmpty();
    return Optional.of(
        weighed(rule.id(), rule.severity(), rule.effect(), open, failed, messages, rule.remediation(), resource));
  }

  private static List<String> reasons(Ruling ruling) {
    List<String> reasons = new ArrayList<>(ruling.undecided());
    reasons.addAll(ruling.ignored());
    return reasons;
  }

  private AdmissionDecision.Finding weighed(
      String rule,
      Severity severity,
      ForeignRule.Effect effect,
      boolean failsOpen,
      boolean failed,
      List<String> messages,
      String remedy,
      Optional<Resource> resource) {
    Optional<String> exception = exemptions.covering(rule, resource);
    AdmissionDecision.Weight weight =
        switch (effect) {
          case DENY -> failed || !failsOpen ? AdmissionDecision.Weight.DENY : AdmissionDecision.Weight.WARN;
          case WARN -> AdmissionDecision.Weight.WARN;
          case AUDIT -> AdmissionDecision.Weight.AUDIT;
        };
    return new AdmissionDecision.Finding(
        rule,
        severity,
        exception.isPresent() ? AdmissionDecision.Weight.EXCEPTED : weight,
        failed,
        messages,
        remedy,
        exception.orElse(""));
  }

  /** What an object gets where guardrails that it fails declare defaults. */
  public List<ObjectPatch.Operation> defaults(AdmissionRequest request) {
    Optional<Snapshot> snapshot = snapshot(request);
    if (snapshot.isEmpty() || terms.values().stream().allMatch(one -> one.defaults().isEmpty())) {
      return List.of();
    }
    ObjectPatch patch = new ObjectPatch(request.object().orElse(ObjectValue.EMPTY));
    for (Verdict verdict : guardrails.judgeByOwn(snapshot.get().resources()).verdicts()) {
      AdmissionTerms its = terms.get(verdict.guardrail());
      if (its != null && verdict.outcome() == Verdict.Outcome.FAIL) {
        its.defaults().forEach(patch::add);
      }
    }
    return patch.operations();
  }
}
