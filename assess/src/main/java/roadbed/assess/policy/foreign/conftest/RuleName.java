package roadbed.assess.policy.foreign.conftest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a rule that is asked for: {@code deny}, {@code violation} or {@code warn}, with or without more.
 *
 * @param name all of it
 * @param failure whether what it finds is a failure and not a warning
 * @param exception the name by which an exception takes it away; empty for a rule without more
 */
record RuleName(String name, boolean failure, String exception) {
  private static final Pattern FORM = Pattern.compile("(deny|violation|warn)((?:_[a-zA-Z0-9]+)*+)");

  static Optional<RuleName> of(String name) {
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? Optional.of(
            new RuleName(
                name,
                !matcher.group(1).equals("warn"),
                matcher.group(2).isEmpty() ? "" : matcher.group(2).substring(1)))
        : Optional.empty();
  }
}
