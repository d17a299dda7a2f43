package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
import roadbed.model.Alert;

/**
 * Time in which some alerts open no incident. It always ends.
 *
 * @param id unique
 * @param kind planned work, or somebody who does not want to hear it
 * @param matcher which alerts
 * @param from first instant
 * @param until first instant after
 * @param by who said so
 * @param reason why
 */
public record Quiet(String id, Kind kind, AlertMatcher matcher, Instant from, Instant until, String by, String reason) {
  /** The longest that one may last; who needs more says so again. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** Why it is quiet. */
  public enum Kind {
    MAINTENANCE,
    SILENCE
  }

  public Quiet {
    if (!from.isBefore(until) || Duration.between(from, until).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("it ends after it begins, and within " + LONGEST.toDays() + " days");
    }
  }

  /** Whether an alert is kept quiet at an instant. */
  public boolean holds(Alert alert, Instant now) {
    return !now.isBefore(from) && now.isBefore(until) && matcher.matches(alert);
  }
}
