package roadbed.rego;

import java.util.List;
import java.util.random.RandomGenerator;

/** Texts that are almost like those of a corpus. */
final class Mutations {
  private static final int LONGEST = 4_000;
  private static final List<String> PIECES =
      List.of(
          "{", "}", "[", "]", "(", ")", "\"", "'", "`", "\\", "\\u", "\\x", "$\"", "${", "{{", "}}", ":=", "=", ":", ";",
          ",", ".", "|", "&", "*", "**", "?", "+", "-", "/", "%", "%d", "%v", "%[1]*d", "#", "@", "!", "<", ">", "^", "~",
          "\n", "\t", " ", "\r\n", "\u0000", "\u00e4", "\ud83d\ude00", "\ud83d", "\udc00", "\u2028", "0", "-0", "1e999999",
          "1e-999999", "99999999999999999999", "0x", "0.", "null", "true", "NaN", "package", "import", "default", "else",
          "every", "some", "in", "if", "contains", "with", "not", "as", "set()", "input", "data", "_", "&a", "*a", "<<", "!!",
          "- ", "? ", "|-", "(?", "(?i)", "[[:", "{1000}", "{1,", "\\Q", "\\p{", "fragment", "on", "...", "query", "type",
          "implements", "extend", "-----BEGIN ", "-----END ", "==", "Z07:00", "2006", "Jan", "_2", ".000");

  private final RandomGenerator random;
  private final List<String> corpus;

  Mutations(RandomGenerator random, List<String> corpus) {
    this.random = random;
    this.corpus = corpus;
  }

  String sample() {
    String text = corpus.get(random.nextInt(corpus.size()));
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** A sample with a few things out of place. */
  String next() {
    StringBuilder text = new StringBuilder(sample());
    for (int i = random.nextInt(5); i >= 0; i--) {
      change(text);
    }
    return text.toString();
  }

  private void change(StringBuilder text) {
    int from = text.isEmpty() ? 0 : random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 8));
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    switch (random.nextInt(8)) {
      case 0 -> text.delete(from, to);
      case 1, 2 -> text.insert(from, piece);
      case 3 -> text.replace(from, to, piece);
      case 4 -> text.insert(to, text.substring(from, to).repeat(1 + random.nextInt(3)));
      case 5 -> {
        String other = sample();
        int start = other.isEmpty() ? 0 : random.nextInt(other.length());
        text.replace(from, text.length(), other.substring(start));
      }
      case 6 -> text.insert(from, piece.repeat(random.nextInt(random.nextInt(50) == 0 ? 3_000 : 20)));
      default -> {
        if (from < text.length()) {
          text.setCharAt(from, (char) random.nextInt(random.nextInt(4) == 0 ? 0x10000 : 0x80));
        }
      }
    }
  }
}
