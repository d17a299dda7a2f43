package roadbed.collect.terraform.expression;

import java.util.Arrays;

/**
 * A place in a text that parsers of bodies, expressions and templates move through together: they take turns on
 * one text, as templates stand in expressions and expressions in templates. Knows blanks, comments, names and
 * symbols. Bytes that are not UTF-8 stand in the text as halves of surrogate pairs, which are in order only within
 * comments.
 */
public final class Cursor {
  private final String text;
  private final int[] lineStarts;
  private int at;

  /** Where the blanks that were skipped last begin and end. */
  private int blankFrom;

  private int blankTo = -1;

  /** Whether a line break is a blank here; otherwise it ends something. */
  private boolean linesAreBlank;

  private Cursor(String text, int[] lineStarts, boolean linesAreBlank) {
    this.text = text;
    this.lineStarts = lineStarts;
    this.linesAreBlank = linesAreBlank;
  }

  /** At the beginning of a file, whose lines matter. */
  public static Cursor ofFile(String text) {
    int[] starts = new int[1 + text.length() / 16];
    int lines = 1;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      if (lines == starts.length) {
        starts = Arrays.copyOf(starts, lines * 2);
      }
      starts[lines++] = end + 1;
    }
    return new Cursor(text, Arrays.copyOf(starts, lines), false);
  }

  /** At the beginning of a text within something else; its places are not told. */
  static Cursor ofPart(String text) {
    return new Cursor(text, new int[0], true);
  }

  /** The line of an offset, from 1; 0 where places are not told. */
  public int line(int offset) {
    if (lineStarts.length == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset, in characters from 1; 0 where places are not told. */
  public int column(int offset) {
    int line = line(offset);
    return line == 0 ? 0 : offset - lineStarts[line - 1] + 1;
  }

  public String text() {
    return text;
  }

  /** The offset where it stands, in characters from 0. */
  public int at() {
    return at;
  }

  public void moveTo(int offset) {
    at = offset;
  }

  public boolean atEnd() {
    return at >= text.length();
  }

  /** The character where it stands, which is not the end; for the end, a character that stands nowhere. */
  public char here() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  char behind(int distance) {
    return at + distance < text.length() ? text.charAt(at + distance) : '\0';
  }

  /** A problem at this place. */
  public SyntaxProblem problem(String message) {
    return new SyntaxProblem(at, message);
  }

  boolean linesAreBlank() {
    return linesAreBlank;
  }

  /** Says whether line breaks are blanks from here on; gives what was so before. */
  boolean linesAreBlank(boolean blank) {
    boolean before = linesAreBlank;
    linesAreBlank = blank;
    return before;
  }

  /** Where what was read last ends, without the blanks behind it. */
  public int endOfLast() {
    return at == blankTo ? blankFrom : at;
  }

  /** Skips blanks and comments, and line breaks where they are blanks. */
  public void blank() {
    if (at != blankTo) {
      blankFrom = at;
      skipBlanks();
      blankTo = at;
    } else if (linesAreBlank) {
      skipBlanks();
      blankTo = at;
    }
  }

  private void skipBlanks() {
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case ' ', '\t' -> at++;
        case '\n' -> {
          if (!linesAreBlank) {
            return;
          }
          at++;
        }
        case '\r' -> {
          if (!linesAreBlank || behind(1) != '\n') {
            return;
          }
          at += 2;
        }
        case '#' -> lineComment();
        case '/' -> {
          if (behind(1) == '/') {
            lineComment();
          } else if (behind(1) == '*') {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
              throw problem("the comment does not end");
            }
            at = end + 2;
          } else {
            return;
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  private void lineComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** Skips a line break behind blanks; false where there is none. */
  public boolean takeLineBreak() {
    blank();
    if (here() == '\n') {
      at++;
      return true;
    }
    if (here() == '\r' && behind(1) == '\n') {
      at += 2;
      return true;
    }
    return false;
  }

  /** Whether a character stands behind blanks. */
  public boolean ahead(char symbol) {
    blank();
    return at < text.length() && text.charAt(at) == symbol;
  }

  /** Skips a character behind blanks; false where another stands there. */
  public boolean take(char symbol) {
    if (!ahead(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  /** Skips a symbol behind blanks; false where something else stands there. */
  boolean take(String symbol) {
    blank();
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    return true;
  }

  /** Skips an equals sign that is not the beginning of a longer symbol. */
  public boolean takeEquals() {
    if (!ahead('=') || behind(1) == '=' || behind(1) == '>') {
      return false;
    }
    at++;
    return true;
  }

  /** Skips a colon that is not the beginning of a longer symbol. */
  boolean takeColon() {
    if (!ahead(':') || behind(1) == ':') {
      return false;
    }
    at++;
    return true;
  }

  boolean aheadEllipsis() {
    blank();
    return text.startsWith("...", at);
  }

  /** Skips a word that is not the beginning of a longer one. */
  boolean takeWord(String word) {
    blank();
    int end = at + word.length();
    if (!text.startsWith(word, at) || (end < text.length() && isNamePart(text.codePointAt(end)))) {
      return false;
    }
    at = end;
    return true;
  }

  private static boolean isNameStart(int character) {
    return character < 128
        ? (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_'
        : Character.isUnicodeIdentifierStart(character);
  }

  private static boolean isNamePart(int character) {
    return character < 128
        ? isNameStart(character) || (character >= '0' && character <= '9') || character == '-'
        : Character.isUnicodeIdentifierPart(character) && !Character.isIdentifierIgnorable(character);
  }

  /** Whether a name begins where it stands. */
  public boolean atName() {
    return at < text.length() && isNameStart(text.codePointAt(at));
  }

  /** Whether a digit stands where it stands. */
  boolean atDigit() {
    return here() >= '0' && here() <= '9';
  }

  /** Takes the name behind blanks. */
  public String name() {
    blank();
    if (!atName()) {
      throw problem("a name is expected here");
    }
    int start = at;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (!isNamePart(character)) {
        break;
      }
      at += Character.charCount(character);
    }
    return text.substring(start, at);
  }

  /**
   * Takes the digits of a number, and whatever could belong to them, as the language does: {@code 1.2.3} is one
   * malformed number and not two numbers.
   */
  String numeral() {
    int start = at;
    int end = at + 1;
    int good = end;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c >= '0' && c <= '9') {
        good = ++end;
      } else if (c == '.') {
        end++;
      } else if (c == 'e' || c == 'E') {
        int digit = end + 1;
        if (digit < text.length() && (text.charAt(digit) == '+' || text.charAt(digit) == '-')) {
          digit++;
        }
        if (digit >= text.length() || text.charAt(digit) < '0' || text.charAt(digit) > '9') {
          break;
        }
        end = digit + 1;
        good = end;
      } else {
        break;
      }
    }
    at = good;
    return text.substring(start, good);
  }
}
