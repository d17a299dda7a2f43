package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where what was told, its messages and running pages live. Implemented by {@code store}. */
public interface OutboxStore {

  /**
   * How messages to a target arrive.
   *
   * @param target the target's identifier
   * @param waiting how many wait
   * @param dead how many did not arrive and wait for somebody to look
   * @param failures how many exchanges in a row went wrong
   * @param failingSince since when; empty while all is well
   * @param restsUntil until when nothing is tried; empty where it is not resting
   * @param lastSentAt when a message arrived last
   * @param problem what was wrong last, or empty text
   */
  record Health(
      String target,
      int waiting,
      int dead,
      int failures,
      Optional<Instant> failingSince,
      Optional<Instant> restsUntil,
      Optional<Instant> lastSentAt,
      String problem) {}

  /**
   * Messages of a target that nobody else sends meanwhile.
   *
   * @param lease by which they are held
   * @param until when it ends
   * @param failures how many exchanges in a row went wrong before
   * @param waiting those that may be sent, and those that are tried again later, the most urgent first and then in order
   */
  record Claim(String target, String lease, Instant until, int failures, List<MessageState.Waiting> waiting) {
    public Claim {
      waiting = List.copyOf(waiting);
    }
  }

  /**
   * Which messages are meant; blank texts do not restrict.
   *
   * @param state {@code waiting}, {@code sent}, {@code dead} or {@code withdrawn}
   * @param before only those with a smaller number; 0 for all
   */
  record Query(String state, String target, String subject, long before, int most) {}

  /** Claims targets with something due, at most so many, that nobody else has claimed and that do not rest. */
  List<Claim> claim(Instant now, Duration lease, int targets, int messages);

  /**
   * Writes what messages have become.
   *
   * @param known how many of the entries of each are written already, in the same order
   * @return false where somebody else wrote in between, and nothing was written
   */
  boolean write(List<? extends MessageState> after, List<Integer> known);

  /**
   * Lets a target go.
   *
   * @param failures how many exchanges in a row went wrong now
   * @param problem what was wrong last; empty text where nothing was
   * @param sent whether something arrived
   * @param restsUntil until when nothing is tried
   */
  void release(Claim claim, Instant now, int failures, String problem, boolean sent, Optional<Instant> restsUntil);

  /** What the target called the first message that arrived there about a subject; empty text where there was none. */
  String thread(String target, String lane);

  /** How messages to targets arrive, those that were ever written to. */
  List<Health> health();

  /** Messages that match, the newest first. */
  List<MessageState> search(Query query);

  /** One message. */
  Optional<MessageState> find(long number);

  /** Paging that goes on, or that ended since, the newest first. */
  List<PageRun> runs(Instant since, int most);

  /** One paging. */
  Optional<PageRun> run(String id);

  /**
   * Something that is written into and was not followed to its end.
   *
   * @param name of it, as {@link Book#follow} takes it
   * @param id of it
   * @param followed how many of its entries were followed
   */
  record Behind(String name, String id, long followed) {}

  /** Incidents in which something was written since they were followed, the oldest first. */
  List<Behind> behind(int most);

  /** Lets go what was settled before. */
  void forget(Instant before);

  /** Reads and writes in one transaction that no other one of this kind disturbs. */
  <T> T inTurn(Function<Book, T> work);

  /** What may be done in a turn. */
  interface Book {
    /** Notes a notice; false where it was told already. */
    boolean note(Notice notice, Instant now);

    /** Lets messages wait; those that are there already are not added. */
    void queue(List<Message> messages, Instant now);

    /**
     * Notes how far something was followed.
     *
     * @return false where somebody else followed it in between
     */
    boolean follow(String what, long from, long to);

    /** Paging that goes on. */
    List<PageRun> running();

    /** One paging. */
    Optional<PageRun> run(String id);

    /**
     * Writes what a paging has become.
     *
     * @param known how many of its entries are written already
     */
    void write(PageRun run, int known);

    /** The states of a paging's messages, by the key of their notice. */
    List<Reach> reach(String run);

    /** Withdraws what waits of a paging. */
    void withdraw(String run, Instant now, String by, String reason);
  }

  /**
   * How far a page came.
   *
   * @param notice the notice's key
   * @param open how many of its messages wait
   * @param arrived how many arrived
   */
  record Reach(String notice, int open, int arrived) {}
}
