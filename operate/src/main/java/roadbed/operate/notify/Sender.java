package roadbed.operate.notify;

import java.time.Duration;
import java.util.Optional;

/** Hands a message over to its target. Bounded in time; what goes wrong is an outcome and no exception. */
@FunctionalInterface
public interface Sender {
  /** The longest that one exchange takes. */
  Duration LONGEST = Duration.ofSeconds(20);

  /**
   * Sends.
   *
   * @param identity by which a receiver knows what comes a second time
   * @param thread what the target called the first message about the same subject; empty where there was none
   */
  Outcome send(Target target, Words words, String identity, String thread);

  /** What came of it. */
  sealed interface Outcome {
    /**
     * The target took it.
     *
     * @param receipt what the target calls it; may be empty
     */
    record Delivered(String receipt) implements Outcome {}

    /**
     * The target asks for patience.
     *
     * @param after how long, as far as it says
     */
    record Busy(String problem, Optional<Duration> after) implements Outcome {}

    /** The target is out of reach: nothing else will arrive there either. */
    record Unreachable(String problem) implements Outcome {}

    /** This message did not arrive; it may another time. */
    record Failed(String problem) implements Outcome {}

    /** The target does not take it, and will not as long as the settings are as they are. */
    record Refused(String problem) implements Outcome {}
  }
}
