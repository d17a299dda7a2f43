package roadbed.model.resilience;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.model.Location;

/**
 * When backups are due.
 *
 * @param id unique among all sources; runs name it
 * @param source the system that told
 * @param subject what is to be backed up, as that system names it
 * @param resources as of {@link BackupRun#resources}
 * @param rule a cron expression, {@code @daily}, {@code @every 6h}, {@code cron(0 5 ? * * *)} or {@code rate(1 day)}
 * @param zone the time zone that the rule is written in
 * @param paused whether it does not run for now
 * @param since when it was made
 * @param kept how long its backups are kept; runs that ended longer ago may be gone from the list
 */
public record BackupSchedule(
    String id,
    String source,
    String subject,
    List<String> resources,
    String rule,
    Optional<String> zone,
    boolean paused,
    Optional<Instant> since,
    Optional<Duration> kept,
    Location location)
    implements ResilienceFact {
  public BackupSchedule {
    resources = List.copyOf(resources);
  }
}
