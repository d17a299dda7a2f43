package roadbed.model.resilience;

import java.util.Locale;

/** How a backup or a restore ended. */
public enum BackupOutcome {
  /** It has not ended. */
  RUNNING,
  /** All of it is there. */
  SUCCEEDED,
  /** It ended, and its system says that something in it went wrong; it is not clean. */
  WITH_ISSUES,
  /** It ended with an error, or some of it is missing. */
  FAILED,
  /** Somebody stopped it, or it was not begun. */
  CANCELLED,
  /** Its system uses a word for its state that is not known; it is no success. */
  UNKNOWN;

  /** The identifier in documents and tables, for example {@code with-issues}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it has come to its end. */
  public boolean hasEnded() {
    return this != RUNNING;
  }
}
