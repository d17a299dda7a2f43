package roadbed.assess.policy;

import java.time.Instant;
import java.util.List;
import roadbed.model.ExceptionGrant;
import roadbed.model.ExceptionRules;

/** Where exceptions live with how they fare. Implemented by {@code store}. */
public interface ExceptionStore {

  /**
   * Replaces what is known of all exceptions by how they fared when the estate was judged.
   *
   * @param terms how long exceptions may last, for the time from which they count as expiring
   */
  void record(List<ExceptionStanding> standings, ExceptionRules.Terms terms, Instant judgedAt);

  /** Enters an exception, or replaces one with that id that was entered before. */
  void enter(ExceptionGrant grant, Instant at);

  /**
   * Takes back an exception that was entered; from then on it gives no leave.
   *
   * @return whether there was one
   */
  boolean withdraw(String id);

  /** The exceptions that were entered rather than told by a collection. */
  List<ExceptionGrant> entered();

  /** All exceptions as they fare at a moment, those that end first first. */
  List<ExceptionStanding> standings(Instant now);
}
