package roadbed.collect.series;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** What both kinds of files share: how they are opened, and what a number is. */
final class Cells {
  /** A line longer than this is not read further; it would be kept in memory whole. */
  static final int LONGEST_LINE = 8_000_000;

  private static final Set<String> MISSING = Set.of("", "na", "nan", "null", "none", "n/a", "?");

  private Cells() {}

  /** Opens text, packed by gzip or not. */
  static BufferedReader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean packed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return new BufferedReader(
        new InputStreamReader(packed ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8), 1 << 16);
  }

  /** Whether a cell says that there is no value. */
  static boolean missing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** A finite decimal number. */
  static OptionalDouble number(String cell) {
    String text = cell.strip();
    if (text.isEmpty() || text.length() > 400) {
      return OptionalDouble.empty();
    }
    char last = text.charAt(text.length() - 1);
    if (last != '.' && !Character.isDigit(last)) {
      // Java also reads 1d and Infinity.
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }

  /** A line without its end, or nothing at the end of the text; what is beyond the longest line is dropped. */
  static Line next(BufferedReader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    boolean tooLong = false;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      any = true;
      if (c == '\n') {
        break;
      }
      if (text.length() < LONGEST_LINE) {
        text.append((char) c);
      } else {
        tooLong = true;
      }
    }
    if (!text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
      text.setLength(text.length() - 1);
    }
    return new Line(text.toString(), !any, tooLong);
  }

  /**
   * A line.
   *
   * @param text without its end
   * @param end whether the text was at its end
   * @param tooLong whether some of it was dropped
   */
  record Line(String text, boolean end, boolean tooLong) {}
}
