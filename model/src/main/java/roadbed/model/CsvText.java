package roadbed.model;

import java.util.List;

/** Writes comma-separated text by RFC 4180. */
public final class CsvText {
  private final StringBuilder text = new StringBuilder();

  /** Adds a record. A text that a spreadsheet would take for a formula is made one that it does not. */
  public CsvText row(List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(field(values.get(i)));
    }
    text.append("\r\n");
    return this;
  }

  private static String field(String value) {
    boolean formula = !value.isEmpty() && "=+@\t\r".indexOf(value.charAt(0)) >= 0;
    boolean minus = value.startsWith("-") && !value.matches("-[0-9.]+");
    String safe = formula || minus ? "'" + value : value;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? "\"" + safe.replace("\"", "\"\"") + "\""
        : safe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
