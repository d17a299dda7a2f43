package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two simple patterns have a text in common. They know {@code .}, sets such as {@code [a-z]}, escapes, and
 * {@code *} and {@code +} after any of these.
 */
final class GlobIntersection {
  private static final int MAX_RUNES = 100_000;

  private GlobIntersection() {}

  /** One place of a pattern: the code points it takes (null for any), and how often. */
  private record Token(@Nullable Set<Integer> points, boolean optional, boolean repeated) {
    boolean meets(Token other) {
      if (points == null || other.points == null) {
        return true;
      }
      Set<Integer> theirs = other.points;
      return points.stream().anyMatch(theirs::contains);
    }
  }

  static boolean meet(CallContext context, String left, String right) {
    List<Token> l = new Reader(left).tokens();
    List<Token> r = new Reader(right).tokens();
    context.checkItems((long) (l.size() + 1) * (r.size() + 1) * 4);
    boolean[] seen = new boolean[(l.size() + 1) * (r.size() + 1) * 4];
    return meet(context, l, r, seen);
  }

  /** Walks pairs of places breadth-first; a state also knows whether its token has taken something already. */
  private static boolean meet(CallContext context, List<Token> l, List<Token> r, boolean[] seen) {
    var queue = new java.util.ArrayDeque<int[]>();
    queue.add(new int[] {0, 0, 0, 0});
    while (!queue.isEmpty()) {
      int[] state = queue.remove();
      int i = state[0];
      int j = state[1];
      int key = ((i * (r.size() + 1) + j) * 2 + state[2]) * 2 + state[3];
      if (seen[key]) {
        continue;
      }
      seen[key] = true;
      context.checkTime();
      if (i == l.size() && j == r.size()) {
        return true;
      }
      if (i < l.size() && (l.get(i).optional() || state[2] == 1)) {
        queue.add(new int[] {i + 1, j, 0, state[3]});
      }
      if (j < r.size() && (r.get(j).optional() || state[3] == 1)) {
        queue.add(new int[] {i, j + 1, state[2], 0});
      }
      boolean open =
          i < l.size()
              && j < r.size()
              && (state[2] == 0 || l.get(i).repeated())
              && (state[3] == 0 || r.get(j).repeated());
      if (open && l.get(i).meets(r.get(j))) {
        queue.add(new int[] {i, j, 1, 1});
      }
    }
    return false;
  }

  /** Splits a pattern into its places. */
  private static final class Reader {
    private final String input;
    private final int[] points;
    private int at;

    Reader(String input) {
      this.input = input;
      this.points = input.codePoints().toArray();
    }

    List<Token> tokens() {
      List<Token> tokens = new ArrayList<>();
      while (at < points.length) {
        int point = points[at++];
        Set<Integer> set =
            switch (point) {
              case '\\' -> Set.of(escaped());
              case '.' -> null;
              case '[' -> set();
              case ']' -> throw invalid("set-close ']' with no preceding '['");
              case '*', '+' ->
                  throw invalid("flag '" + Character.toString(point) + "' must be preceded by a non-flag");
              default -> Set.of(point);
            };
        int flag = at < points.length ? points[at] : 0;
        if (flag == '*' || flag == '+') {
          at++;
        }
        tokens.add(new Token(set, flag == '*', flag == '*' || flag == '+'));
      }
      return tokens;
    }

    private int escaped() {
      if (at >= points.length) {
        throw invalid("input ends with a \\ (escape) character");
      }
      return points[at++];
    }

    private Set<Integer> set() {
      Set<Integer> set = new HashSet<>();
      int previous = -1;
      boolean range = false;
      while (true) {
        if (at >= points.length) {
          throw invalid("found [ without matching ]");
        }
        int point = points[at++];
        if (point == ']') {
          if (range) {
            throw invalid("range character '-' must be followed by a character");
          }
          return set;
        }
        if (point == '-') {
          if (previous < 0 || range) {
            throw invalid("range character '-' must be preceded by a character");
          }
          range = true;
          continue;
        }
        int value = point == '\\' ? escaped() : point;
        if (range) {
          if (value < previous) {
            throw invalid("range is out of order");
          }
          if (value - previous + set.size() > MAX_RUNES) {
            throw BuiltinException.limit("set of more than " + MAX_RUNES + " characters");
          }
          for (int p = previous; p <= value; p++) {
            set.add(p);
          }
          range = false;
          previous = -1;
        } else {
          set.add(value);
          previous = value;
        }
      }
    }

    private BuiltinException invalid(String problem) {
      return BuiltinException.failed("input:" + input + ", pos:" + at + ", " + problem + ": the input provided is invalid");
    }
  }
}
