package roadbed.assess.policy.foreign.cel;

/**
 * Spells the optional selection of a field, {@code a.?b}, as that of a member, {@code a[?'b']}: the same for documents, and
 * right also where {@code a} is optional itself, which the library's own selection of fields wraps twice.
 */
final class OptionalFields {
  private OptionalFields() {}

  static String respelled(String expression) {
    if (!expression.contains(".?")) {
      return expression;
    }
    StringBuilder out = new StringBuilder(expression.length() + 16);
    int i = 0;
    while (i < expression.length()) {
      char c = expression.charAt(i);
      int end = i + 1;
      if (c == '"' || c == '\'') {
        end = endOfText(expression, i);
      } else if (expression.startsWith("//", i)) {
        int line = expression.indexOf('\n', i);
        end = line < 0 ? expression.length() : line;
      } else if (expression.startsWith(".?", i)) {
        int from = i + 2;
        boolean quoted = from < expression.length() && expression.charAt(from) == '`';
        int stop = quoted ? expression.indexOf('`', from + 1) : endOfName(expression, from);
        if (stop > from) {
          out.append("[?'").append(expression, quoted ? from + 1 : from, stop).append("']");
          i = quoted ? stop + 1 : stop;
          continue;
        }
      }
      out.append(expression, i, end);
      i = end;
    }
    return out.toString();
  }

  private static int endOfName(String text, int from) {
    int i = from;
    while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
      i++;
    }
    return i;
  }

  /** Behind a text in quotes, raw or not, on one line or on several. */
  private static int endOfText(String text, int start) {
    char before = start > 0 ? text.charAt(start - 1) : ' ';
    char beforeThat = start > 1 ? text.charAt(start - 2) : ' ';
    boolean raw = before == 'r' || before == 'R' || ((before == 'b' || before == 'B') && (beforeThat == 'r' || beforeThat == 'R'));
    String quote = text.substring(start, start + 1);
    String mark = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    int i = start + mark.length();
    while (i < text.length() && !text.startsWith(mark, i)) {
      i += !raw && text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), i + mark.length());
  }
}
