package roadbed.model.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Location;

/**
 * A commit.
 *
 * @param repository as its host names it, for example {@code acme/shop}
 * @param id its hash
 * @param at when it was written (the author's time where both are known: a rebase does not make work younger)
 * @param message its message; the first 2,000 characters
 * @param parents hashes of its parents, the first one first; empty where the source does not tell
 */
public record Commit(
    String repository, String id, Instant at, String message, List<String> parents, Location location)
    implements DeliveryFact {
  private static final int LONGEST = 2_000;

  /** What {@code git revert} writes. */
  private static final Pattern REVERTS = Pattern.compile("This reverts commit ([0-9a-f]{7,64})");

  private static final Pattern REVERT_TITLE = Pattern.compile("(?i)^revert[ :(\"].*");
  private static final Pattern HOTFIX = Pattern.compile("(?is)^(?:merge [^\n]{0,200})?[^\n]{0,200}?\\bhot-?fix\\b.*");

  public Commit {
    message = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    parents = List.copyOf(parents);
  }

  /** The commit that this one takes back, as its message says; a prefix of the hash may stand there. */
  public Optional<String> reverts() {
    Matcher found = REVERTS.matcher(message);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** Whether the message says that it takes something back. */
  public boolean isRevert() {
    return reverts().isPresent() || REVERT_TITLE.matcher(firstLine()).matches();
  }

  /** Whether the first line calls itself a hotfix. */
  public boolean isHotfix() {
    return saysHotfix(firstLine());
  }

  /** Whether a title or the name of a branch calls itself a hotfix. */
  public static boolean saysHotfix(String title) {
    return HOTFIX.matcher(title).matches();
  }

  private String firstLine() {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
