package roadbed.assess.cost.focus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Billing as requirements are counted on it. Implemented where the lines are. */
public interface BillingData {

  /** The columns in their order, with the letters in which they are written. */
  List<String> columns();

  /** Number of lines. */
  long lines();

  /** Number of lines in which a column has a value, by column. */
  Map<String, Long> filled();

  /** Custom columns (named with {@code x_}) whose values are numbers nearly all. */
  Set<String> numbers();

  /** How many different values a column has, those of earlier deliveries among them; 0 where it is not there. */
  long different(String column);

  /** Whether an earlier delivery of a billing period that the lines are of was given. */
  boolean redelivered();

  /** Whether a table of facts from outside the billing was given that has some columns. */
  boolean given(String fact, Set<String> columns);

  /** The columns, in lower case, for which the table of metadata has a property. */
  Set<String> defined(String property);

  /** Counts questions; the answers are in the same order. Columns that are not there count as null. */
  List<Answer> count(List<Question> questions);

  /**
   * A question: how many of the lines for which a condition holds break a check.
   *
   * @param check a check of lines or of groups of lines
   * @param condition empty for all lines
   */
  record Question(Check check, Optional<Check> condition) {}

  /**
   * The answer.
   *
   * @param checked lines for which the condition holds
   * @param violating those of them that break the check
   * @param first the first of these by number from 1, and only a few
   */
  record Answer(long checked, long violating, List<Long> first) {}
}
