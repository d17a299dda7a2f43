package roadbed.re2;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes when its repetitions are written out, found before that is done. Reads no more
 * of the syntax than it has to: what is wrong otherwise the compiler says.
 */
final class PatternSize {
  /** Most times that a part may be repeated, by itself and by what is around it: as in RE2. */
  private static final int MOST_REPETITIONS = 1000;

  static final long MOST = 300_000;

  /** Most classes of a pattern that ignores case: for each the compiler goes through all letters that have one. */
  private static final int MOST_FOLDED = 500;

  /** A group that is open: its size so far, that of its last part, and the most that its parts repeat theirs. */
  private static final class Group {
    private long size = 1;
    private long last;
    private long lastRepeats = 1;
    private long repeats = 1;

    void add(long part, long partRepeats) {
      size += last;
      last = part;
      lastRepeats = partRepeats;
      repeats = Math.max(repeats, partRepeats);
    }
  }

  private final String text;
  private int at;
  private int classes;

  private PatternSize(String text) {
    this.text = text;
  }

  /**
   * About how many instructions the compiled pattern has.
   *
   * @throws PatternSyntaxException where that is too many
   */
  static long of(String pattern) {
    return new PatternSize(pattern).size();
  }

  private long size() {
    Deque<Group> open = new ArrayDeque<>();
    Group group = new Group();
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '(' -> {
          open.push(group);
          group = new Group();
        }
        case ')' -> {
          Group closed = group;
          if (!open.isEmpty()) {
            group = open.pop();
            group.add(closed.size + closed.last, closed.repeats);
          }
        }
        case '[' -> {
          int from = at;
          skipClass();
          if (++classes > MOST_FOLDED && text.matches("(?s).*\\(\\?[a-zA-Z]*i.*")) {
            throw new PatternSyntaxException("expression too large");
          }
          group.add(1 + (at - from) / 4, 1);
        }
        case '\\' -> {
          if (text.startsWith("Q", at)) {
            int end = text.indexOf("\\E", at);
            group.add(Math.max(1, (end < 0 ? text.length() : end) - at), 1);
            at = end < 0 ? text.length() : end + 2;
          } else {
            at++;
            group.add(1, 1);
          }
        }
        case '{' -> repeat(group);
        case '*', '+', '?' -> group.last++;
        default -> group.add(1, 1);
      }
      if (group.size + group.last > MOST) {
        throw new PatternSyntaxException("expression too large");
      }
    }
    return group.size + group.last;
  }

  private void skipClass() {
    if (at < text.length() && text.charAt(at) == '^') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == ']') {
      at++;
    }
    while (at < text.length() && text.charAt(at) != ']') {
      if (text.startsWith("[:", at)) {
        int end = text.indexOf(":]", at);
        at = end < 0 ? at + 1 : end + 2;
      } else {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else stands for itself. */
  private void repeat(Group group) {
    int end = text.indexOf('}', at);
    String[] bounds = end < 0 ? new String[0] : text.substring(at, end).split(",", -1);
    boolean counts = bounds.length == 1 || bounds.length == 2;
    for (int i = 0; counts && i < bounds.length; i++) {
      counts = bounds[i].matches("[0-9]{1,9}") || (i == 1 && bounds[i].isEmpty());
    }
    if (!counts) {
      group.add(1, 1);
      return;
    }
    String most = bounds.length == 2 && !bounds[1].isEmpty() ? bounds[1] : bounds[0];
    long times = Math.max(1, Long.parseLong(most));
    long repeats = group.lastRepeats * times;
    if (repeats > MOST_REPETITIONS) {
      throw new PatternSyntaxException("invalid repeat count", text.substring(at - 1, end + 1));
    }
    group.last = group.last * times + 1;
    group.lastRepeats = repeats;
    group.repeats = Math.max(group.repeats, repeats);
    at = end + 1;
  }
}
