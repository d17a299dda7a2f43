package roadbed.re2;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** The one way to compile a pattern that comes from outside. */
public final class BoundedPattern {
  static {
    CaseOrbits.close();
  }

  private BoundedPattern() {}

  /**
   * The compiled pattern, in RE2's syntax.
   *
   * @throws PatternSyntaxException where it is malformed, or would become too large
   */
  public static Pattern compile(String pattern) {
    PatternSize.of(pattern);
    return Pattern.compile(pattern);
  }
}
