package roadbed.collect.terraform.hcl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leaps over what is malformed, to where the next item may begin. Looks at brackets, quotes and comments alone. */
final class Leap {
  private static final Pattern HEREDOC = Pattern.compile("<<-?([\\p{L}_][\\p{L}\\p{N}_-]*)\\r?\\n");
  private static final char QUOTE = '"';
  private static final char SEQUENCE = '$';

  /** After how many texts without an end none is looked for any more: each look goes to the end. */
  private static final int MOST_ENDLESS = 20;

  private final String text;

  /** What is open: brackets, {@link #QUOTE}, and {@link #SEQUENCE} for a sequence within quotes. */
  private final Deque<Character> open = new ArrayDeque<>();

  private int quotes;
  private int endless;

  private Leap(String text) {
    this.text = text;
  }

  /** The offset behind the item that begins at an offset; greater than it, or the end of the text. */
  static int overItem(String text, int from) {
    return new Leap(text).over(from);
  }

  private int over(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        closeQuotes();
        if (open.isEmpty()) {
          return at + 1;
        }
        at++;
      } else if (!open.isEmpty() && open.peek() == QUOTE) {
        at = inQuotes(at, c);
      } else if (c == '}' && open.isEmpty() && at > from) {
        return at;
      } else {
        at = inCode(at, c);
      }
    }
    return text.length();
  }

  /** A line break ends a text in quotes that was left open, and what is open within it. */
  private void closeQuotes() {
    if (!open.isEmpty() && open.peek() == QUOTE) {
      while (quotes > 0) {
        close();
      }
    }
  }

  private void close() {
    if (!open.isEmpty() && open.pop() == QUOTE) {
      quotes--;
    }
  }

  private int inQuotes(int at, char c) {
    if (c == '\\') {
      // A backslash at the end of a line takes no line break with it.
      return at + 1 < text.length() && text.charAt(at + 1) != '\n' ? at + 2 : at + 1;
    }
    if (c == QUOTE) {
      close();
    } else if ((c == '$' || c == '%') && text.startsWith("{", at + 1)) {
      if (at > 0 && text.charAt(at - 1) == c) {
        return at + 2;
      }
      open.push(SEQUENCE);
      return at + 2;
    }
    return at + 1;
  }

  private int inCode(int at, char c) {
    switch (c) {
      case QUOTE -> {
        open.push(c);
        quotes++;
      }
      case '{', '[', '(' -> open.push(c);
      case '}', ']', ')' -> close();
      case '#' -> {
        return lineEnd(at);
      }
      case '/' -> {
        if (text.startsWith("//", at)) {
          return lineEnd(at);
        }
        if (text.startsWith("/*", at)) {
          int end = text.indexOf("*/", at + 2);
          return end < 0 ? at + 2 : end + 2;
        }
      }
      case '<' -> {
        return text.startsWith("<<", at) ? behindHeredoc(at) : at + 1;
      }
      default -> {}
    }
    return at + 1;
  }

  private int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int behindHeredoc(int at) {
    Matcher opening = HEREDOC.matcher(text).region(at, text.length());
    if (endless > MOST_ENDLESS || !opening.lookingAt()) {
      return at + 2;
    }
    int line = opening.end();
    while (line < text.length()) {
      int end = lineEnd(line);
      if (text.substring(line, end).strip().equals(opening.group(1))) {
        return end;
      }
      line = end + 1;
    }
    endless++;
    return at + 2;
  }
}
