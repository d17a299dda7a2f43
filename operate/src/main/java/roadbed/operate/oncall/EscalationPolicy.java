package roadbed.operate.oncall;

import java.time.Duration;
import java.util.List;

/**
 * Who is told, one level after the other, until somebody acknowledges.
 *
 * @param id unique
 * @param name for people
 * @param levels in order; at least one
 * @param repeats how often all levels are gone through again after the first time
 */
public record EscalationPolicy(String id, String name, List<Level> levels, int repeats) {
  /** More than anybody waits through. */
  static final int MOST_REPEATS = 100;

  /**
   * One level.
   *
   * @param targets told at the same time; at least one
   * @param delay how long an acknowledgement is waited for before the next level is told
   */
  public record Level(List<Target> targets, Duration delay) {
    public Level {
      targets = List.copyOf(targets);
      if (targets.isEmpty() || !delay.isPositive()) {
        throw new IllegalArgumentException("a level tells somebody and waits for some time");
      }
    }
  }

  /** Whom a level tells. */
  public sealed interface Target {}

  /** One person, on call or not. */
  public record OnePerson(String person) implements Target {}

  /** Whoever is on call by a schedule at that moment. */
  public record OnSchedule(String schedule) implements Target {}

  public EscalationPolicy {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || repeats < 0 || repeats > MOST_REPEATS) {
      throw new IllegalArgumentException("a policy has a level and repeats at most " + MOST_REPEATS + " times");
    }
  }
}
