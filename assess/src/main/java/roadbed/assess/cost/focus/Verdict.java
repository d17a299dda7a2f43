package roadbed.assess.cost.focus;

import java.util.List;
import java.util.Locale;

/**
 * What was found of one requirement.
 *
 * @param checked how many lines (columns, for a rule about names) it was asked of
 * @param violating how many of them break it
 * @param first the first lines that do, by number from 1
 * @param names the columns that do, for a rule about names
 * @param reason why it stands so, or empty
 */
public record Verdict(
    Requirement requirement,
    Status status,
    long checked,
    long violating,
    List<Long> first,
    List<String> names,
    String reason) {

  /** What can be found. */
  public enum Status {
    PASSED,
    FAILED,
    /** It does not apply: the provider does not support what it is about, or no line is of its kind. */
    SKIPPED,
    /** The data cannot say. */
    NOT_EVALUATED;

    /** The word for documents, for example {@code not-evaluated}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Verdict of(Requirement requirement, Status status, String reason) {
    return new Verdict(requirement, status, 0, 0, List.of(), List.of(), reason);
  }
}
