package roadbed.operate.oncall;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What people decide about being on call: each step is checked against how things stand, kept, and told. A swap is asked for by
 * the one who gives and answered by the one who is asked; somebody else must say that they speak for them.
 */
public final class OnCallDesk {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST_ENTRIES = 100_000;

  private final OnCallStore store;
  private final Clock clock;
  private final Supplier<String> names;
  private final BiConsumer<String, OnCallEntry.What> told;

  /** What came of a step. */
  public sealed interface Outcome {
    /** It holds. */
    record Done(OnCallEntry.What what) implements Outcome {}

    /** There is no such thing, or it was decided before. */
    record Gone(String why) implements Outcome {}

    /** Somebody else decides that. */
    record NotTheirs(String why) implements Outcome {}

    /** It cannot be so. */
    record Refused(List<String> why) implements Outcome {
      public Refused {
        why = List.copyOf(why);
      }
    }
  }

  /**
   * A desk.
   *
   * @param names makes a name that nothing has yet
   * @param told of each thing that was decided, with who decided it
   */
  public OnCallDesk(OnCallStore store, Clock clock, Supplier<String> names, BiConsumer<String, OnCallEntry.What> told) {
    this.store = store;
    this.clock = clock;
    this.names = names;
    this.told = told;
  }

  /** How things stand. */
  public OnCallBook book() {
    return OnCallBook.of(store.documents(), store.entries());
  }

  /** Somebody takes a duty. */
  public Outcome override(String actor, String schedule, Span span, String person) {
    if (!book().plan().schedules().containsKey(schedule)) {
      return new Outcome.Gone("There is no schedule " + schedule + ".");
    }
    if (tooLong(span)) {
      return new Outcome.Refused(List.of("it is longer than a year"));
    }
    return decide(actor, new OnCallEntry.Overridden(names.get(), schedule, span, person));
  }

  private static boolean tooLong(Span span) {
    return span.length().compareTo(LONGEST) > 0;
  }

  /** An override or a feed holds no more. */
  public Outcome undo(String actor, String id) {
    return decide(actor, new OnCallEntry.Undone(id));
  }

  /** A calendar by a secret is made. */
  public Outcome feed(String actor, String hash, Optional<String> schedule, Optional<String> person) {
    return decide(actor, new OnCallEntry.FeedMade(names.get(), hash, schedule, person));
  }

  /**
   * Asks for a swap.
   *
   * @param behalf whether the actor says that they speak for the one who gives
   */
  public Outcome ask(String actor, boolean behalf, String schedule, String from, String to, Span given, List<Span> taken, String reason) {
    OnCallPlan plan = book().plan();
    Schedule known = plan.schedules().get(schedule);
    if (known == null) {
      return new Outcome.Gone("There is no schedule " + schedule + ".");
    }
    if (from.equals(to)) {
      return new Outcome.Refused(List.of("nobody swaps with themselves"));
    }
    if (!actor.equals(from) && !behalf) {
      return new Outcome.NotTheirs("Only " + from + " asks for that; say that you do it for them.");
    }
    Set<String> people = people(plan);
    if (!people.contains(to)) {
      return new Outcome.Refused(
          List.of("nobody knows " + to + ", who would never answer; there are " + String.join(", ", people.stream().limit(20).toList())));
    }
    if (tooLong(given) || taken.stream().anyMatch(OnCallDesk::tooLong)) {
      return new Outcome.Refused(List.of("it is longer than a year"));
    }
    Swap.Asked asked = new Swap.Asked(names.get(), schedule, from, to, given, taken, reason, clock.instant());
    List<String> objections = Swap.objections(asked, known);
    return objections.isEmpty() ? decide(actor, new OnCallEntry.SwapAsked(asked)) : new Outcome.Refused(objections);
  }

  /** Everybody who is named in a plan, in the order of their names. */
  public static Set<String> people(OnCallPlan plan) {
    Set<String> people = new TreeSet<>(plan.people().keySet());
    plan.schedules().values().forEach(one -> one.layers().forEach(layer -> people.addAll(layer.members())));
    for (EscalationPolicy policy : plan.policies().values()) {
      for (EscalationPolicy.Level level : policy.levels()) {
        for (EscalationPolicy.Target target : level.targets()) {
          if (target instanceof EscalationPolicy.OnePerson one) {
            people.add(one.person());
          }
        }
      }
    }
    return people;
  }

  /**
   * Answers a swap: the one who is asked accepts or declines, and the one who asked withdraws.
   *
   * @param behalf whether the actor says that they speak for the one whose answer it is
   */
  public Outcome answer(String actor, boolean behalf, String id, OnCallEntry.Answer answer) {
    OnCallBook book = book();
    Optional<Swap.Requested> open =
        book.swaps().stream()
            .filter(one -> one.asked().id().equals(id))
            .filter(Swap.Requested.class::isInstance)
            .map(Swap.Requested.class::cast)
            .findFirst();
    if (open.isEmpty()) {
      return new Outcome.Gone("No swap of that name waits for an answer.");
    }
    Swap.Asked asked = open.get().asked();
    String whose = answer == OnCallEntry.Answer.WITHDRAWN ? asked.from() : asked.to();
    if (!actor.equals(whose) && !behalf) {
      return new Outcome.NotTheirs("Only " + whose + " answers that; say that you do it for them.");
    }
    Schedule schedule = book.plan().schedules().get(asked.schedule());
    if (answer == OnCallEntry.Answer.ACCEPTED) {
      // The schedule may have changed since it was asked.
      List<String> objections =
          schedule == null ? List.of("there is no schedule " + asked.schedule() + " any more") : Swap.objections(asked, schedule);
      if (!objections.isEmpty()) {
        return new Outcome.Refused(objections);
      }
    }
    return decide(actor, new OnCallEntry.SwapAnswered(id, answer));
  }

  private Outcome decide(String actor, OnCallEntry.What what) {
    if (!what.settles() && store.entries().size() >= MOST_ENTRIES) {
      return new Outcome.Refused(List.of("there are " + MOST_ENTRIES + " entries, the most that are kept"));
    }
    if (!store.append(new OnCallEntry(clock.instant(), actor, what))) {
      return new Outcome.Gone("Somebody was faster, or there is no such thing.");
    }
    told.accept(actor, what);
    return new Outcome.Done(what);
  }
}
