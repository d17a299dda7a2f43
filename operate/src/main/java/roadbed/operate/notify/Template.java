package roadbed.operate.notify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of one's own for what happened.
 *
 * @param on kinds that it is for
 * @param circle for whom
 * @param subject one line, with names of facts in braces
 * @param text the same, any number of lines
 */
public record Template(List<NoticeKind> on, Circle circle, String subject, String text) {
  /** The names that may stand in braces besides those of facts. */
  public static final List<String> NAMES = List.of("title", "text", "severity", "service", "subject", "time", "link", "state", "since", "by");

  private static final Pattern HOLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9 _-]{0,40})\\}");

  public Template {
    on = List.copyOf(on);
  }

  /** A name in braces that means nothing. */
  public static Optional<String> unknown(String text) {
    Matcher holes = HOLE.matcher(text);
    while (holes.find()) {
      if (!NAMES.contains(holes.group(1))) {
        return Optional.of(holes.group(1));
      }
    }
    return Optional.empty();
  }

  /** A text with its holes filled; what is not known leaves nothing. */
  static String fill(String text, Map<String, String> values) {
    return HOLE.matcher(text).replaceAll(hole -> Matcher.quoteReplacement(values.getOrDefault(hole.group(1), "")));
  }
}
