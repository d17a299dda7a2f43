package roadbed.rego.builtin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as an automaton whose states are the places of characters in it, at most 62, so that a set of
 * states is a long and a text is decided in one pass: for the patterns that policies mostly have, several times faster than
 * RE2's machine and bounded as it is.
 *
 * <p>It knows texts in ASCII, literals, classes, groups, alternatives, repetition, and anchors at the ends of the whole
 * pattern. Whatever else a pattern or a text holds is left to RE2, which has also said before whether the pattern is valid.
 */
final class PositionAutomaton {
  /** What {@link #find} says of a text that it does not know. */
  static final int UNDECIDED = -1;

  private static final int MOST = 62;
  private static final int ASCII = 128;

  private final String pattern;
  private final long[] accepts = new long[ASCII];
  private final long[] follows = new long[MOST];
  private int at;
  private int positions;
  private boolean foldsCase;
  private boolean dotTakesLineEnds;
  private boolean fromStart;
  private boolean toEnd;
  private long first;
  private long last;
  private boolean canBeEmpty;

  /** What a part of the pattern contributes: whether it can be empty, and where it can begin and end. */
  private record Part(boolean canBeEmpty, long first, long last) {
    static final Part EMPTY = new Part(true, 0, 0);
  }

  /** Ends the reading of a pattern that is left to RE2. */
  private static final class Unknown extends Exception {
    Unknown() {
      super(null, null, false, false);
    }
  }

  private PositionAutomaton(String pattern) {
    this.pattern = pattern;
  }

  /** The automaton of a valid pattern; null where it is left to RE2. */
  static @Nullable PositionAutomaton of(String pattern) {
    PositionAutomaton automaton = new PositionAutomaton(pattern);
    try {
      automaton.read();
    } catch (Unknown e) {
      return null;
    }
    return automaton;
  }

  /** 1 where the pattern is found in the text, 0 where not, {@link #UNDECIDED} where the text is not ASCII. */
  int find(String text) {
    if (canBeEmpty && !(fromStart && toEnd)) {
      return 1;
    }
    long states = 0;
    long begin = first;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ASCII) {
        return UNDECIDED;
      }
      long next = begin;
      for (long rest = states; rest != 0; rest &= rest - 1) {
        next |= follows[Long.numberOfTrailingZeros(rest)];
      }
      states = next & accepts[c];
      if (!toEnd && (states & last) != 0) {
        return 1;
      }
      if (fromStart) {
        begin = 0;
        if (states == 0) {
          return 0;
        }
      }
    }
    return (states & last) != 0 || (canBeEmpty && text.isEmpty()) ? 1 : 0;
  }

  private void read() throws Unknown {
    flags();
    if (takes("^") || takes("\\A")) {
      fromStart = true;
    }
    boolean[] several = new boolean[1];
    Part whole = alternatives(several);
    if (at < pattern.length() || ((fromStart || toEnd) && several[0])) {
      throw new Unknown();
    }
    first = whole.first();
    last = whole.last();
    canBeEmpty = whole.canBeEmpty();
  }

  private void flags() throws Unknown {
    while (pattern.startsWith("(?", at) && at + 2 < pattern.length() && "is".indexOf(pattern.charAt(at + 2)) >= 0) {
      int close = pattern.indexOf(')', at);
      for (at += 2; at < close; at++) {
        switch (pattern.charAt(at)) {
          case 'i' -> foldsCase = true;
          case 's' -> dotTakesLineEnds = true;
          default -> throw new Unknown();
        }
      }
      at++;
    }
  }

  private boolean takes(String piece) {
    if (!pattern.startsWith(piece, at)) {
      return false;
    }
    at += piece.length();
    return true;
  }

  private Part alternatives(boolean[] several) throws Unknown {
    Part all = sequence();
    while (takes("|")) {
      several[0] = true;
      Part other = sequence();
      all =
          new Part(
              all.canBeEmpty() || other.canBeEmpty(), all.first() | other.first(), all.last() | other.last());
    }
    return all;
  }

  private Part sequence() throws Unknown {
    Part all = Part.EMPTY;
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      if (endsHere()) {
        toEnd = true;
        break;
      }
      all = joined(all, repeated());
    }
    return all;
  }

  /** Reads an anchor at the very end of the pattern. */
  private boolean endsHere() {
    int left = pattern.length() - at;
    if ((left == 1 && pattern.charAt(at) == '$') || (left == 2 && pattern.startsWith("\\z", at))) {
      at = pattern.length();
      return true;
    }
    return false;
  }

  private Part joined(Part left, Part right) {
    for (long ends = left.last(); ends != 0; ends &= ends - 1) {
      follows[Long.numberOfTrailingZeros(ends)] |= right.first();
    }
    return new Part(
        left.canBeEmpty() && right.canBeEmpty(),
        left.canBeEmpty() ? left.first() | right.first() : left.first(),
        right.canBeEmpty() ? left.last() | right.last() : right.last());
  }

  /** The part after which it can come again. */
  private Part looped(Part part) {
    for (long ends = part.last(); ends != 0; ends &= ends - 1) {
      follows[Long.numberOfTrailingZeros(ends)] |= part.first();
    }
    return part;
  }

  private Part repeated() throws Unknown {
    int from = at;
    Part part = atom();
    if (at == pattern.length()) {
      return part;
    }
    switch (pattern.charAt(at)) {
      case '*' -> {
        at++;
        part = looped(part);
        part = new Part(true, part.first(), part.last());
      }
      case '+' -> {
        at++;
        part = looped(part);
      }
      case '?' -> {
        at++;
        part = new Part(true, part.first(), part.last());
      }
      case '{' -> part = counted(from, part);
      default -> {
        return part;
      }
    }
    takes("?");
    if (at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
      throw new Unknown();
    }
    return part;
  }

  /** A part with bounds on how often it comes: it is read again for each time. */
  private Part counted(int from, Part once) throws Unknown {
    at++;
    int least = number();
    int most = least;
    boolean open = false;
    if (takes(",")) {
      open = at < pattern.length() && pattern.charAt(at) == '}';
      most = open ? least : number();
    }
    if (!takes("}") || least > most || most == 0 || (open && least == 0)) {
      throw new Unknown();
    }
    int after = at;
    Part all = Part.EMPTY;
    Part copy = once;
    for (int i = 1; i <= most; i++) {
      if (i > 1) {
        at = from;
        copy = atom();
      }
      Part piece = open && i == most ? looped(copy) : copy;
      all = joined(all, i > least ? new Part(true, piece.first(), piece.last()) : piece);
    }
    at = after;
    return all;
  }

  private int number() throws Unknown {
    int from = at;
    int value = 0;
    while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0 && value <= MOST) {
      value = value * 10 + Character.digit(pattern.charAt(at++), 10);
    }
    if (at == from || value > MOST) {
      throw new Unknown();
    }
    return value;
  }

  private Part atom() throws Unknown {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> {
        if (takes("?") && !takes(":")) {
          throw new Unknown();
        }
        Part inner = alternatives(new boolean[1]);
        if (!takes(")")) {
          throw new Unknown();
        }
        yield inner;
      }
      case '[' -> place(characters());
      case '.' -> {
        boolean[] any = new boolean[ASCII];
        Arrays.fill(any, true);
        any['\n'] = dotTakesLineEnds;
        yield place(any);
      }
      case '\\' -> {
        boolean[] set = new boolean[ASCII];
        escape(set);
        yield place(set);
      }
      case '^', '$', '*', '+', '?', '{', '}', ']' -> throw new Unknown();
      default -> {
        boolean[] set = new boolean[ASCII];
        add(set, c);
        yield place(set);
      }
    };
  }

  private Part place(boolean[] set) throws Unknown {
    if (positions == MOST) {
      throw new Unknown();
    }
    long bit = 1L << positions++;
    for (int c = 0; c < ASCII; c++) {
      if (set[c]) {
        accepts[c] |= bit;
      }
    }
    return new Part(false, bit, bit);
  }

  private void add(boolean[] set, char c) throws Unknown {
    if (c >= ASCII) {
      throw new Unknown();
    }
    set[c] = true;
    if (foldsCase) {
      set[Character.toLowerCase(c)] = true;
      set[Character.toUpperCase(c)] = true;
    }
  }

  /** What follows a backslash: the character where it stands for one, or 0 where it stands for several. */
  private char escape(boolean[] set) throws Unknown {
    if (at == pattern.length()) {
      throw new Unknown();
    }
    char c = pattern.charAt(at++);
    String range =
        switch (c) {
          case 'd', 'D' -> "09";
          case 'w', 'W' -> "09AZaz__";
          case 's', 'S' -> "\t\n\f\r  ";
          default -> "";
        };
    if (!range.isEmpty()) {
      boolean negated = c < 'a';
      for (int x = 0; x < ASCII; x++) {
        boolean within = false;
        for (int i = 0; i < range.length(); i += 2) {
          within |= x >= range.charAt(i) && x <= range.charAt(i + 1);
        }
        set[x] |= within != negated;
      }
      return 0;
    }
    char meant =
        switch (c) {
          case 't' -> '\t';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 'f' -> '\f';
          default -> c;
        };
    if (meant == c && (c >= ASCII || c <= ' ' || c == '_' || Character.isLetterOrDigit(c))) {
      throw new Unknown();
    }
    add(set, meant);
    return meant;
  }

  /** The characters of a class, after its bracket. */
  private boolean[] characters() throws Unknown {
    boolean[] set = new boolean[ASCII];
    boolean negated = takes("^");
    boolean any = false;
    while (!takes("]")) {
      if (at >= pattern.length()) {
        throw new Unknown();
      }
      char from = pattern.charAt(at++);
      if (from == '[' || (from == '-' && any && at < pattern.length() && pattern.charAt(at) != ']')) {
        throw new Unknown();
      }
      from = from == '\\' ? escape(set) : from;
      if (from != 0) {
        add(set, from);
      }
      any = true;
      if (pattern.startsWith("-", at) && !pattern.startsWith("-]", at)) {
        at++;
        char to = at < pattern.length() ? pattern.charAt(at++) : 0;
        to = to == '\\' ? escape(set) : to;
        if (from == 0 || to == 0 || to == '[' || to < from) {
          throw new Unknown();
        }
        for (char c = from; c <= to; c++) {
          add(set, c);
        }
      }
    }
    if (!any) {
      throw new Unknown();
    }
    for (int c = 0; negated && c < ASCII; c++) {
      set[c] = !set[c];
    }
    return set;
  }
}
