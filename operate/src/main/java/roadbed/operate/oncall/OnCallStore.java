package roadbed.operate.oncall;

import java.time.Instant;
import java.util.List;
import roadbed.model.Value;

/** What is kept about being on call. Implemented by {@code store}. */
public interface OnCallStore {

  /** All documents of kind {@code OnCall}, by name. */
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
   */
  record Kept(String name, Value document, String by, Instant at) {}

  /** All entries in the order in which they were added. */
  List<OnCallEntry> entries();

  /**
   * Adds an entry.
   *
   * @return false, and nothing is added, where its thing has begun or ended already, or ends without having begun
   */
  boolean append(OnCallEntry entry);
}
