package roadbed.operate.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import roadbed.model.resilience.DrillRecord;

/** Where people plan exercises and write down what happens in them. */
public final class DrillDesk {
  private static final int MOST = 5_000;
  private static final int MOST_ENTRIES = 2_000;
  private static final int LONGEST = 2_000;
  private static final Duration FUTURE = Duration.ofMinutes(5);

  private final DrillStore store;
  private final Clock clock;
  private final Witness witness;

  /** Sees what is written, after it was. */
  @FunctionalInterface
  public interface Witness {
    /** An entry was added to an exercise. */
    void saw(String drill, DrillEntry entry);
  }

  /** Why something is not written. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  public DrillDesk(DrillStore store, Clock clock, Witness witness) {
    this.store = store;
    this.clock = clock;
    this.witness = witness;
  }

  /** All exercises, the newest planned day first. */
  public List<Drill> drills() {
    return drills(store);
  }

  private static List<Drill> drills(DrillStore store) {
    List<Drill> drills = new ArrayList<>();
    store.entries().forEach((id, entries) -> drills.add(Drill.of(id, entries)));
    drills.sort(Comparator.comparing((Drill drill) -> drill.story().plan().planned()).reversed().thenComparing(drill -> drill.story().id()));
    return drills;
  }

  /** One of them. */
  public Optional<Drill> find(String id) {
    return Optional.ofNullable(store.entries().get(id)).map(entries -> Drill.of(id, entries));
  }

  /** What assessments and tables know of them. */
  public static List<DrillRecord> records(DrillStore store) {
    return drills(store).stream().map(drill -> drill.story().record()).toList();
  }

  /**
   * Plans one.
   *
   * @param id unique; letters, digits, dots and dashes
   * @throws Refused where that cannot be
   */
  public void plan(String id, DrillPlan plan, String actor) {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new Refused("an identifier is of letters, digits, dots and dashes, at most 100");
    }
    if (plan.title().isBlank()) {
      throw new Refused("an exercise has a title");
    }
    if (plan.services().isEmpty() && plan.restores().isEmpty()) {
      throw new Refused("an exercise is about a service, or about a resource that is restored");
    }
    if (store.entries().size() >= MOST) {
      throw new Refused("there are " + MOST + " exercises, the most that are kept");
    }
    append(id, 1, new DrillEntry.Planned(plan), actor, "there is an exercise of that identifier");
  }

  /**
   * Writes down what happens.
   *
   * @throws Refused where it cannot follow, or is not within reason
   */
  public void write(Drill drill, DrillEntry.What what, String actor) {
    Instant now = clock.instant();
    Drill.Story story = drill.story();
    if (story.entries().size() >= MOST_ENTRIES) {
      throw new Refused("the exercise has " + MOST_ENTRIES + " entries, the most that are kept");
    }
    switch (what) {
      case DrillEntry.Planned _ -> throw new Refused("it is planned already");
      case DrillEntry.Begun _, DrillEntry.Mended _ -> {
        // These carry no time and no text that could be wrong.
      }
      case DrillEntry.Moved it -> bounded(it.reason());
      case DrillEntry.StepDone it -> {
        bounded(it.note());
        if (it.step() < 1 || it.step() > story.plan().steps().size()) {
          throw new Refused("there is no step " + it.step());
        }
      }
      case DrillEntry.FaultMade it -> past(it.when(), now);
      case DrillEntry.Recovered it -> {
        past(it.when(), now);
        if (story.faultAt().filter(fault -> !it.when().isBefore(fault)).isEmpty()) {
          throw new Refused("when it was made to fail comes first, and recovery after it");
        }
      }
      case DrillEntry.DataSeen it -> {
        past(it.of(), now);
        if (story.faultAt().filter(fault -> !it.of().isAfter(fault)).isEmpty()) {
          throw new Refused("the newest data that was there again is from before the time at which it was made to fail");
        }
      }
      case DrillEntry.Noted it -> needed(it.text(), "write something");
      case DrillEntry.Found it -> needed(it.title(), "say what was found");
      case DrillEntry.Ended it -> bounded(it.conclusion());
      case DrillEntry.Cancelled it -> needed(it.reason(), "say why it does not take place");
    }
    append(story.id(), story.entries().size() + 1, what, actor, "somebody was faster; reload the page");
  }

  private static void past(Instant time, Instant now) {
    if (time.isAfter(now.plus(FUTURE))) {
      throw new Refused("that time is still to come");
    }
  }

  private static void needed(String text, String why) {
    if (text.isBlank()) {
      throw new Refused(why);
    }
    bounded(text);
  }

  private static void bounded(String text) {
    if (text.length() > LONGEST) {
      throw new Refused("at most " + LONGEST + " characters");
    }
  }

  private void append(String drill, int number, DrillEntry.What what, String actor, String otherwise) {
    DrillEntry entry = new DrillEntry(clock.instant(), actor, what);
    if (!store.append(drill, number, entry)) {
      throw new Refused(otherwise);
    }
    witness.saw(drill, entry);
  }
}
