package roadbed.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON from UTF-8 bytes straight into values, bounded in size and depth. */
final class JsonParser {
  private static final int NAME_CACHE = 512;

  private final byte[] in;
  private final int maxDepth;
  private final @Nullable StringValue[] names = new @Nullable StringValue[NAME_CACHE];
  private int at;
  private int depth;

  JsonParser(byte[] in, int maxDepth) {
    this.in = in;
    this.maxDepth = maxDepth;
  }

  /** The whole document: one value and nothing after it. */
  Value document() {
    if (in.length >= 3 && in[0] == (byte) 0xEF && in[1] == (byte) 0xBB && in[2] == (byte) 0xBF) {
      at = 3;
    }
    blanks();
    if (at == in.length) {
      throw problem("the document is empty");
    }
    Value value = value();
    blanks();
    if (at < in.length) {
      throw problem("unexpected " + shown() + " after the end of the document");
    }
    return value;
  }

  private Value value() {
    if (at >= in.length) {
      throw problem("unexpected end of JSON");
    }
    return switch (in[at]) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> StringValue.of(text());
      case 't' -> word("true", BooleanValue.TRUE);
      case 'f' -> word("false", BooleanValue.FALSE);
      case 'n' -> word("null", NullValue.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw problem("unexpected " + shown() + " where a value should begin");
    };
  }

  private Value word(String word, Value value) {
    if (at + word.length() > in.length
        || !word.equals(new String(in, at, word.length(), StandardCharsets.ISO_8859_1))) {
      throw problem("unexpected text where " + word + " was expected");
    }
    at += word.length();
    return value;
  }

  private Value object() {
    enter();
    ObjectValue.Builder builder = ObjectValue.builder(4);
    blanks();
    if (peek() == '}') {
      at++;
      depth--;
      return ObjectValue.EMPTY;
    }
    while (true) {
      blanks();
      if (peek() != '"') {
        throw problem("unexpected " + shown() + " where a member name should begin");
      }
      StringValue name = name();
      blanks();
      expect(':');
      blanks();
      builder.put(name, value());
      blanks();
      int next = peek();
      if (next == '}') {
        at++;
        depth--;
        return builder.build();
      }
      if (next != ',') {
        throw problem("unexpected " + shown() + " after a member; expected , or }");
      }
      at++;
    }
  }

  private Value array() {
    enter();
    blanks();
    if (peek() == ']') {
      at++;
      depth--;
      return ArrayValue.EMPTY;
    }
    List<Value> items = new ArrayList<>();
    while (true) {
      blanks();
      items.add(value());
      blanks();
      int next = peek();
      if (next == ']') {
        at++;
        depth--;
        return ArrayValue.of(items);
      }
      if (next != ',') {
        throw problem("unexpected " + shown() + " after an item; expected , or ]");
      }
      at++;
    }
  }

  private void enter() {
    if (++depth > maxDepth) {
      throw problem("nested deeper than " + maxDepth + " levels");
    }
    at++;
  }

  /** A member's name; names come again and again, so that equal short ones are one value. */
  private StringValue name() {
    int from = at + 1;
    int hash = 0;
    for (int i = from; i < in.length && i - from < 64; i++) {
      byte b = in[i];
      if (b == '"') {
        int place = (hash ^ (hash >>> 9)) & (NAME_CACHE - 1);
        StringValue cached = names[place];
        if (cached != null && is(cached.value(), from, i)) {
          at = i + 1;
          return cached;
        }
        StringValue fresh = StringValue.of(text());
        names[place] = fresh;
        return fresh;
      }
      if (b < 0x20 || b == '\\') {
        break;
      }
      hash = hash * 31 + b;
    }
    return StringValue.of(text());
  }

  private boolean is(String text, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != in[from + i]) {
        return false;
      }
    }
    return true;
  }

  private String text() {
    int from = ++at;
    boolean ascii = true;
    while (at < in.length) {
      byte b = in[at];
      if (b == '"') {
        String text = ascii ? new String(in, from, at - from, StandardCharsets.ISO_8859_1) : decode(from, at);
        at++;
        return text;
      }
      if (b == '\\') {
        return escapedText(from);
      }
      if (b >= 0 && b < 0x20) {
        throw problem("a control character in a string must be escaped");
      }
      ascii &= b > 0;
      at++;
    }
    throw problem("the string does not end");
  }

  private String decode(int from, int to) {
    String text = new String(in, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0) {
      for (int i = from; i < to; ) {
        int length = Utf8.sequence(in, i, to);
        if (length == 0) {
          at = i;
          throw problem("a byte that is not UTF-8");
        }
        i += length;
      }
    }
    return text;
  }

  private String escapedText(int from) {
    StringBuilder out = new StringBuilder();
    int plain = from;
    while (at < in.length) {
      byte b = in[at];
      if (b == '"') {
        out.append(decode(plain, at));
        at++;
        return out.toString();
      }
      if (b >= 0 && b < 0x20) {
        throw problem("a control character in a string must be escaped");
      }
      if (b == '\\') {
        out.append(decode(plain, at));
        at++;
        escape(out);
        plain = at;
      } else {
        at++;
      }
    }
    throw problem("the string does not end");
  }

  private void escape(StringBuilder out) {
    int c = peek();
    switch (c) {
      case '"', '\\', '/' -> out.append((char) c);
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> {
        at++;
        char unit = hex();
        boolean low = Character.isHighSurrogate(unit) && at + 5 < in.length && in[at] == '\\' && in[at + 1] == 'u';
        if (low) {
          int back = at;
          at += 2;
          char second = hex();
          if (Character.isLowSurrogate(second)) {
            out.append(unit).append(second);
            return;
          }
          at = back;
        }
        out.append(Character.isSurrogate(unit) ? '\uFFFD' : unit);
        return;
      }
      default -> throw problem("\\" + shown() + " is no escape");
    }
    at++;
  }

  private char hex() {
    if (at + 4 > in.length) {
      throw problem("\\u needs four hexadecimal digits");
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(in[at + i], 16);
      if (digit < 0) {
        throw problem("\\u needs four hexadecimal digits");
      }
      unit = unit * 16 + digit;
    }
    at += 4;
    return (char) unit;
  }

  private Value number() {
    int from = at;
    if (in[at] == '-') {
      at++;
    }
    long whole = 0;
    if (peek() == '0') {
      at++;
    } else {
      int first = at;
      while (at < in.length && in[at] >= '0' && in[at] <= '9') {
        whole = whole * 10 + (in[at] - '0');
        at++;
      }
      if (at == first) {
        throw problem("a number needs a digit here");
      }
    }
    int next = at < in.length ? in[at] : ' ';
    if (next != '.' && next != 'e' && next != 'E' && at - from < 18 && (whole != 0 || in[from] != '-')) {
      return NumberValue.of(in[from] == '-' ? -whole : whole);
    }
    if (next == '.') {
      at++;
      digits();
    }
    next = at < in.length ? in[at] : ' ';
    if (next == 'e' || next == 'E') {
      at++;
      if (at < in.length && (in[at] == '+' || in[at] == '-')) {
        at++;
      }
      digits();
    }
    try {
      return NumberValue.parse(new String(in, from, at - from, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      at = from;
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  private void digits() {
    int first = at;
    while (at < in.length && in[at] >= '0' && in[at] <= '9') {
      at++;
    }
    if (at == first) {
      throw problem("a number needs a digit here");
    }
  }

  private void blanks() {
    while (at < in.length) {
      byte b = in[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  private int peek() {
    if (at >= in.length) {
      throw problem("unexpected end of JSON");
    }
    return in[at];
  }

  private void expect(char c) {
    if (peek() != c) {
      throw problem("unexpected " + shown() + "; expected " + c);
    }
    at++;
  }

  private String shown() {
    int c = in[at];
    return c > 0x20 && c < 0x7F ? "'" + (char) c + "'" : "byte 0x%02x".formatted(c & 0xFF);
  }

  private JsonException problem(String text) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < at && i < in.length; i++) {
      if (in[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new JsonException(text, line, at - start + 1);
  }
}
