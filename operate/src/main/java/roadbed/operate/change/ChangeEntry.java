package roadbed.operate.change;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import roadbed.assess.change.ChangeRisk;
import roadbed.assess.change.ChangeRuling;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;

/**
 * Something that happened to a change; entries are added and never changed.
 *
 * @param at when
 * @param actor who
 * @param what what
 */
public record ChangeEntry(Instant at, String actor, What what) {

  /** What happened. */
  public sealed interface What {}

  /** It was proposed, or proposed anew as something else: what people agreed to before counts no more then. */
  public record ProposedAs(ProposedChange change) implements What {}

  /**
   * It was weighed.
   *
   * @param digest what exactly was weighed
   * @param consumers what depends on it
   */
  public record Weighed(String digest, ChangeRisk risk, ChangeRuling ruling, List<ChangeSurroundings.Consumer> consumers) implements What {
    public Weighed {
      consumers = List.copyOf(consumers);
    }
  }

  /**
   * Somebody agreed to exactly this.
   *
   * @param administrator whether they administer the server
   */
  public record Agreed(String digest, String words, boolean administrator) implements What {}

  /** Somebody said no to exactly this. */
  public record Refused(String digest, String reason) implements What {}

  /** It is not wanted any more. */
  public record Withdrawn(String reason) implements What {}

  /** It cannot wait. */
  public record CalledEmergency(String reason) implements What {}

  /**
   * It began.
   *
   * @param fact the deployment or run that it is
   * @param leave whether it was allowed to
   * @param words how it stood then
   */
  public record Began(String fact, Leave leave, String words) implements What {}

  /** Whether a change was allowed to begin. */
  public enum Leave {
    GIVEN,
    NOT_GIVEN,
    /** It was told of so late that it cannot be said any more. */
    NOT_JUDGED;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** It ended; one that was done may turn out to be rolled back. */
  public record Over(Outcome outcome, String words) implements What {}

  /** How changes end. */
  public enum Outcome {
    DONE,
    FAILED,
    ROLLED_BACK;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same in words. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Somebody looked at it afterwards. */
  public record LookedAt(String conclusion) implements What {}
}
