package roadbed.model.slo;

import java.math.BigDecimal;
import java.time.Duration;

/** What the share that must be good is a share of. */
public sealed interface Budgeting {

  /** Of all events of the window: a busy hour weighs more than a quiet one. */
  record Occurrences() implements Budgeting {}

  /**
   * Of the slices of the window. A slice is good where the share of good events in it reaches a target.
   *
   * @param target the share that makes a slice good
   * @param slice how long a slice is
   */
  record Timeslices(BigDecimal target, Duration slice) implements Budgeting {}

  /**
   * The mean, over the slices of the window, of the share of good events in each: a busy slice weighs as much as a quiet
   * one.
   *
   * @param slice how long a slice is
   */
  record RatioTimeslices(Duration slice) implements Budgeting {}
}
