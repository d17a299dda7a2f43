package roadbed.assess.policy.foreign.cel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A semantic version. What follows a plus sign says nothing about order. */
record Version(long major, long minor, long patch, String pre) implements Comparable<Version> {
  private static final Pattern FORM =
      Pattern.compile(
          "(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,17})"
              + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

  static Optional<Version> parse(String text, boolean normalise) {
    Matcher matcher = FORM.matcher(normalise ? normal(text) : text);
    return matcher.matches()
        ? Optional.of(
            new Version(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                matcher.group(4) == null ? "" : matcher.group(4)))
        : Optional.empty();
  }

  /** Without a letter v before it, without zeros before numbers, and with three numbers. */
  private static String normal(String text) {
    String bare = text.startsWith("v") ? text.substring(1) : text;
    Matcher matcher = Pattern.compile("([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?([-+].*)?").matcher(bare);
    if (!matcher.matches()) {
      return bare;
    }
    return trimmed(matcher.group(1)) + "." + trimmed(matcher.group(2)) + "." + trimmed(matcher.group(3))
        + (matcher.group(4) == null ? "" : matcher.group(4));
  }

  private static String trimmed(@org.jspecify.annotations.Nullable String digits) {
    String bare = digits == null ? "" : digits.replaceFirst("^0+(?=.)", "");
    return bare.isEmpty() ? "0" : bare;
  }

  @Override
  public int compareTo(Version other) {
    int order = Long.compare(major, other.major);
    order = order != 0 ? order : Long.compare(minor, other.minor);
    order = order != 0 ? order : Long.compare(patch, other.patch);
    if (order != 0 || pre.equals(other.pre)) {
      return order;
    }
    if (pre.isEmpty() || other.pre.isEmpty()) {
      return pre.isEmpty() ? 1 : -1;
    }
    String[] mine = pre.split("\\.", -1);
    String[] theirs = other.pre.split("\\.", -1);
    for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
      int part = part(mine[i], theirs[i]);
      if (part != 0) {
        return part;
      }
    }
    return Integer.compare(mine.length, theirs.length);
  }

  private static int part(String one, String other) {
    boolean number = one.matches("[0-9]{1,18}");
    boolean otherNumber = other.matches("[0-9]{1,18}");
    if (number && otherNumber) {
      return Long.compare(Long.parseLong(one), Long.parseLong(other));
    }
    return number == otherNumber ? one.compareTo(other) : number ? -1 : 1;
  }
}
