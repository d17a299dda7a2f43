package roadbed.operate.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * A notice on its way to one target.
 *
 * @param number of the outbox; 0 before it is there
 * @param notice what happened
 * @param target the target's identifier
 * @param ordinal tells messages of one notice to one target apart, from 0 on
 * @param person who is reached by it; empty for a channel
 * @param run the paging that it is part of; empty for all else
 * @param urgency how soon
 * @param circle in whose words
 * @param digest whether it goes together with others that wait for the same target
 * @param due when it may be sent
 * @param expires when it is of no use any more
 */
public record Message(
    long number,
    Notice notice,
    String target,
    int ordinal,
    Optional<String> person,
    Optional<String> run,
    Urgency urgency,
    Circle circle,
    boolean digest,
    Instant due,
    Instant expires) {

  /** Messages about the same thing to the same target stay in order. */
  public String lane() {
    return notice.subject().isEmpty() ? notice.key() : notice.subject();
  }

  /** The same under the number that the outbox gave it. */
  public Message numbered(long number) {
    return new Message(number, notice, target, ordinal, person, run, urgency, circle, digest, due, expires);
  }

  /** By what a receiver knows a message that comes a second time. */
  public String identity() {
    return "roadbed-" + number;
  }
}
