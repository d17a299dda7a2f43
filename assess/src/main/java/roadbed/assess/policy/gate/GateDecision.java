package roadbed.assess.policy.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.GateRules;

/**
 * What a gate decided, in the one form of all gates.
 *
 * @param id identifies it
 * @param gate which gate
 * @param at when
 * @param subject what it decided on: the name of a source, or an object of a cluster
 * @param commit the commit, where there is one
 * @param reference the pull request, branch or request that it came by; empty where there is none
 * @param actor who asked
 * @param policyDigest SHA-256 over the guardrails, lower-case hexadecimal
 * @param inputDigest SHA-256 over what was judged, lower-case hexadecimal
 * @param counts verdicts by outcome, and findings by what the change does to them, by their identifiers
 * @param outcome what it decided
 * @param items the findings that bear on it, those that block first; at most {@value #MOST_ITEMS}
 * @param exceptions ids of the exceptions that it used
 * @param took how long it took
 * @param bypass why it was passed all the same, where it was
 */
public record GateDecision(
    String id,
    GateKind gate,
    Instant at,
    String subject,
    Optional<String> commit,
    String reference,
    String actor,
    String policyDigest,
    String inputDigest,
    Map<String, Long> counts,
    Outcome outcome,
    List<GateItem> items,
    List<String> exceptions,
    Duration took,
    Optional<String> bypass) {
  /** So that a decision stays readable and storable. */
  public static final int MOST_ITEMS = 1_000;

  public GateDecision {
    counts = Map.copyOf(counts);
    items = List.copyOf(items.subList(0, Math.min(MOST_ITEMS, items.size())));
    exceptions = List.copyOf(exceptions);
    if ((outcome == Outcome.BYPASSED) != bypass.isPresent()) {
      throw new IllegalArgumentException("a gate is bypassed for a reason");
    }
  }

  /** The three gates. */
  public enum GateKind {
    PULL_REQUEST,
    ADMISSION,
    CONTINUOUS;

    /** The identifier used in documents and SQL, for example {@code pull-request}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What a gate decides. */
  public enum Outcome {
    PASS,
    WARN,
    BLOCK,
    /** It would have blocked, and somebody went past it. */
    BYPASSED;

    /** The identifier used in documents and SQL. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the items say together. */
  public static Outcome outcome(List<GateItem> items, boolean bypassed) {
    if (items.stream().anyMatch(GateItem::blocks)) {
      return bypassed ? Outcome.BYPASSED : Outcome.BLOCK;
    }
    return items.stream()
            .anyMatch(item -> item.level() == GateRules.Level.WARN && item.movement() != Movement.FIXED)
        ? Outcome.WARN
        : Outcome.PASS;
  }

  /** The guardrails by which it blocked, or would have. */
  public List<String> blocking() {
    return items.stream()
        .filter(GateItem::blocks)
        .map(item -> item.finding().guardrail())
        .distinct()
        .sorted()
        .toList();
  }

  /** The count of an outcome or movement, by its identifier. */
  public long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /**
   * Somebody says that a gate was wrong.
   *
   * @param decision the decision's id
   * @param guardrail the guardrail that was wrong
   * @param at when it was said
   * @param actor who said it
   * @param reason why it was wrong
   */
  public record Feedback(String decision, String guardrail, Instant at, String actor, String reason) {}
}
