package roadbed.rego.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from UTF-8 bytes straight into values, bounded in size and depth.
 *
 * <p>Three things make it fast. Names are guessed: objects mostly have the names of the object before, in the same order,
 * which {@link Shape} knows. Texts are looked through eight bytes at a time. Short texts come again and again, so that a
 * table of those that were read gives the same value without another copy.
 */
final class JsonParser {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final int LONGEST_KNOWN = 64;
  private static final int MOST_KNOWN = 4_096;

  private final byte[] in;
  private final int maxDepth;
  private final Shape root = Shape.root();
  private final @Nullable StringValue[] texts;
  private final int[] textStarts;
  private Value[] stack = new Value[16];
  private int top;
  private int at;
  private int depth;

  JsonParser(byte[] in, int maxDepth) {
    this.in = in;
    this.maxDepth = maxDepth;
    int known = Math.clamp(Integer.highestOneBit(in.length / 64 + 1), 16, MOST_KNOWN);
    texts = new @Nullable StringValue[known];
    textStarts = new int[known];
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
    Value value = value(root);
    blanks();
    if (at < in.length) {
      throw problem("unexpected " + shown() + " after the end of the document");
    }
    return value;
  }

  /** One value; it belongs to the member whose name ends a shape. */
  private Value value(Shape of) {
    if (at >= in.length) {
      throw problem("unexpected end of JSON");
    }
    return switch (in[at]) {
      case '{' -> object(of);
      case '[' -> array(of);
      case '"' -> text();
      case 't' -> word("true", BooleanValue.TRUE);
      case 'f' -> word("false", BooleanValue.FALSE);
      case 'n' -> word("null", NullValue.NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw problem("unexpected " + shown() + " where a value should begin");
    };
  }

  private Value word(String word, Value value) {
    int end = at + word.length();
    boolean same = end <= in.length;
    for (int i = 0; same && i < word.length(); i++) {
      same = in[at + i] == word.charAt(i);
    }
    if (!same) {
      throw problem("unexpected text where " + word + " was expected");
    }
    at = end;
    return value;
  }

  @SuppressWarnings("ReferenceEquality") // a shape is its place in the tree
  private Value object(Shape of) {
    enter();
    blanks();
    if (peek() == '}') {
      at++;
      depth--;
      return ObjectValue.EMPTY;
    }
    int base = top;
    Shape shape = root;
    while (true) {
      blanks();
      Shape next = shape == root ? of.first() : shape.guess();
      if (next != null && next.standsAt(in, at)) {
        at += next.length();
      } else {
        if (peek() != '"') {
          throw problem("unexpected " + shown() + " where a member name should begin");
        }
        StringValue name = text();
        next = shape.with(name);
        if (next == null) {
          return rest(shape, base, name);
        }
        if (shape == root) {
          of.first(next);
        }
      }
      shape = next;
      push(member(shape));
      if (!goesOn('}', " after a member; expected , or }")) {
        Value[] values = Arrays.copyOfRange(stack, base, top);
        top = base;
        depth--;
        return new ObjectValue(shape.keys(), values);
      }
    }
  }

  /** Goes on with an object whose names have no shape: a name that comes twice, too many of them, unusual ones. */
  private Value rest(Shape shape, int base, StringValue first) {
    ObjectValue.Builder builder = ObjectValue.builder(shape.depth() + 4);
    Keys keys = shape.keys();
    for (int slot = 0; slot < keys.size(); slot++) {
      builder.put(keys.key(slot), stack[base + slot]);
    }
    top = base;
    StringValue name = first;
    while (true) {
      builder.put(name, member(shape));
      if (!goesOn('}', " after a member; expected , or }")) {
        depth--;
        return builder.build();
      }
      blanks();
      if (peek() != '"') {
        throw problem("unexpected " + shown() + " where a member name should begin");
      }
      name = text();
    }
  }

  /** The colon and the value of a member. */
  private Value member(Shape of) {
    blanks();
    expect(':');
    blanks();
    return value(of);
  }

  /** Reads the comma before another item, or the end of the items. */
  private boolean goesOn(char end, String otherwise) {
    blanks();
    int next = peek();
    if (next != ',' && next != end) {
      throw problem("unexpected " + shown() + otherwise);
    }
    at++;
    return next == ',';
  }

  private void push(Value value) {
    if (top == stack.length) {
      stack = Arrays.copyOf(stack, top * 2);
    }
    stack[top++] = value;
  }

  private Value array(Shape of) {
    enter();
    blanks();
    if (peek() == ']') {
      at++;
      depth--;
      return ArrayValue.EMPTY;
    }
    int base = top;
    do {
      blanks();
      push(value(of));
    } while (goesOn(']', " after an item; expected , or ]"));
    Value[] items = Arrays.copyOfRange(stack, base, top);
    top = base;
    depth--;
    return ArrayValue.of(items);
  }

  private void enter() {
    if (++depth > maxDepth) {
      throw problem("nested deeper than " + maxDepth + " levels");
    }
    at++;
  }

  private StringValue text() {
    int from = ++at;
    int end = plainEnd(from);
    if (end < in.length && in[end] == '"') {
      at = end + 1;
      return end - from <= LONGEST_KNOWN ? known(from, end) : StringValue.of(plain(from, end));
    }
    at = end;
    return StringValue.of(unusualText(from));
  }

  /** Where plain characters end: at a quote, a backslash, a control character, a byte beyond ASCII, or with the text. */
  private int plainEnd(int from) {
    byte[] bytes = in;
    int i = from;
    while (i + 8 <= bytes.length) {
      long word = (long) LONGS.get(bytes, i);
      long quotes = word ^ (EACH * '"');
      long escapes = word ^ (EACH * '\\');
      long found =
          (((quotes - EACH) & ~quotes) | ((escapes - EACH) & ~escapes) | ((word - EACH * 0x20) & ~word) | word) & HIGH;
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      i += 8;
    }
    while (i < bytes.length && bytes[i] >= 0x20 && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  private String plain(int from, int end) {
    return new String(in, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /** The value of a short plain text: the one that was made before, where the text stands in the table. */
  private StringValue known(int from, int end) {
    int length = end - from;
    long mixed = length;
    if (length >= 8) {
      mixed = (mixed ^ (long) LONGS.get(in, from)) * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 32) ^ (long) LONGS.get(in, end - 8)) * 0x9E3779B97F4A7C15L;
    } else {
      for (int i = from; i < end; i++) {
        mixed = mixed * 31 + in[i];
      }
      mixed *= 0x9E3779B97F4A7C15L;
    }
    int place = (int) (mixed >>> 40) & (texts.length - 1);
    StringValue known = texts[place];
    int start = textStarts[place];
    if (known != null
        && known.value().length() == length
        && Arrays.equals(in, from, end, in, start, start + length)) {
      return known;
    }
    StringValue fresh = StringValue.of(plain(from, end));
    texts[place] = fresh;
    textStarts[place] = from;
    return fresh;
  }

  /** A text that is not plain from here on. */
  private String unusualText(int from) {
    while (at < in.length) {
      byte b = in[at];
      if (b == '"') {
        String text = decode(from, at);
        at++;
        return text;
      }
      if (b == '\\') {
        return escapedText(from);
      }
      if (b >= 0 && b < 0x20) {
        throw problem("a control character in a string must be escaped");
      }
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
    if (at < in.length && in[at] > ' ') {
      return;
    }
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
