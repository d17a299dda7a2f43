package roadbed.collect.pipeline;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a Groovy text as far as a declarative pipeline needs them: words, texts and signs, without comments. */
final class JenkinsTokens {
  private static final int MOST = 1_000_000;

  private final String text;
  private int at;
  private int line = 1;

  /**
   * A token.
   *
   * @param text the word or sign, or what stands between quotes
   * @param quoted whether it is a text
   * @param interpolated whether it is a text into which values are put
   */
  record Token(String text, boolean quoted, boolean interpolated, int line) {
    static final Token END = new Token("", false, false, 0);

    boolean is(String wanted) {
      return !quoted && text.equals(wanted);
    }

    boolean word() {
      return !quoted && !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
    }
  }

  JenkinsTokens(String text) {
    this.text = text;
  }

  /** All tokens; what does not end ends with the text. */
  List<Token> all() {
    List<Token> tokens = new ArrayList<>();
    while (at < text.length() && tokens.size() < MOST) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        at++;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (text.startsWith("//", at) || (c == '#' && at == 0)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        skipTo(end < 0 ? text.length() : end + 2);
      } else if (c == '"' || c == '\'') {
        tokens.add(quoted(c));
      } else if (Character.isJavaIdentifierStart(c) && c != '$') {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
          at++;
        }
        tokens.add(new Token(text.substring(start, at), false, false, line));
      } else {
        tokens.add(new Token(String.valueOf(c), false, false, line));
        at++;
      }
    }
    return tokens;
  }

  private void skipTo(int end) {
    while (at < end) {
      if (text.charAt(at++) == '\n') {
        line++;
      }
    }
  }

  private Token quoted(char quote) {
    int start = line;
    boolean triple = text.startsWith(String.valueOf(quote).repeat(3), at);
    String end = String.valueOf(quote).repeat(triple ? 3 : 1);
    at += end.length();
    StringBuilder inside = new StringBuilder();
    boolean interpolated = false;
    while (at < text.length() && !text.startsWith(end, at)) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        inside.append(text.charAt(at + 1) == '$' ? "\\$" : String.valueOf(text.charAt(at + 1)));
        line += text.charAt(at + 1) == '\n' ? 1 : 0;
        at += 2;
        continue;
      }
      if (c == '\n') {
        line++;
        if (!triple) {
          break;
        }
      }
      interpolated |=
          quote == '"'
              && c == '$'
              && at + 1 < text.length()
              && (text.charAt(at + 1) == '{' || Character.isLetter(text.charAt(at + 1)));
      inside.append(c);
      at++;
    }
    at = Math.min(text.length(), at + end.length());
    return new Token(inside.toString(), true, interpolated, start);
  }
}
