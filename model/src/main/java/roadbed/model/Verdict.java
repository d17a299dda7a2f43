package roadbed.model;

import java.util.List;
import java.util.Locale;

/**
 * What a guardrail says of a resource.
 *
 * @param resource the judged resource
 * @param guardrail the guardrail's id
 * @param severity the guardrail's severity
 * @param outcome what it says
 * @param messages for {@link Outcome#FAIL} what is wrong, for {@link Outcome#NOT_EVALUATED} why it could not
 *     be decided; empty for {@link Outcome#PASS}
 */
public record Verdict(
    ResourceId resource, String guardrail, Severity severity, Outcome outcome, List<String> messages) {

  public Verdict {
    messages = List.copyOf(messages);
    if (outcome == Outcome.PASS != messages.isEmpty()) {
      throw new IllegalArgumentException("a verdict other than pass says why, and a pass says nothing");
    }
  }

  /** The three outcomes; an undecided check is never a pass. */
  public enum Outcome {
    PASS,
    FAIL,
    NOT_EVALUATED;

    /** The identifier used in documents and SQL, for example {@code not-evaluated}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
