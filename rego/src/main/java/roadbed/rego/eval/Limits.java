package roadbed.rego.eval;

import java.time.Duration;

/**
 * How much one evaluation may do. One that goes on is ended with an error that has a place: {@code eval_cancel_error} for
 * steps and time, {@code eval_limit_error} for the others.
 *
 * @param steps iterations, rule evaluations, and what builtins do that takes as long
 * @param time by the clock of the wall
 * @param depth rules and functions that wait for each other
 * @param memory bytes that the evaluating thread may allocate; what it holds at a time is less. An evaluation that holds
 *     a good part of a heap that is nearly full ends before that
 * @param items the most items of an array, set or object that a builtin makes
 * @param characters the most characters of a text that a builtin makes
 */
public record Limits(long steps, Duration time, int depth, long memory, int items, int characters) {
  public static final Limits STANDARD =
      new Limits(500_000_000L, Duration.ofSeconds(60), 600, 16L << 30, 2_000_000, 32_000_000);

  /** Bounds of steps, time and depth; the others are the standard ones. */
  public Limits(long steps, Duration time, int depth) {
    this(steps, time, depth, STANDARD.memory, STANDARD.items, STANDARD.characters);
  }

  /** The same limits with another time. */
  public Limits withTime(Duration value) {
    return new Limits(steps, value, depth, memory, items, characters);
  }

  /** The same limits with another number of steps. */
  public Limits withSteps(long value) {
    return new Limits(value, time, depth, memory, items, characters);
  }

  /** The same limits with another amount of memory. */
  public Limits withMemory(long bytes) {
    return new Limits(steps, time, depth, bytes, items, characters);
  }

  /** The same limits with another size of what builtins make. */
  public Limits withSizes(int mostItems, int mostCharacters) {
    return new Limits(steps, time, depth, memory, mostItems, mostCharacters);
  }
}
