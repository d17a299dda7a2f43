package roadbed.operate.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;

/**
 * One thing that happened in an incident, and never changes.
 *
 * @param at when it happened, as far as is known
 * @param recordedAt when it was written down
 * @param by the person's or program's name
 * @param what it was
 */
public record Entry(Instant at, Instant recordedAt, String by, What what) {

  /** What may happen. */
  public sealed interface What {}

  /**
   * The incident is declared.
   *
   * @param title one line
   * @param service of the catalog; empty where it is not known
   * @param reason why it is one, in words
   */
  public record Declared(String title, IncidentSeverity severity, Optional<String> service, String reason) implements What {}

  /** It has another title. */
  public record Renamed(String title) implements What {}

  /**
   * It is better or worse than thought.
   *
   * @param reason in words
   */
  public record Graded(IncidentSeverity severity, String reason) implements What {}

  /**
   * An alert belongs to it.
   *
   * @param key source and key of the condition
   * @param title of the alert
   * @param reason why it belongs here and nowhere else
   */
  public record AlertJoined(String key, String title, Alert.Level level, String reason) implements What {}

  /** A condition that belongs to it changed. */
  public record AlertChanged(String key, Alert.State state) implements What {}

  /** Somebody looks. */
  public record Acknowledged() implements What {}

  /** Somebody takes a role; an empty person gives it back. */
  public record RoleTaken(IncidentRole role, Optional<String> person) implements What {}

  /**
   * When something was, or that it is no longer thought so.
   *
   * @param value empty takes it back
   * @param basis how it is known
   */
  public record MomentSet(Moment moment, Optional<Instant> value, String basis) implements What {}

  /** Words of somebody. */
  public record Note(String text) implements What {}

  /**
   * Words from a chat.
   *
   * @param channel where
   * @param link to the message
   */
  public record Chat(String channel, String text, Optional<String> link) implements What {}

  /** A change that may be the cause is looked at, or no longer. */
  public record ChangeLinked(String change, String summary, boolean suspected) implements What {}

  /** Those outside are told. */
  public record StatusUpdate(Audience audience, String text) implements What {}

  /**
   * Only some may see it from here on, or everybody again.
   *
   * @param audience names of people; empty opens it
   */
  public record Restricted(List<String> audience) implements What {
    public Restricted {
      audience = List.copyOf(audience);
    }
  }

  /** It is over for users. */
  public record Restored() implements What {}

  /** It was not over. */
  public record Reopened(String reason) implements What {}

  /**
   * What was learned, as far as it is written.
   *
   * @param sections text by the section's name
   */
  public record PostmortemWritten(Map<String, String> sections) implements What {
    public PostmortemWritten {
      sections = Map.copyOf(sections);
    }
  }

  /**
   * Why it happened.
   *
   * @param cause a word of the taxonomy
   * @param platformCaused whether the platform is the cause
   */
  public record CauseConfirmed(String cause, boolean platformCaused) implements What {}

  /** Something shall be done so that it does not come back. */
  public record ActionAdded(String action, String text, String owner, LocalDate due) implements What {}

  /** It is done; a proof may be named. */
  public record ActionDone(String action, Optional<String> proof) implements What {}

  /** It will not be done, and somebody answers for that. */
  public record ActionAccepted(String action, String reason) implements What {}

  /** Another incident is the same one, or came from the same cause. */
  public record Related(String incident, String reason) implements What {}

  /**
   * It turned out to be the same as another incident, and is a part of it from here on.
   *
   * @param into that other one
   */
  public record Merged(String into, String reason) implements What {}

  /**
   * Another incident turned out to be the same as this one.
   *
   * @param incident that other one
   * @param keys the conditions that came with it
   */
  public record Absorbed(String incident, List<String> keys, String reason) implements What {
    public Absorbed {
      keys = List.copyOf(keys);
    }
  }

  /** Another incident and this one are not the same after all; the conditions that came with it go back. */
  public record Separated(String incident, String reason) implements What {}

  /** All is said and done. */
  public record Closed() implements What {}
}
