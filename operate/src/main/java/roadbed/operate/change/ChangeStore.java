package roadbed.operate.change;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/** Where changes live with the documents and notices about them. Implemented by {@code store}. */
public interface ChangeStore {

  /** All documents of kind {@code Changes}, by name. */
  List<Kept> documents();

  /** Keeps a document in place of the one of its name. */
  void save(Kept document);

  /**
   * A document.
   *
   * @param name unique
   * @param document as it was read
   * @param by who put it there
   * @param at when
   * @param entered whether an administrator put it there: only they say who may agree to what
   */
  record Kept(String name, Value document, String by, Instant at, boolean entered) {}

  /** One change. */
  Optional<ChangeRecord> find(String id);

  /**
   * Writes what a change has become.
   *
   * @param known how many of its entries are written already
   * @return false, and nothing is written, where somebody else has written since
   */
  default boolean write(ChangeRecord record, int known) {
    return write(List.of(new Writing(record, known)));
  }

  /**
   * What a change has become, to be written.
   *
   * @param known how many of its entries are written already
   */
  record Writing(ChangeRecord record, int known) {}

  /**
   * Writes what changes have become: all of them or none. Each change is there once.
   *
   * @return false, and nothing is written, where somebody else has written about one of them since
   */
  boolean write(List<Writing> all);

  /** How far a change has come, without the clock. */
  enum Phase {
    OPEN,
    RUNNING,
    ENDED,
    WITHDRAWN
  }

  /**
   * Which changes are meant; blank texts and empty sets do not restrict.
   *
   * @param service one that it touches
   * @param text in title, identifier, reference, commit or the name of an author
   * @param reviewDue only those that somebody must look at
   * @param since proposed then or later
   * @param most how many at most, the newest first
   */
  record Query(Set<Phase> phases, String service, String text, boolean reviewDue, Instant since, int most) {}

  /** Changes that match, the newest first. */
  List<ChangeRecord> search(Query query);

  /** The identifiers of changes by the deployments or runs that they are. */
  Map<String, String> byFact(Collection<String> facts);

  /** Those changes that are one of these deployments or runs and are not over. */
  List<ChangeRecord> notOver(Collection<String> facts);

  /**
   * How a change went that is over.
   *
   * @param authors as they were named
   * @param at when it began
   * @param failed whether it failed or was rolled back
   */
  record Past(List<String> authors, Instant at, boolean failed) {
    public Past {
      authors = List.copyOf(authors);
    }
  }

  /** Changes that began since and are over; at most {@code most}, the newest first. */
  List<Past> past(Instant since, int most);

  /**
   * Keeps a notice.
   *
   * @return false where it is kept already
   */
  boolean note(ChangeNotice notice);

  /** Notices, the newest first. */
  List<ChangeNotice> notices(int most);

  /** The notices about a change or window, the newest first. */
  List<ChangeNotice> notices(String about, int most);

  /**
   * The address of a calendar.
   *
   * @param id by which it is revoked
   * @param hash of its secret
   * @param by who made it
   */
  record Feed(String id, String hash, String by, Instant at) {}

  /** Addresses of calendars that hold. */
  List<Feed> feeds();

  /** Keeps one. */
  void save(Feed feed);

  /** Lets one hold no more; false where there is none. */
  boolean revoke(String feed);
}
