package roadbed.assess.policy;

import java.util.List;
import roadbed.model.Diagnostic;
import roadbed.model.Verdict;

/**
 * The verdicts of one set of guardrails over one snapshot.
 *
 * @param verdicts one for each pair of a guardrail and a resource that it applies to, by resource, then
 *     guardrail
 * @param guardrails the guardrails that judged
 * @param policyDigest SHA-256, lower-case hexadecimal, over the guardrails' texts in id order
 * @param diagnostics what went wrong while judging; the verdicts concerned are not-evaluated
 */
public record Judgement(
    List<Verdict> verdicts,
    List<Guardrail> guardrails,
    String policyDigest,
    List<Diagnostic> diagnostics) {
  public Judgement {
    verdicts = List.copyOf(verdicts);
    guardrails = List.copyOf(guardrails);
    diagnostics = List.copyOf(diagnostics);
  }
}
