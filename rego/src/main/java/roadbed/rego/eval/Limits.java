package roadbed.rego.eval;

import java.time.Duration;

/**
 * How much one evaluation may do before it is ended with {@code eval_cancel_error}.
 *
 * @param steps iterations and rule evaluations
 * @param time by the clock of the wall
 * @param depth rules and functions that wait for each other
 */
public record Limits(long steps, Duration time, int depth) {
  public static final Limits STANDARD = new Limits(500_000_000L, Duration.ofSeconds(60), 600);
}
