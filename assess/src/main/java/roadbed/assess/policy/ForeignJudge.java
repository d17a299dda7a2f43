package roadbed.assess.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.DocumentValues;
import roadbed.assess.policy.foreign.ForeignRule;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.assess.policy.library.ForeignPolicies;
import roadbed.model.Change;
import roadbed.model.Resource;
import roadbed.model.Verdict;
import roadbed.rego.value.ObjectValue;

/** Judges the Kubernetes objects among resources by rules that were written for other programs. */
final class ForeignJudge {
  private final ForeignPolicies policies;

  ForeignJudge(ForeignPolicies policies) {
    this.policies = policies;
  }

  /** A judgement with what the rules say added. */
  Judgement add(Judgement own, List<Resource> resources) {
    if (policies.rules().isEmpty()) {
      return own;
    }
    record Manifested(Resource resource, ObjectValue object) {}

    List<Manifested> objects = new ArrayList<>();
    Set<String> kinds = new LinkedHashSet<>();
    for (Resource resource : resources) {
      if (DocumentValues.of(resource.raw()) instanceof ObjectValue object && isObject(object)) {
        objects.add(new Manifested(resource, object));
        kinds.add(resource.kind());
      }
    }
    Surroundings around = new Surroundings(objects.stream().map(Manifested::object).toList());
    List<Verdict> verdicts = new ArrayList<>(own.verdicts());
    for (Manifested one : objects) {
      if (one.resource().origin().change() == Change.DELETE) {
        continue;
      }
      AdmissionRequest request = AdmissionRequest.ofObject(one.object());
      for (ForeignPolicies.Answer answer : policies.review(request, around)) {
        verdicts.add(verdict(one.resource(), answer.rule(), answer.ruling()));
      }
    }
    verdicts.sort(
        Comparator.comparing((Verdict verdict) -> verdict.resource().value()).thenComparing(Verdict::guardrail));
    List<Guardrail> guardrails = new ArrayList<>(own.guardrails());
    policies.rules().forEach(rule -> guardrails.add(guardrail(rule, List.copyOf(kinds))));
    return new Judgement(verdicts, guardrails, digest(own.policyDigest()), own.diagnostics());
  }

  private static boolean isObject(ObjectValue object) {
    return !Nested.text(object, "apiVersion").isEmpty()
        && !Nested.text(object, "kind").isEmpty()
        && !Nested.object(object, "metadata").isEmpty();
  }

  private static Verdict verdict(Resource resource, ForeignRule rule, Ruling ruling) {
    Verdict.Outcome outcome =
        ruling.violations().isEmpty()
            ? ruling.clean() ? Verdict.Outcome.PASS : Verdict.Outcome.NOT_EVALUATED
            : Verdict.Outcome.FAIL;
    List<String> messages =
        ruling.violations().isEmpty()
            ? Stream.concat(ruling.undecided().stream(), ruling.ignored().stream()).distinct().sorted().toList()
            : ruling.violations().stream().map(Ruling.Violation::message).distinct().sorted().toList();
    return new Verdict(resource.id(), rule.id(), rule.severity(), outcome, messages);
  }

  private static Guardrail guardrail(ForeignRule rule, List<String> kinds) {
    return new Guardrail(
        rule.id(),
        rule.title(),
        rule.severity(),
        rule.rationale(),
        rule.remediation(),
        "kubernetes",
        kinds,
        List.of(),
        List.of(),
        GuardrailTerms.NONE,
        rule.source(),
        rule.place().file());
  }

  /** Over the guardrails' own digest and the rules' texts. */
  private String digest(String own) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(own.getBytes(StandardCharsets.UTF_8));
      for (ForeignRule rule : policies.rules()) {
        digest.update((rule.id() + "\n" + rule.source()).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
