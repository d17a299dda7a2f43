package roadbed.assess.reliability.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query's words. */
final class Tokens {
  private static final int LONGEST = 100_000;
  private static final Pattern WINDOW = Pattern.compile("\\{\\{-?\\s*\\.window\\s*-?\\}\\}");
  private static final Pattern DURATION = Pattern.compile("([0-9]+(?:ms|[smhdwy]))+");
  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9a-fA-F]+|(?:[0-9][0-9_]*(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final List<String> SIGNS =
      List.of("==", "!=", ">=", "<=", "=~", "!~", "=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", "{", "}", "[", "]", ",", ":", "@");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  private Tokens(String text) {
    this.text = text;
  }

  /** What a word is. */
  enum Kind {
    NAME,
    NUMBER,
    DURATION,
    WINDOW,
    TEXT,
    SIGN,
    END
  }

  /** A word and where it begins; of a text in quotes what it says. */
  record Token(Kind kind, String text, int offset) {
    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }
  }

  static List<Token> of(String text) {
    if (text.length() > LONGEST) {
      throw new Malformed("the query is longer than " + LONGEST + " characters", 0);
    }
    return new Tokens(text).read();
  }

  private List<Token> read() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '"' || c == '\'' || c == '`') {
        at = quoted(at, c);
      } else {
        at = word(at);
      }
    }
    tokens.add(new Token(Kind.END, "", text.length()));
    return List.copyOf(tokens);
  }

  private int word(int at) {
    if (text.startsWith("{{", at)) {
      return matched(WINDOW, Kind.WINDOW, at, "{{.window}} is the only thing that is filled in");
    }
    char c = text.charAt(at);
    if (Character.isDigit(c) || (c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
      Matcher duration = DURATION.matcher(text).region(at, text.length());
      if (duration.lookingAt()) {
        tokens.add(new Token(Kind.DURATION, duration.group(), at));
        return duration.end();
      }
      return matched(NUMBER, Kind.NUMBER, at, "a number is expected here");
    }
    boolean range = !tokens.isEmpty() && tokens.getLast().is("[");
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt() && !(c == ':' && (range || isSpan()))) {
      tokens.add(new Token(Kind.NAME, name.group(), at));
      return name.end();
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        tokens.add(new Token(Kind.SIGN, sign, at));
        return at + sign.length();
      }
    }
    throw new Malformed("the character " + text.substring(at, at + 1) + " has no meaning here", at);
  }

  private boolean isSpan() {
    Kind last = tokens.isEmpty() ? Kind.END : tokens.getLast().kind();
    return last == Kind.DURATION || last == Kind.WINDOW;
  }

  private int matched(Pattern pattern, Kind kind, int at, String otherwise) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new Malformed(otherwise, at);
    }
    tokens.add(new Token(kind, matcher.group(), at));
    return matcher.end();
  }

  private int quoted(int start, char quote) {
    StringBuilder said = new StringBuilder();
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        tokens.add(new Token(Kind.TEXT, said.toString(), start));
        return at + 1;
      }
      if (c == '\n' && quote != '`') {
        break;
      }
      if (c == '\\' && quote != '`' && at + 1 < text.length()) {
        at = escape(at + 1, said);
      } else {
        said.append(c);
      }
    }
    throw new Malformed("the text that begins here has no end", start);
  }

  /** Reads an escape whose letter stands at a place; returns the place of its last character. */
  private int escape(int at, StringBuilder into) {
    char c = text.charAt(at);
    switch (c) {
      case 'n' -> into.append('\n');
      case 't' -> into.append('\t');
      case 'r' -> into.append('\r');
      case 'a' -> into.append('\u0007');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'v' -> into.append('\u000B');
      case '\\', '"', '\'' -> into.append(c);
      case 'x', 'u', 'U' -> {
        int length = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        int end = at + 1 + length;
        if (end > text.length() || !text.substring(at + 1, end).matches("[0-9a-fA-F]+")) {
          throw new Malformed("the escape \\" + c + " has " + length + " hexadecimal digits", at - 1);
        }
        int code = Integer.parseUnsignedInt(text.substring(at + 1, end), 16);
        if (!Character.isValidCodePoint(code)) {
          throw new Malformed("there is no such character", at - 1);
        }
        into.appendCodePoint(code);
        return end - 1;
      }
      default -> {
        if (at + 3 > text.length() || !text.substring(at, at + 3).matches("[0-3][0-7][0-7]")) {
          throw new Malformed("\\" + c + " is no escape; in a pattern write \\\\" + c, at - 1);
        }
        into.append((char) Integer.parseInt(text.substring(at, at + 3), 8));
        return at + 2;
      }
    }
    return at;
  }
}
