package roadbed.assess.policy.foreign;

import java.util.Optional;
import roadbed.model.Location;
import roadbed.model.Severity;

/**
 * A rule of a library that was written for another program.
 *
 * @param id as findings name it, for example {@code gatekeeper/K8sRequiredLabels/owner}
 * @param title one line
 * @param rationale why; may be empty
 * @param remediation what to do; may be empty
 * @param effect what follows from a violation
 * @param failsOpen whether a request passes that the rule cannot decide
 * @param source its text
 * @param place where it stands
 * @param reviewer asks it
 */
public record ForeignRule(
    String id,
    String title,
    String rationale,
    String remediation,
    Severity severity,
    Effect effect,
    boolean failsOpen,
    String source,
    Location place,
    Reviewer reviewer) {

  /** What follows from a violation. */
  public enum Effect {
    DENY,
    WARN,
    /** It is only written down. */
    AUDIT
  }

  /** Asks a rule. */
  @FunctionalInterface
  public interface Reviewer {
    /** What the rule says of a request among other objects; empty where it is not about it. */
    Optional<Ruling> review(AdmissionRequest request, Surroundings surroundings);
  }
}
