package roadbed.series.anomaly;

/**
 * One case.
 *
 * @param from first step that is off
 * @param until first step that is not, or of which it is not yet known
 * @param kind what it is, as far as is known at its end
 * @param value the first value that is off
 * @param expected what it should have been
 * @param low lower end of what would have been unremarkable
 * @param high upper end of it
 * @param size sum of what values are above what was expected, over the case; below zero where they are below
 * @param strangeness how many times the limit the farthest value is off
 */
public record Anomaly(
    int from, int until, Kind kind, double value, double expected, double low, double high, double size, double strangeness) {

  /** What a case is. */
  public enum Kind {
    /** It came back. */
    SPIKE,
    /** It stays at another level. */
    STEP,
    /** It came at the same place of the season before, too: the season has another shape from now on. */
    PATTERN,
    /** The series ends before it is known. */
    OPEN
  }
}
