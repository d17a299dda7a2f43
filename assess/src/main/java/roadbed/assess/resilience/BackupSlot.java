package roadbed.assess.resilience;

import java.time.Instant;
import java.util.Optional;

/**
 * A backup that was due or was made.
 *
 * @param id the run's identifier, or what is missing
 * @param source the system
 * @param plan the schedule, where one made it
 * @param subject what was to be backed up
 * @param service the catalog component that has it, where one does
 * @param dueAt when it began, or was to begin
 * @param endedAt when it ended
 * @param outcome {@code succeeded}, {@code with-issues}, {@code failed}, {@code cancelled}, {@code unknown}, {@code running} or
 *     {@code missing}
 * @param message what the system says
 */
public record BackupSlot(
    String id,
    String source,
    Optional<String> plan,
    String subject,
    Optional<String> service,
    Instant dueAt,
    Optional<Instant> endedAt,
    String outcome,
    String message) {
  /** The outcome of a run that was due and that nobody saw. */
  public static final String MISSING = "missing";
}
