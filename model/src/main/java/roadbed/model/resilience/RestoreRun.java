package roadbed.model.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.Location;

/**
 * One run that was to bring data back from a backup.
 *
 * @param id unique among all sources
 * @param source the system that told
 * @param subject what was restored, as that system names it
 * @param resources identifiers of what the backup was made of, as of {@link BackupRun#resources}
 * @param backup the {@link BackupRun#id} that it came from
 * @param outcome how it ended; a restored copy that failed its validation has failed
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param dataAt the moment whose data came back
 * @param validated whether somebody or something looked at the data and found it right; empty where nobody looked
 * @param message what its system says of it
 */
public record RestoreRun(
    String id,
    String source,
    String subject,
    List<String> resources,
    Optional<String> backup,
    BackupOutcome outcome,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Instant> dataAt,
    Optional<Boolean> validated,
    Optional<String> message,
    Location location)
    implements ResilienceFact {
  public RestoreRun {
    resources = List.copyOf(resources);
  }

  /** Whether it proves that its backup can be restored. */
  public boolean passed() {
    return outcome == BackupOutcome.SUCCEEDED && validated.orElse(true);
  }

  /** How long it took. */
  public Optional<Duration> took() {
    return endedAt.filter(end -> !end.isBefore(startedAt)).map(end -> Duration.between(startedAt, end));
  }
}
