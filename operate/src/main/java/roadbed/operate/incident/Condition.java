package roadbed.operate.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Alert;

/**
 * A condition that a source watches, as it was last told.
 *
 * @param key its name over all sources, see {@link Correlator#key}
 * @param alert what was last said of it that changed something
 * @param firstSeen when we first heard of it
 * @param lastSeen when we last heard of it
 * @param episode how many times it began, from 1 on; 0 where it never did
 * @param beganAt when the last episode began
 * @param endedAt when the last episode ended; empty while it lasts
 * @param incident which it was last part of
 * @param reason why it is part of that, or of none
 * @param places that it is about, by the names of the graph
 */
public record Condition(
    String key,
    Alert alert,
    Instant firstSeen,
    Instant lastSeen,
    int episode,
    Optional<Instant> beganAt,
    Optional<Instant> endedAt,
    Optional<String> incident,
    String reason,
    Set<String> places) {
  public Condition {
    places = Set.copyOf(places);
  }

  /** Whether it holds, as far as is known. */
  public boolean holds() {
    return endedAt.isEmpty() && episode > 0;
  }

  /**
   * One time that a condition held.
   *
   * @param key whose
   * @param number from 1 on
   * @param seenAt when we heard of it
   * @param beganAt when it began
   * @param endedAt when it ended; empty while it lasts
   * @param incident that it is part of
   * @param reason why
   */
  public record Episode(
      String key,
      int number,
      Alert.Level level,
      Instant seenAt,
      Instant beganAt,
      Optional<Instant> endedAt,
      Optional<String> incident,
      String reason) {}

  /** What a person says of an alert afterwards. */
  public enum Verdict {
    /** Somebody did something because of it. */
    ACTED,
    /** What it said was not so. */
    FALSE_POSITIVE;

    /** The identifier in documents, SQL and forms. */
    public String id() {
      return this == ACTED ? "acted" : "false-positive";
    }

    /** The verdict of an identifier. */
    public static Optional<Verdict> of(String id) {
      return id.equals("acted") ? Optional.of(ACTED) : id.equals("false-positive") ? Optional.of(FALSE_POSITIVE) : Optional.empty();
    }
  }

  /**
   * How noisy a condition was in some time.
   *
   * @param key whose
   * @param title of the alert
   * @param source that sends it
   * @param times how many times it began
   * @param handled how many of these somebody did something about
   * @param falsePositives how many of these were said to be wrong
   * @param endedAlone how many ended without anybody doing anything
   * @param ignored how many last for more than a day without anybody doing anything
   * @param flapping the most times that it began within an hour
   */
  public record Noise(
      String key, String title, String source, int times, int handled, int falsePositives, int endedAlone, int ignored, int flapping) {
    /** From how many begins within an hour on a condition flaps. */
    public static final int FLAPS = 4;

    /** Whether it comes and goes faster than anybody can act. */
    public boolean flaps() {
      return flapping >= FLAPS;
    }
  }

  /** The counts of one kind that a list of conditions may be narrowed by. */
  public record Search(String text, Optional<Alert.State> state, String source, int most) {}

  /** Labels as they are shown. */
  public Map<String, String> labels() {
    return alert.labels();
  }

  /** Resources that it is about, as the source names them. */
  public List<String> resources() {
    return alert.resources();
  }
}
