package roadbed.assess.cost.focus;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One requirement of the specification.
 *
 * @param id its identifier there
 * @param dynamic whether the specification gives no machine-readable check for it; a check, if any, is then ours
 * @param function composite, presence, type, format, nullability or validation
 * @param about the column, attribute or data set that it is about
 * @param level how binding it is
 * @param criteria what the provider must support for the requirement to apply, its composites' criteria included
 * @param check what it asks; empty where the data alone cannot say
 * @param condition the lines of which it asks it, its composites' conditions included; empty for all
 * @param needs requirements that must hold for this one to mean anything
 * @param open why the data cannot say, where they cannot; with a check, they can refute the requirement but not
 *     confirm it
 * @param settled what lines keep that are decided; with one that does not, the requirement is open. A requirement
 *     that has it and no check cannot be refuted by the data
 * @param when what the data must span for the check to decide: {@code periods} (more than one billing period),
 *     {@code accounts}, {@code categories}, {@code deliveries} (an earlier delivery of the same period); or empty
 * @param fact the table of facts that decides it, or empty
 * @param given what it asks where that table is given
 * @param alternative the composite in which it is one of several ways, or empty; alone it says nothing
 */
public record Requirement(
    String id,
    boolean dynamic,
    String function,
    String about,
    Level level,
    List<String> criteria,
    Optional<Check> check,
    Optional<Check> condition,
    List<String> needs,
    Optional<String> open,
    Optional<Check> settled,
    Optional<String> when,
    Optional<String> fact,
    Optional<Check> given,
    Optional<String> alternative) {

  /** How binding a requirement is. */
  public enum Level {
    MUST,
    MUST_NOT,
    SHOULD,
    SHOULD_NOT,
    RECOMMENDED,
    MAY;

    /** The keyword in lower case, for example {@code must not}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether whoever breaks it does not conform. */
    public boolean binding() {
      return this == MUST || this == MUST_NOT;
    }
  }

  /** Whether it is made of other requirements, each judged by itself. */
  public boolean composite() {
    return function.equals("composite") || check.filter(Requirement::ofRules).isPresent();
  }

  private static boolean ofRules(Check check) {
    return check instanceof Check.All(List<Check> parts) && parts.stream().allMatch(Check.Rule.class::isInstance);
  }

  /** What it asks, in words. */
  public String words() {
    String asked = check.or(() -> settled).or(() -> given).map(Check::words).orElse("");
    return condition.map(lines -> asked + (asked.isEmpty() ? "" : ", ") + "where " + lines.words()).orElse(asked);
  }
}
