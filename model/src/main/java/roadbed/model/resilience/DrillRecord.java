package roadbed.model.resilience;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Location;

/**
 * An exercise: what was planned, and what came of it.
 *
 * @param id unique
 * @param title what people call it
 * @param kind what is tried
 * @param services catalog components whose recovery is tried
 * @param restores identifiers of resources that are brought back from a backup, as of {@link BackupRun#resources}
 * @param planned the day for which it is planned
 * @param outcome how it ended; empty where it has not
 * @param begunAt when it began
 * @param faultAt when the service was made to fail
 * @param recoveredAt when it worked again
 * @param recoverySource by what that is known: {@code sli} (measured by counted events) or {@code person}
 * @param dataAt the time of the newest data that was there again
 * @param endedAt when it ended
 * @param participants who takes part
 * @param steps what is to be done, in order
 * @param findings what was found
 * @param objective the SLO by which recovery is measured
 */
public record DrillRecord(
    String id,
    String title,
    Kind kind,
    List<String> services,
    List<String> restores,
    LocalDate planned,
    Optional<Outcome> outcome,
    Optional<Instant> begunAt,
    Optional<Instant> faultAt,
    Optional<Instant> recoveredAt,
    Optional<String> recoverySource,
    Optional<Instant> dataAt,
    Optional<Instant> endedAt,
    List<String> participants,
    List<String> steps,
    List<Finding> findings,
    Optional<String> objective,
    Location location)
    implements ResilienceFact {
  public DrillRecord {
    services = List.copyOf(services);
    restores = List.copyOf(restores);
    participants = List.copyOf(participants);
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
  }

  /** What is tried. */
  public enum Kind {
    /** A service is lost and comes back. */
    RECOVERY,
    /** A backup is restored. */
    RESTORE_TEST,
    /** People meet a fault that they do not know beforehand. */
    GAME_DAY,
    /** The steps are talked through; nothing is measured. */
    TABLETOP;

    /** The identifier in documents, for example {@code game-day}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How an exercise ended. */
  public enum Outcome {
    /** What was to be reached was reached. */
    PASSED,
    /** It was not. */
    FAILED,
    /** It did not take place. */
    CANCELLED;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What an exercise found.
   *
   * @param title what is wrong
   * @param owner who mends it
   * @param due until when
   * @param done when it was mended
   */
  public record Finding(String title, Optional<String> owner, Optional<LocalDate> due, Optional<LocalDate> done) {}

  /** How long the service was lost; empty where one of the times is not known. */
  public Optional<Duration> recoveryTime() {
    return between(faultAt, recoveredAt);
  }

  /** How much of the newest data was lost; empty where one of the times is not known. */
  public Optional<Duration> dataLoss() {
    return between(dataAt, faultAt);
  }

  private static Optional<Duration> between(Optional<Instant> from, Optional<Instant> until) {
    return from.flatMap(begin -> until.map(end -> Duration.between(begin, end))).filter(time -> !time.isNegative());
  }
}
