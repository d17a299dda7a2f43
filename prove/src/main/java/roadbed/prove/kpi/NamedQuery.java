package roadbed.prove.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A query with named parameters, taken apart for JDBC: {@code :name} becomes {@code ?}, outside of texts,
 * quoted names and comments; {@code ::type} stays.
 *
 * @param sql the text with question marks
 * @param parameters the names behind the question marks, in their order
 */
public record NamedQuery(String sql, List<String> parameters) {
  private static final int MAX_LENGTH = 100_000;
  private static final Set<String> FIRST_WORDS = Set.of("select", "with", "values");

  public NamedQuery {
    parameters = List.copyOf(parameters);
  }

  /**
   * Takes a query apart and makes sure that it is one query and nothing else.
   *
   * @throws IllegalArgumentException where it is something else, saying what is wrong
   */
  public static NamedQuery of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the query is longer than " + MAX_LENGTH + " characters");
    }
    StringBuilder sql = new StringBuilder();
    List<String> parameters = new ArrayList<>();
    StringBuilder firstWord = new StringBuilder();
    boolean firstWordEnded = false;
    int depth = 0;
    int i = 0;
    boolean ended = false;
    while (i < text.length()) {
      char c = text.charAt(i);
      int next = i + 1;
      boolean blank = Character.isWhitespace(c);
      if (c == '-' && text.startsWith("--", i)) {
        int line = text.indexOf('\n', i);
        next = line < 0 ? text.length() : line;
        blank = true;
      } else if (c == '/' && text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        if (end < 0 || text.substring(i + 2, end).contains("/*")) {
          throw new IllegalArgumentException("a comment does not end, or another begins in it");
        }
        next = end + 2;
        blank = true;
      } else if (c == '\'' || c == '"') {
        if (i > 0 && (text.charAt(i - 1) == 'e' || text.charAt(i - 1) == 'E') && c == '\'') {
          throw new IllegalArgumentException("a text with backslash escapes, E'...'; double the quotes instead");
        }
        next = closing(text, i) + 1;
      } else if (c == ':' && text.startsWith("::", i)) {
        next = i + 2;
      } else if (c == ':' && next < text.length() && Character.isLetter(text.charAt(next))) {
        while (next < text.length() && isNamePart(text.charAt(next))) {
          next++;
        }
      }
      if (ended && !blank) {
        throw new IllegalArgumentException("a second statement follows the query");
      }
      switch (c) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '$', '?' ->
            throw new IllegalArgumentException("a '" + c + "' outside of quotes; parameters are named, :as_of");
        default -> {}
      }
      if (depth < 0) {
        throw new IllegalArgumentException("a parenthesis closes that never opened");
      }
      if (!firstWordEnded && !blank) {
        if (Character.isLetter(c)) {
          firstWord.append(c);
        } else {
          firstWordEnded = !firstWord.isEmpty() || c != '(';
        }
      } else if (!firstWord.isEmpty()) {
        firstWordEnded = true;
      }
      if (c == ';') {
        ended = true;
      } else if (c == ':' && next > i + 1 && text.charAt(i + 1) != ':') {
        parameters.add(text.substring(i + 1, next));
        sql.append('?');
      } else {
        sql.append(text, i, next);
      }
      i = next;
    }
    if (depth != 0) {
      throw new IllegalArgumentException("a parenthesis does not close");
    }
    if (!FIRST_WORDS.contains(firstWord.toString().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the query does not begin with SELECT or WITH");
    }
    return new NamedQuery(sql.toString(), parameters);
  }

  private static int closing(String text, int open) {
    char quote = text.charAt(open);
    int i = open + 1;
    while (i < text.length()) {
      if (text.charAt(i) == quote) {
        if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i;
        }
      }
      i++;
    }
    throw new IllegalArgumentException("a " + quote + " does not close");
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
