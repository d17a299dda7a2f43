package roadbed.collect.configuration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import roadbed.model.Value;

/** TOML 1.0. Dates and times are texts. */
final class TomlReader {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_DIGITS = 400;
  private static final Pattern WHOLE = Pattern.compile("[+-]?(?:0|[1-9](?:_?[0-9])*+)");
  private static final Pattern OTHER_BASE = Pattern.compile("0(?:x[0-9a-fA-F](?:_?[0-9a-fA-F])*+|o[0-7](?:_?[0-7])*+|b[01](?:_?[01])*+)");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(?:0|[1-9](?:_?[0-9])*+)(?:\\.[0-9](?:_?[0-9])*+)?(?:[eE][+-]?[0-9]{1,3})?");
  private static final Pattern DATE =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9:.]+(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?");

  private final String text;
  private final Map<String, Object> root = new LinkedHashMap<>();
  private final java.util.Set<Object> closed = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
  private int at;
  private int line = 1;

  TomlReader(String text) {
    this.text = text;
  }

  Value read() throws ConfigurationException {
    Map<String, Object> table = root;
    blank(true);
    while (at < text.length()) {
      if (peek() == '[') {
        boolean many = text.startsWith("[[", at);
        at += many ? 2 : 1;
        List<String> path = key();
        expect(many ? "]]" : "]");
        table = many ? appended(path) : opened(path);
      } else {
        pair(table, 0);
      }
      endOfLine();
      blank(true);
    }
    return value(root);
  }

  private static Value value(Object object) {
    return switch (object) {
      case Map<?, ?> map -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        map.forEach((name, one) -> fields.put((String) name, value(one)));
        yield new Value.Fields(fields);
      }
      case List<?> list -> new Value.Items(list.stream().map(TomlReader::value).toList());
      case Value value -> value;
      default -> throw new IllegalStateException("a table holds tables, arrays and values");
    };
  }

  private ConfigurationException wrong(String problem) {
    return new ConfigurationException(line, problem);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void expect(String sign) throws ConfigurationException {
    blank(false);
    if (!text.startsWith(sign, at)) {
      throw wrong("expected " + sign);
    }
    at += sign.length();
  }

  /** Passes over blanks and comments, and over the ends of lines where they may stand. */
  private void blank(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n')) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        return;
      }
    }
  }

  private void endOfLine() throws ConfigurationException {
    blank(false);
    if (at < text.length() && text.charAt(at) != '\n') {
      throw wrong("expected the end of the line");
    }
  }

  private List<String> key() throws ConfigurationException {
    List<String> path = new ArrayList<>();
    do {
      blank(false);
      char c = peek();
      if (c == '"' || c == '\'') {
        path.add(string());
      } else {
        int start = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-') {
          at++;
        }
        if (at == start) {
          throw wrong("expected a key");
        }
        path.add(text.substring(start, at));
      }
      blank(false);
    } while (peek() == '.' && at++ >= 0);
    if (path.size() > MAX_DEPTH) {
      throw wrong("nested too deeply");
    }
    return path;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> below(Map<String, Object> table, String name) throws ConfigurationException {
    Object there = table.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
    if (there instanceof List<?> list && !list.isEmpty() && list.getLast() instanceof Map<?, ?> last) {
      return (Map<String, Object>) last;
    }
    if (there instanceof Map<?, ?> map && !closed.contains(map)) {
      return (Map<String, Object>) map;
    }
    throw wrong(name + " is no table that can be added to");
  }

  private Map<String, Object> opened(List<String> path) throws ConfigurationException {
    Map<String, Object> table = root;
    for (String name : path) {
      table = below(table, name);
    }
    return table;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> appended(List<String> path) throws ConfigurationException {
    Map<String, Object> table = root;
    for (String name : path.subList(0, path.size() - 1)) {
      table = below(table, name);
    }
    Object there = table.computeIfAbsent(path.getLast(), _ -> new ArrayList<Object>());
    if (!(there instanceof List<?> list) || closed.contains(there)) {
      throw wrong(path.getLast() + " is no array of tables");
    }
    Map<String, Object> added = new LinkedHashMap<>();
    ((List<Object>) list).add(added);
    return added;
  }

  private void pair(Map<String, Object> table, int depth) throws ConfigurationException {
    List<String> path = key();
    expect("=");
    Map<String, Object> into = table;
    for (String name : path.subList(0, path.size() - 1)) {
      into = below(into, name);
    }
    blank(false);
    if (into.putIfAbsent(path.getLast(), any(depth)) != null) {
      throw wrong(path.getLast() + " is given twice");
    }
  }

  private Object any(int depth) throws ConfigurationException {
    if (depth > MAX_DEPTH) {
      throw wrong("nested too deeply");
    }
    return switch (peek()) {
      case '"', '\'' -> new Value.Text(string());
      case '[' -> array(depth);
      case '{' -> inline(depth);
      default -> scalar();
    };
  }

  private List<Object> array(int depth) throws ConfigurationException {
    List<Object> items = new ArrayList<>();
    closed.add(items);
    at++;
    blank(true);
    while (peek() != ']') {
      items.add(any(depth + 1));
      blank(true);
      if (peek() == ',') {
        at++;
        blank(true);
      } else if (peek() != ']') {
        throw wrong("expected , or ] in an array");
      }
    }
    at++;
    return items;
  }

  private Map<String, Object> inline(int depth) throws ConfigurationException {
    Map<String, Object> table = new LinkedHashMap<>();
    at++;
    blank(false);
    while (peek() != '}') {
      pair(table, depth + 1);
      blank(false);
      if (peek() == ',') {
        at++;
        blank(false);
      } else if (peek() != '}') {
        throw wrong("expected , or } in a table");
      }
    }
    at++;
    closed.add(table);
    return table;
  }

  private Value scalar() throws ConfigurationException {
    int start = at;
    while (at < text.length() && ",]}#\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    if (word.length() > MAX_DIGITS) {
      throw wrong("a value of " + word.length() + " characters that is no text");
    }
    String plain = word.replace("_", "");
    if (word.equals("true") || word.equals("false")) {
      return Value.Bool.of(word.equals("true"));
    }
    if (WHOLE.matcher(word).matches()) {
      return whole(new BigInteger(plain.startsWith("+") ? plain.substring(1) : plain));
    }
    if (OTHER_BASE.matcher(word).matches()) {
      int base = word.charAt(1) == 'x' ? 16 : word.charAt(1) == 'o' ? 8 : 2;
      return whole(new BigInteger(plain.substring(2), base));
    }
    if (REAL.matcher(word).matches()) {
      return new Value.Decimal(new BigDecimal(plain));
    }
    if (DATE.matcher(word).matches()) {
      return new Value.Text(word);
    }
    throw wrong(word.isEmpty() ? "expected a value" : "no value: " + word);
  }

  private Value whole(BigInteger number) throws ConfigurationException {
    if (number.bitLength() >= Long.SIZE) {
      throw wrong("a whole number has at most 64 bits");
    }
    return new Value.Whole(number.longValueExact());
  }

  private String string() throws ConfigurationException {
    char quote = peek();
    String mark = String.valueOf(quote);
    boolean many = text.startsWith(mark.repeat(3), at);
    String end = many ? mark.repeat(3) : mark;
    at += end.length();
    if (many && peek() == '\r') {
      at++;
    }
    if (many && peek() == '\n') {
      at++;
      line++;
    }
    StringBuilder out = new StringBuilder();
    while (!text.startsWith(end, at)) {
      if (at >= text.length() || (!many && peek() == '\n')) {
        throw wrong("a text without an end");
      }
      char c = text.charAt(at++);
      line += c == '\n' ? 1 : 0;
      if (c == '\\' && quote == '"') {
        escape(out);
      } else {
        out.append(c);
      }
    }
    at += end.length();
    // A text between three quotes may end with quotes of its own.
    while (many && peek() == quote) {
      out.append(quote);
      at++;
    }
    return out.toString();
  }

  private void escape(StringBuilder out) throws ConfigurationException {
    char c = peek();
    at++;
    switch (c) {
      case 'b' -> out.append('\b');
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'f' -> out.append('\f');
      case 'r' -> out.append('\r');
      case 'e' -> out.append('\u001b');
      case '"', '\\' -> out.append(c);
      case 'u', 'U' -> {
        int digits = c == 'u' ? 4 : 8;
        try {
          out.appendCodePoint(Integer.parseInt(text.substring(at, at + digits), 16));
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
          throw wrong("no character of that number");
        }
        at += digits;
      }
      case ' ', '\t', '\r', '\n' -> {
        at--;
        blankInText();
      }
      default -> throw wrong("no such escape: \\" + c);
    }
  }

  /** A backslash at the end of a line takes the blanks of the next lines with it. */
  private void blankInText() throws ConfigurationException {
    int start = at;
    boolean broken = false;
    while (at < text.length() && Character.isWhitespace(peek())) {
      broken |= peek() == '\n';
      line += peek() == '\n' ? 1 : 0;
      at++;
    }
    if (!broken) {
      at = start;
      throw wrong("no such escape: a blank");
    }
  }
}
