package roadbed.assess.cost.backlog;

import java.time.Instant;
import java.util.List;

/** Where the events of the backlog are kept, for ever and in their order. A file or a server's database. */
public interface BacklogStore {

  /** All events, oldest first. */
  List<Backlog.Entry> entries();

  /**
   * Takes an event and keeps it. Two that come at once are taken one after the other, so that none acts on what the other
   * has not seen.
   *
   * @param by who enters it
   * @return what became of the opportunity
   * @throws Backlog.Refused where it does not fit; nothing is kept
   */
  Opportunity take(Backlog.Event event, String by, Instant at) throws Backlog.Refused;

  /** The backlog as the events tell. */
  default Backlog backlog() {
    try {
      return Backlog.of(entries());
    } catch (Backlog.Refused e) {
      throw new IllegalStateException("the backlog's events do not follow from each other: " + e.getMessage(), e);
    }
  }
}
