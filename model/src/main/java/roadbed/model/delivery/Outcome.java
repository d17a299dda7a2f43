package roadbed.model.delivery;

import java.util.Locale;
import java.util.Optional;

/** How far something that runs has come. */
public enum Outcome {
  /** It has not ended. */
  RUNNING,
  /** It did what it was to do. */
  SUCCEEDED,
  /** It ended with an error. */
  FAILED,
  /** Somebody stopped it, or there was nothing to do: it changed nothing. */
  CANCELLED;

  /** The identifier in documents, for example {@code succeeded}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The outcome that a word means in the systems that are read; empty for a word that none of them uses. */
  public static Optional<Outcome> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "queued", "pending", "waiting", "requested", "created", "started", "start", "running", "in_progress",
          "in progress", "ready", "resumed", "planning", "planned", "cost_estimated", "policy_checked", "confirmed",
          "applying", "superseding", "preparing", "manual", "scheduled", "terminating", "stopping", "blocked" ->
          Optional.of(RUNNING);
      case "success", "successful", "succeeded", "passed", "applied", "completed", "finished", "healthy", "ok" ->
          Optional.of(SUCCEEDED);
      case "failure", "failed", "error", "errored", "unstable", "timed_out", "startup_failure", "fault",
          "policy_soft_failed" ->
          Optional.of(FAILED);
      case "canceled", "cancelled", "aborted", "skipped", "stopped", "stop", "discarded", "superseded", "neutral", "stale",
          "not_built", "force_canceled", "planned_and_finished", "action_required", "abandoned" ->
          Optional.of(CANCELLED);
      default -> Optional.empty();
    };
  }
}
