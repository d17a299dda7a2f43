package roadbed.inventory;

import java.util.regex.Pattern;

/**
 * A glob over paths and tag values: {@code *} within a path part, {@code **} across them, {@code ?} one
 * character. A pattern that does not begin with {@code /} may match from any folder on.
 */
final class PathGlob {
  private final Pattern pattern;

  private PathGlob(Pattern pattern) {
    this.pattern = pattern;
  }

  /** A glob over paths. */
  static PathGlob ofPath(String glob) {
    return new PathGlob(Pattern.compile((glob.startsWith("/") ? "" : "(?:.*/)?") + regex(glob)));
  }

  /** A glob over a whole text without parts. */
  static PathGlob ofText(String glob) {
    return new PathGlob(Pattern.compile(regex(glob.replace("*", "**"))));
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c != '*' && c != '?') {
        literal.append(c);
        continue;
      }
      flush(literal, regex);
      if (c == '?') {
        regex.append("[^/]");
      } else if (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
        while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
          i++;
        }
        if (i + 1 < glob.length() && glob.charAt(i + 1) == '/') {
          i++;
          regex.append("(?:.*/)?");
        } else {
          regex.append(".*");
        }
      } else {
        regex.append("[^/]*");
      }
    }
    flush(literal, regex);
    return regex.toString();
  }

  private static void flush(StringBuilder literal, StringBuilder regex) {
    if (!literal.isEmpty()) {
      regex.append(Pattern.quote(literal.toString()));
      literal.setLength(0);
    }
  }
}
