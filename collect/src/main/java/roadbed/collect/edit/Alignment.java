package roadbed.collect.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Aligns the equals signs of attributes that stand on neighbouring lines, as {@code terraform fmt} does. */
final class Alignment {
  private static final Pattern ATTRIBUTE = Pattern.compile("( *)([A-Za-z_][A-Za-z0-9_-]*) *= (.*)");

  private Alignment() {}

  /** The text with the lines around an offset aligned. */
  static String of(String text, int offset) {
    Lines lines = new Lines(text);
    int at = lines.lineOf(Math.min(offset, text.length()));
    Matcher here = ATTRIBUTE.matcher(lines.line(at));
    if (!here.matches()) {
      return text;
    }
    int from = at;
    while (from > 1 && belongs(lines.line(from - 1), here.group(1))) {
      from--;
    }
    int to = at;
    while (to < lines.count() && belongs(lines.line(to + 1), here.group(1))) {
      to++;
    }
    return aligned(text, lines, from, to);
  }

  private static boolean belongs(String line, String indent) {
    Matcher matcher = ATTRIBUTE.matcher(line);
    return matcher.matches() && matcher.group(1).equals(indent) && !opens(matcher.group(3));
  }

  /** What goes on over several lines stands alone. */
  private static boolean opens(String value) {
    String end = value.stripTrailing();
    return end.endsWith("{") || end.endsWith("[") || end.endsWith("(") || end.startsWith("<<");
  }

  private static String aligned(String text, Lines lines, int from, int to) {
    int widest = 0;
    List<Matcher> attributes = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      Matcher matcher = ATTRIBUTE.matcher(lines.line(i));
      if (!matcher.matches()) {
        return text;
      }
      attributes.add(matcher);
      widest = Math.max(widest, matcher.group(2).length());
    }
    StringBuilder written = new StringBuilder(text.substring(0, lines.start(from)));
    for (Matcher attribute : attributes) {
      String name = attribute.group(2);
      written.append(attribute.group(1)).append(name).append(" ".repeat(widest - name.length()));
      written.append(" = ").append(attribute.group(3)).append(lines.end());
    }
    boolean whole = lines.start(to + 1) >= text.length() && !text.endsWith("\n");
    if (whole) {
      written.setLength(written.length() - lines.end().length());
    }
    return written.append(text.substring(lines.start(to + 1))).toString();
  }
}
