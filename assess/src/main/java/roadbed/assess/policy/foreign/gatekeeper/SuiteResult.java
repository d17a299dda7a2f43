package roadbed.assess.policy.foreign.gatekeeper;

import java.time.Duration;
import roadbed.model.Location;

/**
 * How a case of a suite went.
 *
 * @param suite the suite's file
 * @param test name of the test
 * @param name name of the case; empty where the test itself is meant
 * @param place where it is written
 * @param status how it went
 * @param reason why it failed; empty where it did not
 * @param duration how long it took
 */
public record SuiteResult(
    String suite, String test, String name, Location place, Status status, String reason, Duration duration) {

  /** How it went. */
  public enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }
}
