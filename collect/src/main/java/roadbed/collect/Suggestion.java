package roadbed.collect;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The known name that an unknown one was probably meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code did you mean "x"?}, or else all the names that are known. */
  public static String of(String unknown, Collection<String> known) {
    String lower = unknown.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(
            name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
        .map(name -> "did you mean \"" + name + "\"?")
        .orElseGet(() -> "known here: " + String.join(", ", known.stream().sorted().toList()));
  }

  /** Levenshtein's distance; names longer than any known one are not worth the time. */
  private static int distance(String a, String b) {
    if (a.length() > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
