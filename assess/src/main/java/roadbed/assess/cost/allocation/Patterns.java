package roadbed.assess.cost.allocation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Patterns of which one must match: literal characters in any case, {@code *} and {@code ?}. */
public final class Patterns {
  private final Set<String> literals = new HashSet<>();
  private final List<String> globs = new ArrayList<>();
  private final boolean any;

  Patterns(List<String> patterns) {
    boolean everything = false;
    for (String pattern : patterns) {
      String lower = pattern.strip().toLowerCase(Locale.ROOT);
      if (lower.equals("*")) {
        everything = true;
      } else if (lower.indexOf('*') < 0 && lower.indexOf('?') < 0) {
        literals.add(lower);
      } else {
        globs.add(lower);
      }
    }
    any = everything;
  }

  /** Whether a text matches; one that is not there matches nothing. */
  boolean match(String text) {
    if (text.isEmpty()) {
      return false;
    }
    if (any) {
      return true;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (literals.contains(lower)) {
      return true;
    }
    for (String glob : globs) {
      if (matchesGlob(glob, lower)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text matches a pattern of literal characters, {@code *} and {@code ?}, in linear steps. */
  public static boolean matchesGlob(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
