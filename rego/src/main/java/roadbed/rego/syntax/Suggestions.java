package roadbed.rego.syntax;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What was probably meant by a name that nobody knows: the known name that is the fewest slips away. */
public final class Suggestions {
  private Suggestions() {}

  /** A hint that names the nearest of the known names; nothing where none is near. */
  public static @Nullable String nearest(String name, Collection<String> known) {
    String meant = nearestName(name, known);
    return meant == null ? null : "did you mean `" + meant + "`?";
  }

  /** The nearest of the known names; nothing where none is near. */
  static @Nullable String nearestName(String name, Collection<String> known) {
    int allowed = name.length() <= 2 ? 0 : name.length() <= 5 ? 1 : name.length() <= 9 ? 2 : 3;
    return known.stream()
        .filter(candidate -> !candidate.equals(name) && Math.abs(candidate.length() - name.length()) <= allowed)
        .filter(candidate -> slips(name, candidate, allowed) <= allowed)
        .min(Comparator.<String>comparingInt(candidate -> slips(name, candidate, allowed)).thenComparing(c -> c))
        .orElse(null);
  }

  /** Letters to insert, remove, change, or swap with the next; more than allowed is all the same. */
  private static int slips(String a, String b, int allowed) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + change);
        boolean swapped =
            i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > allowed) {
        return least;
      }
      before = last;
      last = row;
    }
    return last[b.length()];
  }
}
