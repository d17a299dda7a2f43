package roadbed.model.resilience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.Location;

/**
 * One run that was to make a backup.
 *
 * @param id unique among all sources, for example {@code aws-backup:1A2B}
 * @param source the system that told
 * @param subject what was backed up, as that system names it
 * @param resources identifiers by which the inventory may know what was backed up: an ARN, a resource id, a name;
 *     {@code k8s-namespace:shop} is all that keeps data in a namespace, {@code k8s-namespace:*} in the cluster
 * @param schedule the {@link BackupSchedule#id} that made it, where one did
 * @param outcome how it ended
 * @param startedAt when it began, or was to begin
 * @param endedAt when it ended
 * @param dataAt the moment whose data it holds, where its system says so
 * @param message what its system says of it
 */
public record BackupRun(
    String id,
    String source,
    String subject,
    List<String> resources,
    Optional<String> schedule,
    BackupOutcome outcome,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Instant> dataAt,
    Optional<String> message,
    Location location)
    implements ResilienceFact {
  public BackupRun {
    resources = List.copyOf(resources);
  }

  /** The moment whose data it holds; what changed after its begin may not be in it. */
  public Instant pointInTime() {
    return dataAt.orElse(startedAt);
  }
}
