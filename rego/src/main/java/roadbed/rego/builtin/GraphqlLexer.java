package roadbed.rego.builtin;

import java.util.ArrayList;
import java.util.List;
import roadbed.rego.value.Values;

/** Splits a GraphQL document into tokens; places count lines and code points from 1. */
final class GraphqlLexer {
  /** The kinds of token, written as they show in messages. */
  enum Kind {
    INVALID("<Invalid>"),
    END("<EOF>"),
    BANG("!"),
    DOLLAR("$"),
    AMP("&"),
    PAREN_L("("),
    PAREN_R(")"),
    SPREAD("..."),
    COLON(":"),
    EQUALS("="),
    AT("@"),
    BRACKET_L("["),
    BRACKET_R("]"),
    BRACE_L("{"),
    BRACE_R("}"),
    PIPE("|"),
    NAME("Name"),
    INT("Int"),
    FLOAT("Float"),
    STRING("String"),
    BLOCK_STRING("BlockString");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  record Token(Kind kind, String text, int line, int column) {
    @Override
    public String toString() {
      return text.isEmpty() ? kind.toString() : kind + " " + Values.quote(text);
    }
  }

  private static final String PUNCTUATION = "!$&():=@[]{}|";
  private static final Kind[] PUNCTUATION_KINDS = {
    Kind.BANG, Kind.DOLLAR, Kind.AMP, Kind.PAREN_L, Kind.PAREN_R, Kind.COLON, Kind.EQUALS, Kind.AT,
    Kind.BRACKET_L, Kind.BRACKET_R, Kind.BRACE_L, Kind.BRACE_R, Kind.PIPE
  };

  private final int[] in;
  private int at;
  private int line = 1;
  private int lineStart;

  private GraphqlLexer(String text) {
    in = text.codePoints().toArray();
  }

  /** All tokens up to the end or the first that is invalid. */
  static List<Token> tokens(String text) {
    GraphqlLexer lexer = new GraphqlLexer(text);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      tokens.add(token);
    } while (token.kind() != Kind.END && token.kind() != Kind.INVALID);
    return tokens;
  }

  private int peek(int ahead) {
    return at + ahead < in.length ? in[at + ahead] : -1;
  }

  private void lineBreak() {
    at += in[at] == '\r' && peek(1) == '\n' ? 2 : 1;
    line++;
    lineStart = at;
  }

  private void blanks() {
    while (at < in.length) {
      int c = in[at];
      if (c == '\n' || c == '\r') {
        lineBreak();
      } else if (c == ' ' || c == '\t' || c == ',' || c == 0xFEFF) {
        at++;
      } else if (c == '#') {
        while (at < in.length && in[at] != '\n' && in[at] != '\r') {
          at++;
        }
      } else {
        return;
      }
    }
  }

  private Token token(Kind kind, String text, int from) {
    return new Token(kind, text, line, from - lineStart + 1);
  }

  private Token next() {
    blanks();
    int from = at;
    if (at == in.length) {
      return token(Kind.END, "", from);
    }
    int c = in[at];
    int mark = c < 0x80 ? PUNCTUATION.indexOf(c) : -1;
    if (mark >= 0) {
      at++;
      return token(PUNCTUATION_KINDS[mark], "", from);
    }
    if (c == '.' && peek(1) == '.' && peek(2) == '.') {
      at += 3;
      return token(Kind.SPREAD, "", from);
    }
    if (isLetter(c)) {
      while (isLetter(peek(0)) || isDigit(peek(0))) {
        at++;
      }
      return token(Kind.NAME, new String(in, from, at - from), from);
    }
    if (c == '-' || isDigit(c)) {
      return number(from);
    }
    if (c == '"') {
      return peek(1) == '"' && peek(2) == '"' ? block() : string(from);
    }
    return token(Kind.INVALID, "", from);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private Token number(int from) {
    at += peek(0) == '-' ? 1 : 0;
    boolean fraction = false;
    boolean good = digits();
    if (peek(0) == '.') {
      fraction = true;
      at++;
      good &= digits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      fraction = true;
      at++;
      at += peek(0) == '+' || peek(0) == '-' ? 1 : 0;
      good &= digits();
    }
    return good
        ? token(fraction ? Kind.FLOAT : Kind.INT, new String(in, from, at - from), from)
        : token(Kind.INVALID, "", at);
  }

  private boolean digits() {
    int from = at;
    while (isDigit(peek(0))) {
      at++;
    }
    return at > from;
  }

  private Token string(int from) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < in.length) {
      int c = in[at++];
      if (c == '"') {
        // the place of a string is that of its first character
        return token(Kind.STRING, text.toString(), from + 1);
      }
      if (c == '\n' || c == '\r') {
        break;
      }
      if (c == '\\') {
        if (!escape(text)) {
          return token(Kind.INVALID, "", at);
        }
      } else {
        text.appendCodePoint(c);
      }
    }
    return token(Kind.INVALID, "", at);
  }

  private boolean escape(StringBuilder text) {
    int c = peek(0);
    at++;
    switch (c) {
      case '"', '\\', '/' -> text.append((char) c);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = peek(0) < 0 ? -1 : Character.digit(peek(0), 16);
          if (digit < 0) {
            return false;
          }
          unit = unit * 16 + digit;
          at++;
        }
        text.append((char) unit);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Token block() {
    int from = at;
    int startLine = line;
    int startColumn = from - lineStart + 1;
    StringBuilder text = new StringBuilder();
    at += 3;
    while (at < in.length) {
      if (peek(0) == '"' && peek(1) == '"' && peek(2) == '"') {
        at += 3;
        return new Token(Kind.BLOCK_STRING, dedented(text.toString()), startLine, startColumn);
      }
      if (peek(0) == '\\' && peek(1) == '"' && peek(2) == '"' && peek(3) == '"') {
        at += 4;
        text.append("\"\"\"");
      } else if (in[at] == '\n' || in[at] == '\r') {
        lineBreak();
        text.append('\n');
      } else {
        text.appendCodePoint(in[at++]);
      }
    }
    return token(Kind.INVALID, "", at);
  }

  /** Takes the common indentation off all lines but the first, and blank lines off both ends. */
  private static String dedented(String text) {
    String[] lines = text.split("\n", -1);
    int common = Integer.MAX_VALUE;
    for (int i = 1; i < lines.length; i++) {
      int indent = lines[i].length() - lines[i].stripLeading().length();
      if (indent < lines[i].length()) {
        common = Math.min(common, indent);
      }
    }
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      kept.add(i == 0 || common == Integer.MAX_VALUE ? lines[i] : lines[i].substring(Math.min(common, lines[i].length())));
    }
    while (!kept.isEmpty() && kept.getFirst().isBlank()) {
      kept.removeFirst();
    }
    while (!kept.isEmpty() && kept.getLast().isBlank()) {
      kept.removeLast();
    }
    return String.join("\n", kept);
  }
}
