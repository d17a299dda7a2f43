package roadbed.assess.cost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * An anomaly as people handle it.
 *
 * @param id stays the same while the anomaly grows
 * @param owner who has most of the cost that it comes from; empty where nobody is known
 * @param foundAt when it was first found
 * @param goneAt since when the bills no longer show it, for they were corrected
 * @param heldBack whether it is not told, for what people answered before says that it is none
 * @param steps what people did, oldest first
 */
public record AnomalyCase(
    String id,
    CostAnomaly anomaly,
    String owner,
    Instant foundAt,
    Optional<Instant> goneAt,
    boolean heldBack,
    List<Triage.Step> steps) {
  /** Copies the steps. */
  public AnomalyCase {
    steps = List.copyOf(steps);
  }

  /** How far people are. */
  public Triage triage() {
    return Triage.of(steps);
  }

  /** From the begin of the first day until somebody took it up; empty while nobody has. */
  public Optional<Duration> timeToTriage() {
    if (triage() instanceof Triage.Open) {
      return Optional.empty();
    }
    Instant begun = anomaly.since().atStartOfDay().toInstant(ZoneOffset.UTC);
    return steps.stream()
        .filter(step -> !step.what().equals(Triage.Step.UNDO))
        .findFirst()
        .map(step -> Duration.between(begun, step.at()));
  }
}
