package roadbed.assess.change;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known around a change at a moment.
 *
 * @param touched the services that it touches
 * @param consumers what depends on them or on its resources, the nearest first; empty also where nothing is known
 * @param known whether the inventory knows what the change touches: else it cannot know what depends on it
 * @param author how the changes of its authors went lately; of all of them together
 * @param hour how changes went lately that were made at this hour of the week
 * @param maintenance names of the maintenance windows that it falls into
 * @param at the moment, by the clock that the people live by
 */
public record ChangeSurroundings(
    List<Touched> touched,
    List<Consumer> consumers,
    boolean known,
    History author,
    History hour,
    List<String> maintenance,
    ZonedDateTime at) {
  public ChangeSurroundings {
    touched = List.copyOf(touched);
    consumers = List.copyOf(consumers);
    maintenance = List.copyOf(maintenance);
  }

  /** How an error budget stands. */
  public enum Budget {
    FREE,
    SLOW_DOWN,
    FREEZE,
    UNKNOWN
  }

  /**
   * A service that is changed.
   *
   * @param tier 1 to 4, 1 the most important; empty where nobody says
   * @param owner who has it
   * @param budget how its error budget stands
   * @param budgetWords why
   */
  public record Touched(String name, OptionalInt tier, Optional<String> owner, Budget budget, List<String> budgetWords) {
    public Touched {
      budgetWords = List.copyOf(budgetWords);
    }
  }

  /**
   * A service that depends on what is changed.
   *
   * @param hops over how many relations
   * @param way these, in words
   */
  public record Consumer(String name, OptionalInt tier, Optional<String> owner, int hops, String way) {}

  /**
   * How changes went.
   *
   * @param changes how many ended
   * @param failed how many of these failed or were rolled back
   */
  public record History(int changes, int failed) {
    /** Nothing is known. */
    public static final History NONE = new History(0, 0);

    public History {
      if (failed < 0 || failed > changes) {
        throw new IllegalArgumentException("no more changes fail than are made");
      }
    }
  }
}
