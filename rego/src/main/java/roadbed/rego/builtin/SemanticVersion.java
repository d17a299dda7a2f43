package roadbed.rego.builtin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as semver.org has it; build metadata is checked and forgotten.
 *
 * @param preRelease the identifiers after the hyphen, or nothing
 */
record SemanticVersion(long major, long minor, long patch, String preRelease) implements Comparable<SemanticVersion> {
  /** Possessive: java.util.regex repeats such a group in a loop and any other by calling itself, which long texts overflow. */
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*+";
  private static final Pattern SHAPE =
      Pattern.compile("v?([+-]?[0-9]{1,18})\\.([0-9]{1,18})\\.([0-9]{1,18})(?:-(" + IDENTIFIERS + ")?)?(?:\\+(?:" + IDENTIFIERS + ")?)?");

  /** The version, or null where the text is none. */
  static @Nullable SemanticVersion parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String preRelease = matcher.group(4);
    return new SemanticVersion(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        preRelease == null ? "" : preRelease);
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int order = Long.compare(major, other.major);
    order = order == 0 ? Long.compare(minor, other.minor) : order;
    order = order == 0 ? Long.compare(patch, other.patch) : order;
    if (order != 0 || preRelease.equals(other.preRelease)) {
      return order;
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return preRelease.isEmpty() ? 1 : -1;
    }
    String[] mine = preRelease.split("\\.", -1);
    String[] theirs = other.preRelease.split("\\.", -1);
    for (int i = 0; i < Math.min(mine.length, theirs.length); i++) {
      order = compareIdentifiers(mine[i], theirs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, theirs.length);
  }

  private static int compareIdentifiers(String mine, String theirs) {
    boolean myNumber = mine.chars().allMatch(Character::isDigit);
    boolean theirNumber = theirs.chars().allMatch(Character::isDigit);
    if (myNumber != theirNumber) {
      return myNumber ? -1 : 1;
    }
    if (myNumber) {
      return new java.math.BigInteger(mine).compareTo(new java.math.BigInteger(theirs));
    }
    return Integer.signum(mine.compareTo(theirs));
  }
}
