package roadbed.assess.policy.foreign.gatekeeper;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Which tests and cases are to run. {@code WORD} wants tests and cases whose name has it, {@code TEST//CASE} cases of
 * tests, both by regular expressions.
 */
public final class SuiteFilter {
  /** Everything runs. */
  public static final SuiteFilter ALL = new SuiteFilter(Optional.empty(), Optional.empty(), false);

  private final Optional<Pattern> test;
  private final Optional<Pattern> oneCase;
  private final boolean either;

  private SuiteFilter(Optional<Pattern> test, Optional<Pattern> oneCase, boolean either) {
    this.test = test;
    this.oneCase = oneCase;
    this.either = either;
  }

  /**
   * Reads a filter.
   *
   * @throws IllegalArgumentException where it is none; the message says why
   */
  public static SuiteFilter of(String text) {
    if (text.isEmpty()) {
      return ALL;
    }
    String[] parts = text.split("//", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException("a filter has at most one //");
    }
    try {
      Pattern first = Pattern.compile(parts[0]);
      return parts.length == 1
          ? new SuiteFilter(Optional.of(first), Optional.of(first), true)
          : new SuiteFilter(Optional.of(first), Optional.of(Pattern.compile(parts[1])), false);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("a filter is a regular expression: " + e.getMessage(), e);
    }
  }

  boolean wants(Suite.Test candidate) {
    return finds(test, candidate.name())
        || (either && candidate.cases().stream().anyMatch(one -> wants(candidate, one)));
  }

  boolean wants(Suite.Test of, Suite.Case candidate) {
    return either
        ? finds(test, of.name()) || finds(oneCase, candidate.name())
        : finds(test, of.name()) && finds(oneCase, candidate.name());
  }

  private static boolean finds(Optional<Pattern> pattern, String name) {
    return pattern.map(found -> found.matcher(name).find()).orElse(true);
  }
}
