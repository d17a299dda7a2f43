package roadbed.operate.incident;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guide for the words of a postmortem: words that judge people or that close the question are pointed out, with words
 * that ask about the system. It never refuses a text.
 */
public final class BlamelessWording {
  private record Guide(Pattern pattern, String advice) {}

  private static final List<Guide> GUIDES =
      List.of(
          guide("(?:human|operator|user) error", "say what made the action look right at the time, and what let it take effect"),
          guide("careless(?:ly|ness)?|negligen(?:t|ce|tly)|lazy|stupid|incompetent|sloppy", "describe what was done and what was known, not the person"),
          guide("should have|could have|ought to have|would have been better", "say what happened, and what would make the better way the easy one"),
          guide("fail(?:ed|ure) to|forgot(?:ten)?(?: to)?|neglected to|didn't bother", "say what was not done and what would have brought it to mind"),
          guide("blame|fault of|'s fault|guilty|culprit", "name conditions rather than somebody to answer for them"),
          guide("obvious(?:ly)?|clearly|simply|just had to", "it is plain only afterwards; say what was visible then"),
          guide("root cause was", "name the conditions that came together; rarely is there one"));

  private BlamelessWording() {}

  private static Guide guide(String words, String advice) {
    return new Guide(Pattern.compile("(?<![\\w])(?:" + words + ")(?![\\w])", Pattern.CASE_INSENSITIVE), advice);
  }

  /**
   * A word that is worth another thought.
   *
   * @param at where it begins in the text
   * @param words as they stand there
   * @param advice what to say instead
   */
  public record Remark(int at, String words, String advice) {}

  /** What is worth another thought, in the order of the text. */
  public static List<Remark> check(String text) {
    List<Remark> remarks = new ArrayList<>();
    for (Guide guide : GUIDES) {
      Matcher matcher = guide.pattern().matcher(text);
      while (matcher.find()) {
        remarks.add(new Remark(matcher.start(), matcher.group(), guide.advice()));
      }
    }
    remarks.sort(Comparator.comparingInt(Remark::at));
    return remarks;
  }
}
