package roadbed.collect.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads comma-separated text by RFC 4180, strictly but for line ends, which may be CRLF, LF or CR. Quotes may
 * hold commas, line ends and doubled quotes. Blank lines are passed over.
 */
public final class CsvReader {
  private static final int MOST_FIELDS = 10_000;

  private final String text;
  private int at;
  private int line = 1;

  /** A reader at the beginning of a text. */
  public CsvReader(String text) {
    this.text = text;
  }

  /** One record, or what is wrong with it. */
  public sealed interface Row {

    /** The line from 1 on which it begins. */
    int line();

    /** Its fields, quotes removed. */
    record Fields(int line, List<String> values) implements Row {
      public Fields {
        values = List.copyOf(values);
      }
    }

    /** It breaks the rules; reading goes on with the next line. */
    record Broken(int line, int column, String why) implements Row {}
  }

  /** The next record, or empty at the end. */
  public Optional<Row> next() {
    while (at < text.length() && isLineEnd(text.charAt(at))) {
      lineEnd();
    }
    if (at >= text.length()) {
      return Optional.empty();
    }
    int begun = at;
    int begunLine = line;
    List<String> values = new ArrayList<>();
    while (true) {
      if (at < text.length() && text.charAt(at) == '"') {
        Optional<String> quoted = quoted();
        if (quoted.isEmpty()) {
          at = begun;
          line = begunLine;
          skipLine();
          return Optional.of(
              new Row.Broken(begunLine, 0, "a quote is opened and never closed"));
        }
        values.add(quoted.get());
        if (at < text.length() && text.charAt(at) != ',' && !isLineEnd(text.charAt(at))) {
          int column = column(at);
          int brokenLine = line;
          skipLine();
          return Optional.of(
              new Row.Broken(brokenLine, column, "text stands behind a closing quote"));
        }
      } else {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && !isLineEnd(text.charAt(at))) {
          if (text.charAt(at) == '"') {
            int column = column(at);
            skipLine();
            return Optional.of(
                new Row.Broken(begunLine, column, "a quote stands inside an unquoted field"));
          }
          at++;
        }
        values.add(text.substring(start, at));
      }
      if (values.size() > MOST_FIELDS) {
        skipLine();
        return Optional.of(new Row.Broken(begunLine, 0, "more than " + MOST_FIELDS + " fields"));
      }
      if (at >= text.length()) {
        return Optional.of(new Row.Fields(begunLine, values));
      }
      if (isLineEnd(text.charAt(at))) {
        lineEnd();
        return Optional.of(new Row.Fields(begunLine, values));
      }
      at++;
    }
  }

  private Optional<String> quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          value.append('"');
          at += 2;
          continue;
        }
        at++;
        return Optional.of(value.toString());
      }
      if (isLineEnd(c)) {
        int start = at;
        lineEnd();
        value.append(text, start, at);
      } else {
        value.append(c);
        at++;
      }
    }
    return Optional.empty();
  }

  private void skipLine() {
    while (at < text.length() && !isLineEnd(text.charAt(at))) {
      at++;
    }
    if (at < text.length()) {
      lineEnd();
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private void lineEnd() {
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line++;
  }

  private int column(int position) {
    return position
        - Math.max(text.lastIndexOf('\n', position - 1), text.lastIndexOf('\r', position - 1));
  }
}
