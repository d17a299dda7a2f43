package roadbed.operate.notify;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened and that somebody may have to know.
 *
 * @param key unique: what is told under a known key was told already and is not told again
 * @param kind what it is
 * @param subject what it is about; messages about one subject reach a target in the order in which they were made
 * @param importance 1 (worst) to 5
 * @param service of the catalog that it is about
 * @param owners teams or people whose it is
 * @param circle for whom it was written, of a status update
 * @param title one line
 * @param text what happened, in words
 * @param facts names with values, in the order in which they are shown to those who work on it
 * @param path of the page that shows it, beginning with a slash; empty where there is none
 * @param visibleTo who alone may know; empty is everybody
 * @param at when it happened
 */
public record Notice(
    String key,
    NoticeKind kind,
    String subject,
    int importance,
    Optional<String> service,
    List<String> owners,
    Optional<Circle> circle,
    String title,
    String text,
    Map<String, String> facts,
    Optional<String> path,
    List<String> visibleTo,
    Instant at) {
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_TEXT = 8_000;
  private static final int MOST_FACTS = 20;

  public Notice {
    if (key.isEmpty() || key.length() > 400 || importance < 1 || importance > 5) {
      throw new IllegalArgumentException("a notice has a key of at most 400 characters and an importance from 1 to 5");
    }
    if (path.filter(it -> !it.startsWith("/") || it.startsWith("//")).isPresent()) {
      throw new IllegalArgumentException("a notice leads to a page of this server");
    }
    owners = List.copyOf(owners);
    visibleTo = List.copyOf(visibleTo);
    title = cut(title.replaceAll("\\s+", " ").strip(), LONGEST_TITLE);
    text = cut(text.strip(), LONGEST_TEXT);
    Map<String, String> kept = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          if (kept.size() < MOST_FACTS && !value.isBlank()) {
            kept.put(cut(name, LONGEST_TITLE), cut(value, LONGEST_TITLE));
          }
        });
    facts = Collections.unmodifiableMap(kept);
  }

  /** A text that is not longer than so many characters; what is cut ends with three dots. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 4)) ? most - 4 : most - 3;
    return text.substring(0, end) + "...";
  }

  /** Whether somebody may know. */
  public boolean visibleTo(String person) {
    return visibleTo.isEmpty() || visibleTo.contains(person);
  }
}
