package roadbed.app.conformance;

/**
 * How one case went.
 *
 * @param name the case, as its file names it
 * @param result how it went
 * @param reason why it failed or was skipped; empty where it passed
 */
public record CaseOutcome(String name, Result result, String reason) {

  /** How a case may go. */
  public enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }
}
