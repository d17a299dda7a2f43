package roadbed.operate.oncall;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that was decided about being on call; entries are added and never changed.
 *
 * @param at when
 * @param actor who
 * @param what what
 */
public record OnCallEntry(Instant at, String actor, What what) {

  /** What was decided. */
  public sealed interface What {
    /** What it is about; of one thing there is one begin and at most one end. */
    String id();

    /** Whether it is the end of that thing. */
    default boolean settles() {
      return switch (this) {
        case Overridden _, SwapAsked _, FeedMade _ -> false;
        case Undone _, SwapAnswered _ -> true;
      };
    }
  }

  /**
   * Somebody takes a duty.
   *
   * @param schedule whose duty
   * @param person who takes it
   */
  public record Overridden(String id, String schedule, Span span, String person) implements What {}

  /** An override or a feed holds no more. */
  public record Undone(String id) implements What {}

  /** Somebody asks for a swap. */
  public record SwapAsked(Swap.Asked asked) implements What {
    @Override
    public String id() {
      return asked.id();
    }
  }

  /** A swap has its answer. */
  public record SwapAnswered(String id, Answer answer) implements What {}

  /** How a swap ends. */
  public enum Answer {
    ACCEPTED,
    DECLINED,
    WITHDRAWN
  }

  /**
   * A calendar that programs fetch by a secret.
   *
   * @param hash of its secret
   * @param schedule only this one; all where it is empty
   * @param person only theirs; everybody's where it is empty
   */
  public record FeedMade(String id, String hash, Optional<String> schedule, Optional<String> person) implements What {}
}
