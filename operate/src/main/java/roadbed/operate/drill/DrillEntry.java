package roadbed.operate.drill;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import roadbed.model.resilience.DrillRecord;

/**
 * Something that happened in an exercise; entries are added and never changed.
 *
 * @param at when it was written
 * @param actor who wrote it
 * @param what what happened
 */
public record DrillEntry(Instant at, String actor, What what) {

  /** What happened. */
  public sealed interface What {}

  /** It was planned. */
  public record Planned(DrillPlan plan) implements What {}

  /** It was planned for another day. */
  public record Moved(LocalDate to, String reason) implements What {}

  /** It began. */
  public record Begun() implements What {}

  /** A step was done, counted from 1. */
  public record StepDone(int step, String note) implements What {}

  /** The service was made to fail at a time. */
  public record FaultMade(Instant when) implements What {}

  /**
   * The service worked again at a time.
   *
   * @param source {@code sli} where counted events say so, {@code person} where somebody does
   */
  public record Recovered(Instant when, String source) implements What {}

  /** The newest data that was there again is of a time. */
  public record DataSeen(Instant of) implements What {}

  /** Somebody wrote something down. */
  public record Noted(String text) implements What {}

  /** Something was found that is to be mended. */
  public record Found(String finding, String title, Optional<String> owner, Optional<LocalDate> due) implements What {}

  /** What was found is mended. */
  public record Mended(String finding, String how) implements What {}

  /** It ended; the outcome is no cancellation. */
  public record Ended(DrillRecord.Outcome outcome, String conclusion) implements What {
    public Ended {
      if (outcome == DrillRecord.Outcome.CANCELLED) {
        throw new IllegalArgumentException("an exercise that took place was not cancelled");
      }
    }
  }

  /** It does not take place. */
  public record Cancelled(String reason) implements What {}
}
