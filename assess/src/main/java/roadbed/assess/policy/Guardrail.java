package roadbed.assess.policy;

import java.util.List;
import roadbed.model.Severity;

/**
 * A guardrail as its file's metadata describe it.
 *
 * @param id stable identifier, for example {@code s3-tls-only}
 * @param title one line, what must hold
 * @param severity how much a failure matters
 * @param rationale why it must hold
 * @param remediation what to do about a failure
 * @param provider the cloud it speaks of, {@code any} where it is the same everywhere
 * @param kinds normal kinds it judges, for example {@code storage.bucket}
 * @param types source types it is narrowed to; empty where the kinds are enough
 * @param controls identifiers of the controls it serves
 * @param terms examples, references, parameters, profiles, enforcement
 * @param sources the rule's text
 * @param file the file it was read from
 */
public record Guardrail(
    String id,
    String title,
    Severity severity,
    String rationale,
    String remediation,
    String provider,
    List<String> kinds,
    List<String> types,
    List<String> controls,
    GuardrailTerms terms,
    String sources,
    String file) {
  public Guardrail {
    kinds = List.copyOf(kinds);
    types = List.copyOf(types);
    controls = List.copyOf(controls);
  }

  /** The same on other terms. */
  Guardrail on(GuardrailTerms other) {
    return new Guardrail(
        id, title, severity, rationale, remediation, provider, kinds, types, controls, other, sources, file);
  }
}
