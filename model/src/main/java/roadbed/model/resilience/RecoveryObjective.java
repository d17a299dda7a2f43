package roadbed.model.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * What must be reached when something is lost.
 *
 * @param time within which it works again (RTO)
 * @param point how much of the newest data may be lost (RPO)
 * @param restoreTest how often a restore must be tried
 * @param exercise how often recovery must be exercised
 */
public record RecoveryObjective(
    Optional<Duration> time, Optional<Duration> point, Optional<Duration> restoreTest, Optional<Duration> exercise) {
  /** Nothing must be reached. */
  public static final RecoveryObjective NONE =
      new RecoveryObjective(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** This, and what it leaves open from another. */
  public RecoveryObjective or(RecoveryObjective other) {
    return new RecoveryObjective(
        time.or(() -> other.time),
        point.or(() -> other.point),
        restoreTest.or(() -> other.restoreTest),
        exercise.or(() -> other.exercise));
  }
}
