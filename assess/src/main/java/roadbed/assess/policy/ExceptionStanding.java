package roadbed.assess.policy;

import java.util.Locale;
import roadbed.model.ExceptionGrant;

/**
 * How an exception fares at a moment.
 *
 * @param grant the exception
 * @param state what is to be known of it first
 * @param used how many failures it gives leave to
 * @param note why, in words; empty where the state says it all
 */
public record ExceptionStanding(ExceptionGrant grant, State state, long used, String note) {

  /** What is to be known of an exception. */
  public enum State {
    /** It gives leave to failures. */
    ACTIVE,
    /** It does, and it ends soon. */
    EXPIRING,
    /** It has ended: what it gave leave to fails. */
    EXPIRED,
    /** It holds, and nothing that it speaks of fails. */
    UNUSED,
    /** It has not begun. */
    PENDING,
    /** It gives no leave: it is to last for longer than is allowed, or its compensating guardrail does not pass. */
    REFUSED;

    /** The identifier used in documents and SQL. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
