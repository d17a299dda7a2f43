package roadbed.web;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.operate.notify.Outbox;
import roadbed.operate.notify.PageRun;

/**
 * What the pages of messages ask.
 *
 * @param outbox messages, and what people do about those that did not arrive
 * @param problems what is wrong with the operator's files, in words
 * @param answers of those who are paged
 */
public record NotifyParts(Outbox outbox, Supplier<List<String>> problems, Answers answers) {

  /** Answers by the link of a message. */
  public interface Answers {
    /** What a link asks; empty where it was not made here. */
    Optional<Asked> asked(String token);

    /** Whoever the link was made for looks into it; false where that is not waited for any more. */
    boolean answer(String token);
  }

  /** Whom a link asks, and what for. */
  public record Asked(String person, PageRun run) {}
}
