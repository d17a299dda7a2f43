package roadbed.assess.cost.waste;

import java.util.Locale;

/**
 * How much of something there is, and why we say so.
 *
 * @param level how much
 * @param reason why, in words
 */
public record Grade(Level level, String reason) {

  /** How much. */
  public enum Level {
    LOW,
    MEDIUM,
    HIGH;

    /** The identifier used in documents, for example {@code low}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Grade low(String reason) {
    return new Grade(Level.LOW, reason);
  }

  static Grade medium(String reason) {
    return new Grade(Level.MEDIUM, reason);
  }

  static Grade high(String reason) {
    return new Grade(Level.HIGH, reason);
  }

  /** The lower one; of two that are the same this one. */
  Grade least(Grade other) {
    return other.level().compareTo(level) < 0 ? other : this;
  }

  @Override
  public String toString() {
    return level.id() + ": " + reason;
  }
}
