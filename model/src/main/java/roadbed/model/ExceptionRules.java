package roadbed.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an estate says of exceptions from guardrails.
 *
 * @param grants the exceptions
 * @param terms how long they may last, where that is said
 * @param marks comments in sources that refer to an exception
 */
public record ExceptionRules(List<ExceptionGrant> grants, Optional<Terms> terms, List<Mark> marks) {
  /** Nothing is said. */
  public static final ExceptionRules NONE = new ExceptionRules(List.of(), Optional.empty(), List.of());

  public ExceptionRules {
    grants = List.copyOf(grants);
    marks = List.copyOf(marks);
  }

  /**
   * How long an exception may last.
   *
   * @param days from its beginning to its end, at most
   * @param bySeverity the same for guardrails of a severity, where it differs
   * @param warnDays how many days before its end it counts as expiring
   */
  public record Terms(int days, Map<Severity, Integer> bySeverity, int warnDays) {
    /** Half a year, told two weeks before. */
    public static final Terms DEFAULT = new Terms(180, Map.of(), 14);

    public Terms {
      bySeverity = Map.copyOf(bySeverity);
      if (days < 1 || warnDays < 0 || bySeverity.values().stream().anyMatch(most -> most < 1)) {
        throw new IllegalArgumentException("an exception may last for at least a day");
      }
    }

    /** The most days for guardrails of a severity. */
    public int days(Severity severity) {
      return bySeverity.getOrDefault(severity, days);
    }
  }

  /**
   * A comment that refers to an exception.
   *
   * @param exception the exception's id
   * @param location where the comment stands
   */
  public record Mark(String exception, Location location) {}
}
