package roadbed.rego.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roadbed.rego.syntax.Token.Kind;
import roadbed.rego.syntax.Token.TemplatePiece;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Cuts a text into tokens; comments are kept aside. */
final class Lexer {
  /** Template strings inside template strings. */
  private static final int MAX_TEMPLATE_DEPTH = 50;

  private static final String SINGLE = "[]{}(),;:.=<>+-*/%|&";
  private static final String[] SYMBOLS = SINGLE.split("");

  private final String file;
  private final String in;
  private final List<RegoError> errors;
  private final List<Comment> comments = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private int templateDepth;

  Lexer(String file, String in, List<RegoError> errors) {
    this.file = file;
    this.in = in;
    this.errors = errors;
    if (in.startsWith("\uFEFF")) {
      at = 1;
      lineStart = 1;
    }
  }

  List<Comment> comments() {
    return comments;
  }

  /** All tokens; what is none is reported, and the rest of its line passed over. */
  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    while (true) {
      try {
        Token token = next();
        tokens.add(token);
        if (token.kind() == Kind.END) {
          return tokens;
        }
      } catch (ParseFailure failure) {
        errors.add(failure.error());
        int end = in.indexOf('\n', at);
        at = end < 0 ? in.length() : end;
      }
    }
  }

  private Token next() {
    boolean spaced = blanks();
    int column = at - lineStart + 1;
    int from = at;
    if (at >= in.length()) {
      return new Token(Kind.END, "", null, line, column, from, from, spaced, null);
    }
    char c = in.charAt(at);
    int startLine = line;
    if (isNameStart(c)) {
      while (at < in.length() && isNamePart(in.charAt(at))) {
        at++;
      }
      return new Token(Kind.NAME, in.substring(from, at), null, startLine, column, from, at, spaced, null);
    }
    if (c >= '0' && c <= '9') {
      return number(column, spaced);
    }
    if (c == '"') {
      String text = quoted();
      return new Token(Kind.STRING, text, StringValue.interned(text), startLine, column, from, at, spaced, null);
    }
    if (c == '`') {
      String text = raw();
      return new Token(Kind.STRING, text, StringValue.interned(text), startLine, column, from, at, spaced, null);
    }
    if (c == '$' && at + 1 < in.length() && (in.charAt(at + 1) == '"' || in.charAt(at + 1) == '`')) {
      List<TemplatePiece> pieces = template();
      return new Token(Kind.TEMPLATE, in.substring(from + 1, from + 2), null, startLine, column, from, at, spaced, pieces);
    }
    String symbol = symbol(c);
    if (symbol == null) {
      throw failure("illegal token: " + shown(c));
    }
    at += symbol.length();
    return new Token(Kind.SYMBOL, symbol, null, startLine, column, from, at, spaced, null);
  }

  private @Nullable String symbol(char c) {
    if (at + 1 < in.length() && in.charAt(at + 1) == '=' && ":=!<>".indexOf(c) >= 0) {
      return in.substring(at, at + 2);
    }
    int single = SINGLE.indexOf(c);
    return single < 0 ? null : SYMBOLS[single];
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9');
  }

  private static String shown(char c) {
    return c > ' ' && c < 127 ? String.valueOf(c) : "U+%04X".formatted((int) c);
  }

  private boolean blanks() {
    int from = at;
    while (at < in.length()) {
      char c = in.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else if (c == '#') {
        int end = in.indexOf('\n', at);
        end = end < 0 ? in.length() : end;
        int last = end > at && in.charAt(end - 1) == '\r' ? end - 1 : end;
        comments.add(new Comment(line, at - lineStart + 1, in.substring(at + 1, last)));
        at = end;
      } else {
        break;
      }
    }
    return at > from || at == 0;
  }

  private Token number(int column, boolean spaced) {
    int from = at;
    if (in.charAt(at) == '0' && at + 1 < in.length() && isDigit(in.charAt(at + 1))) {
      throw failure("illegal number format: a number does not begin with 0");
    }
    digits();
    if (at + 1 < in.length() && in.charAt(at) == '.' && isDigit(in.charAt(at + 1))) {
      at++;
      digits();
    }
    if (at < in.length() && (in.charAt(at) == 'e' || in.charAt(at) == 'E')) {
      at++;
      if (at < in.length() && (in.charAt(at) == '+' || in.charAt(at) == '-')) {
        at++;
      }
      if (at >= in.length() || !isDigit(in.charAt(at))) {
        throw failure("illegal number format: an exponent needs digits");
      }
      digits();
    }
    if (at < in.length() && isNamePart(in.charAt(at))) {
      throw failure("illegal number format");
    }
    String text = in.substring(from, at);
    Value value;
    try {
      value = NumberValue.parse(text);
    } catch (NumberFormatException e) {
      throw failure("illegal number format: " + e.getMessage());
    }
    return new Token(Kind.NUMBER, text, value, line, column, from, at, spaced, null);
  }

  private void digits() {
    while (at < in.length() && isDigit(in.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String quoted() {
    at++;
    StringBuilder out = new StringBuilder();
    while (at < in.length()) {
      char c = in.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '\n') {
        break;
      }
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
        at++;
      }
    }
    throw failure("non-terminated string");
  }

  private void escape(StringBuilder out) {
    at++;
    char c = at < in.length() ? in.charAt(at) : ' ';
    switch (c) {
      case '"', '\\', '/' -> out.append(c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        int unit = 0;
        for (int i = 1; i <= 4; i++) {
          int digit = at + i < in.length() ? Character.digit(in.charAt(at + i), 16) : -1;
          if (digit < 0) {
            throw failure("illegal escape sequence: \\u needs four hexadecimal digits");
          }
          unit = unit * 16 + digit;
        }
        out.append((char) unit);
        at += 4;
      }
      default -> throw failure("illegal escape sequence: \\" + shown(c));
    }
    at++;
  }

  private String raw() {
    int end = in.indexOf('`', at + 1);
    if (end < 0) {
      ParseFailure failure = failure("non-terminated raw string");
      at = in.length();
      throw failure;
    }
    String text = in.substring(at + 1, end);
    for (int i = at + 1; i < end; i++) {
      if (in.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    at = end + 1;
    return text;
  }

  private List<TemplatePiece> template() {
    if (++templateDepth > MAX_TEMPLATE_DEPTH) {
      templateDepth = 0;
      throw failure("template strings are nested too deeply");
    }
    boolean isRaw = in.charAt(at + 1) == '`';
    char close = isRaw ? '`' : '"';
    at += 2;
    List<TemplatePiece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (at < in.length()) {
      char c = in.charAt(at);
      if (c == close) {
        at++;
        templateDepth--;
        addText(pieces, text);
        return pieces;
      }
      if (c == '\\' && at + 1 < in.length() && in.charAt(at + 1) == '{') {
        text.append('{');
        at += 2;
      } else if (c == '{') {
        addText(pieces, text);
        at++;
        pieces.add(new TemplatePiece(null, embedded()));
      } else if (c == '\\' && !isRaw) {
        escape(text);
      } else if (c == '\n') {
        if (!isRaw) {
          break;
        }
        text.append(c);
        at++;
        line++;
        lineStart = at;
      } else {
        text.append(c);
        at++;
      }
    }
    templateDepth = 0;
    throw failure("non-terminated string");
  }

  private static void addText(List<TemplatePiece> pieces, StringBuilder text) {
    if (!text.isEmpty()) {
      pieces.add(new TemplatePiece(text.toString(), null));
      text.setLength(0);
    }
  }

  private List<Token> embedded() {
    List<Token> tokens = new ArrayList<>();
    int open = 0;
    while (true) {
      Token token = next();
      if (token.kind() == Kind.END) {
        throw failure("non-terminated template expression");
      }
      if (token.is("}") && open == 0) {
        tokens.add(new Token(Kind.END, "", null, token.line(), token.column(), token.from(), token.from(), true, null));
        return tokens;
      }
      open += token.is("{") ? 1 : token.is("}") ? -1 : 0;
      tokens.add(token);
    }
  }

  private ParseFailure failure(String message) {
    return new ParseFailure(new RegoError(RegoError.PARSE, message, place()));
  }

  private @Nullable Location place() {
    return new Location(file, line, at - lineStart + 1);
  }
}
