package roadbed.operate.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Two people exchange duties, or one takes another's. It holds only when the one who is asked has agreed.
 *
 * <p>A swap is open, and may become accepted, declined or withdrawn; each of these is the end of it.
 */
public sealed interface Swap {

  /** What was asked. */
  Asked asked();

  /**
   * What somebody asks of somebody else.
   *
   * @param id unique
   * @param schedule whose duties they are
   * @param from who asks to be freed
   * @param to who is asked to take over
   * @param given what {@code to} takes of {@code from}
   * @param taken what {@code from} takes of {@code to} in exchange; empty where nothing
   * @param reason in their words
   * @param at when it was asked
   */
  record Asked(String id, String schedule, String from, String to, Span given, List<Span> taken, String reason, Instant at) {
    public Asked {
      taken = List.copyOf(taken);
      if (from.equals(to)) {
        throw new IllegalArgumentException("nobody swaps with themselves");
      }
    }
  }

  /** Waits for an answer. */
  record Requested(Asked asked) implements Swap {

    /**
     * The one who was asked agrees.
     *
     * @param by who says so; {@link Asked#to} or somebody on their behalf
     */
    public Accepted accept(String by, Instant at) {
      return new Accepted(asked, by, at);
    }

    /** The one who was asked does not agree. */
    public Declined decline(String by, Instant at) {
      return new Declined(asked, by, at);
    }

    /** The one who asked takes it back. */
    public Withdrawn withdraw(String by, Instant at) {
      return new Withdrawn(asked, by, at);
    }
  }

  /** Holds. */
  record Accepted(Asked asked, String by, Instant at) implements Swap {

    /** Both sides of it, as overrides that are made when it is accepted. */
    public List<Schedule.Replacement> replacements() {
      List<Schedule.Replacement> both = new ArrayList<>();
      both.add(new Schedule.Replacement(asked.given(), asked.to(), by));
      asked.taken().forEach(span -> both.add(new Schedule.Replacement(span, asked.from(), by)));
      return both;
    }
  }

  /** Does not hold. */
  record Declined(Asked asked, String by, Instant at) implements Swap {}

  /** Was taken back. */
  record Withdrawn(Asked asked, String by, Instant at) implements Swap {}

  /**
   * What of a swap is not so by the schedule as it stands: the one who gives must be on call for all that is given, and
   * likewise the other.
   */
  static List<String> objections(Asked asked, Schedule schedule) {
    List<String> said = new ArrayList<>();
    if (!serves(schedule, asked.from(), asked.given())) {
      said.add(asked.from() + " is not on call for all of " + asked.given().from() + " to " + asked.given().until());
    }
    for (Span span : asked.taken()) {
      if (!serves(schedule, asked.to(), span)) {
        said.add(asked.to() + " is not on call for all of " + span.from() + " to " + span.until());
      }
    }
    return said;
  }

  private static boolean serves(Schedule schedule, String person, Span span) {
    List<Span> own =
        Span.union(
            schedule.duties(span).stream().filter(duty -> duty.person().equals(person)).map(Duty::span).toList());
    return Span.without(List.of(span), own).isEmpty();
  }
}
