package roadbed.assess.policy;

import java.util.List;
import java.util.stream.Stream;
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
 * @param exceptions how the exceptions fare that were applied
 */
public record Judgement(
    List<Verdict> verdicts,
    List<Guardrail> guardrails,
    String policyDigest,
    List<Diagnostic> diagnostics,
    List<ExceptionStanding> exceptions) {
  public Judgement {
    verdicts = List.copyOf(verdicts);
    guardrails = List.copyOf(guardrails);
    diagnostics = List.copyOf(diagnostics);
    exceptions = List.copyOf(exceptions);
  }

  /** A judgement to which no exceptions were applied. */
  public Judgement(
      List<Verdict> verdicts, List<Guardrail> guardrails, String policyDigest, List<Diagnostic> diagnostics) {
    this(verdicts, guardrails, policyDigest, diagnostics, List.of());
  }

  /** This judgement after exceptions were applied. */
  Judgement with(List<Verdict> after, List<ExceptionStanding> standings, List<Diagnostic> words) {
    return new Judgement(
        after,
        guardrails,
        policyDigest,
        Stream.concat(diagnostics.stream(), words.stream()).toList(),
        standings);
  }
}
