package roadbed.assess.cost.backlog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All opportunities, as the events that befell them tell. An event that does not fit the state it meets is refused. */
public final class Backlog {
  private final Map<String, Opportunity> opportunities = new LinkedHashMap<>();
  private final Map<String, Deque<Opportunity>> before = new HashMap<>();

  /**
   * An event as it is kept.
   *
   * @param at when it was entered; the epoch where that is not known
   * @param by who entered it; empty where that is not known
   */
  public record Entry(Event event, Instant at, String by) {}

  /**
   * The backlog that kept events make.
   *
   * @throws Refused where they do not follow from each other
   */
  public static Backlog of(List<Entry> entries) throws Refused {
    Backlog backlog = new Backlog();
    for (Entry entry : entries) {
      backlog.take(entry.event());
    }
    return backlog;
  }

  /** Something that befalls an opportunity. */
  public sealed interface Event {
    /** The opportunity. */
    String id();

    /** It was found. */
    record Found(Opportunity.Idea idea) implements Event {
      @Override
      public String id() {
        return idea.id();
      }
    }

    /** Somebody takes it up. */
    record Accepted(String id, String owner, LocalDate due) implements Event {}

    /** It was done. */
    record Done(String id, LocalDate on) implements Event {}

    /** A bill verifies it. */
    record Verified(String id, Saving saving) implements Event {}

    /** It was undone. */
    record Reverted(String id, LocalDate on, String reason) implements Event {}

    /** It is not to be done. */
    record Declined(String id, String by, String reason) implements Event {}

    /** The last step was a mistake: it is again what it was before that. */
    record Undone(String id, String reason) implements Event {}
  }

  /** An event that does not fit. Its message says why. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the reason in words. */
    public Refused(String message) {
      super(message);
    }
  }

  /** The opportunities in the order in which they were found. */
  public List<Opportunity> opportunities() {
    return List.copyOf(opportunities.values());
  }

  /**
   * An opportunity.
   *
   * @throws Refused where there is none of that id
   */
  public Opportunity of(String id) throws Refused {
    Opportunity found = opportunities.get(id);
    if (found == null) {
      throw new Refused("there is no opportunity " + id);
    }
    return found;
  }

  /**
   * Takes an event.
   *
   * @return what became of the opportunity
   * @throws Refused where it does not fit; nothing is changed
   */
  public Opportunity take(Event event) throws Refused {
    Opportunity next =
        switch (event) {
          case Event.Found found -> {
            if (opportunities.containsKey(found.id())) {
              throw new Refused("there is an opportunity " + found.id() + " already");
            }
            yield new Opportunity.Proposed(found.idea());
          }
          case Event.Accepted accepted ->
              switch (of(accepted.id())) {
                case Opportunity.Proposed proposed -> proposed.accept(accepted.owner(), accepted.due());
                case Opportunity.Reverted reverted -> reverted.accept(accepted.owner(), accepted.due());
                case Opportunity other -> throw refused(other, "accepted");
              };
          case Event.Done done ->
              switch (of(done.id())) {
                case Opportunity.Accepted accepted -> accepted.done(done.on());
                case Opportunity other -> throw refused(other, "done");
              };
          case Event.Verified verified ->
              switch (of(verified.id())) {
                case Opportunity.Done done -> done.verify(verified.saving());
                case Opportunity.Verified before -> before.verify(verified.saving());
                case Opportunity other -> throw refused(other, "verified");
              };
          case Event.Reverted reverted ->
              switch (of(reverted.id())) {
                case Opportunity.Done done -> done.revert(reverted.on(), reverted.reason());
                case Opportunity.Verified before -> before.revert(reverted.on(), reverted.reason());
                case Opportunity other -> throw refused(other, "reverted");
              };
          case Event.Declined declined ->
              switch (of(declined.id())) {
                case Opportunity.Proposed proposed -> proposed.decline(declined.by(), declined.reason());
                case Opportunity.Accepted accepted -> accepted.decline(declined.by(), declined.reason());
                case Opportunity other -> throw refused(other, "declined");
              };
          case Event.Undone undone -> stepBefore(undone.id());
        };
    Opportunity was = opportunities.put(event.id(), next);
    if (was != null) {
      Deque<Opportunity> steps = before.computeIfAbsent(event.id(), _ -> new ArrayDeque<>());
      if (event instanceof Event.Undone) {
        steps.removeLast();
      } else {
        steps.addLast(was);
      }
    }
    return next;
  }

  private Opportunity stepBefore(String id) throws Refused {
    Opportunity now = of(id);
    if (!canUndo(id)) {
      throw new Refused(id + " is " + now.state() + ", and there is no step to take back");
    }
    return before.getOrDefault(id, new ArrayDeque<>()).getLast();
  }

  /** Whether a step of an opportunity can be taken back. */
  public boolean canUndo(String id) {
    return !before.getOrDefault(id, new ArrayDeque<>()).isEmpty();
  }

  private static Refused refused(Opportunity opportunity, String wanted) {
    return new Refused(
        opportunity.idea().id() + " is " + opportunity.state() + ", and cannot become " + wanted + " from there");
  }

  /**
   * Sums of a month by currency.
   *
   * @param promised hoped for, of what is proposed, accepted and done
   * @param realised verified by bills
   */
  public record Sums(BigDecimal promised, BigDecimal realised) {}

  /** What is hoped for and what is verified, apart from each other. */
  public Map<String, Sums> sums() {
    Map<String, Sums> sums = new TreeMap<>();
    for (Opportunity one : opportunities.values()) {
      BigDecimal promised =
          switch (one) {
            case Opportunity.Proposed _, Opportunity.Accepted _, Opportunity.Done _ -> one.idea().promised();
            case Opportunity.Verified _, Opportunity.Reverted _, Opportunity.Declined _ -> BigDecimal.ZERO;
          };
      sums.merge(
          one.idea().currency(),
          new Sums(promised, one.realised()),
          (first, second) ->
              new Sums(first.promised().add(second.promised()), first.realised().add(second.realised())));
    }
    return sums;
  }

  /** Those of one state. */
  public List<Opportunity> in(String state) {
    List<Opportunity> found = new ArrayList<>();
    opportunities.values().stream().filter(one -> one.state().equals(state)).forEach(found::add);
    return found;
  }
}
