package roadbed.rego.builtin;

/**
 * Finds a text within others. The JDK's own search may look at the whole text for each character that it passes; where
 * both are long enough for that to matter, this one does not.
 */
final class TextSearch {
  private static final int SHORT = 64;
  private static final long SMALL = 1 << 22;

  private final String part;

  /** For each length of a beginning of the part: how long the beginning is that it also ends with. */
  private int[] borders = new int[0];

  TextSearch(String part) {
    this.part = part;
  }

  /** Where the part begins in a text, from an index on; negative where it does not. */
  int in(String text, int from) {
    if (part.length() <= SHORT || (long) part.length() * (text.length() - from) <= SMALL) {
      return text.indexOf(part, from);
    }
    if (borders.length == 0) {
      borders = borders();
    }
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      while (matched > 0 && part.charAt(matched) != c) {
        matched = borders[matched];
      }
      if (part.charAt(matched) == c && ++matched == part.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  private int[] borders() {
    int[] found = new int[part.length() + 1];
    int border = 0;
    for (int i = 1; i < part.length(); i++) {
      while (border > 0 && part.charAt(border) != part.charAt(i)) {
        border = found[border];
      }
      border += part.charAt(border) == part.charAt(i) ? 1 : 0;
      found[i + 1] = border;
    }
    return found;
  }
}
