package roadbed.assess.cost.focus;

import java.util.List;
import java.util.Locale;

/**
 * What was found of one requirement.
 *
 * @param checked how many lines (columns, for a rule about names) it was asked of
 * @param violating how many of them break it
 * @param first the first lines that do, by number from 1
 * @param names the columns that do, for a rule about names; the column that is missing, where one is
 * @param lack what is missing where it is not evaluated
 * @param reason why it stands so, or empty
 */
public record Verdict(
    Requirement requirement,
    Status status,
    long checked,
    long violating,
    List<Long> first,
    List<String> names,
    Lack lack,
    String reason) {

  /** What is missing for a verdict. */
  public enum Lack {
    NOTHING("nothing"),
    CRITERION("a word on what the provider supports (--supports, --lacks)"),
    COLUMN("a column that the data should have"),
    PERIODS("more periods, accounts, categories or an earlier delivery (--previous)"),
    FACT("a table of facts (--facts)"),
    PROVIDER("what only the provider knows"),
    PARTS("a verdict on a part of it");

    private final String words;

    Lack(String words) {
      this.words = words;
    }

    /** The word for documents, for example {@code criterion}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, for a person. */
    public String words() {
      return words;
    }
  }

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
    return new Verdict(requirement, status, 0, 0, List.of(), List.of(), Lack.NOTHING, reason);
  }

  static Verdict open(Requirement requirement, Lack lack, String reason) {
    return new Verdict(requirement, Status.NOT_EVALUATED, 0, 0, List.of(), List.of(), lack, reason);
  }

  /** The verdict where it is not known whether the requirement applies: a broken one is open. */
  Verdict where(String criterion) {
    return switch (status) {
      case FAILED ->
          new Verdict(
              requirement,
              Status.NOT_EVALUATED,
              checked,
              violating,
              first,
              names,
              Lack.CRITERION,
              "broken if %s is met, which is not known%s".formatted(criterion, reason.isEmpty() ? "" : ": " + reason));
      case PASSED, SKIPPED, NOT_EVALUATED -> this;
    };
  }
}
