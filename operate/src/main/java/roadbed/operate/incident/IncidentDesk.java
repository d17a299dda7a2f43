package roadbed.operate.incident;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What people do with incidents: each step is checked against the state as it is at that moment, written, and told. */
public final class IncidentDesk {
  private static final int LONGEST = 20_000;

  private final IncidentStore store;
  private final Clock clock;
  private final Told told;

  /** Who is told of each step that was taken. */
  @FunctionalInterface
  public interface Told {
    /**
     * A step was taken.
     *
     * @param after what the incident is since
     * @param entries what was written
     */
    void step(String by, IncidentState after, List<Entry> entries);
  }

  /** What came of a step. */
  public sealed interface Outcome {
    /** It was taken. */
    record Done(IncidentState state) implements Outcome {}

    /** There is no such incident, as far as the person may see. */
    record Unknown() implements Outcome {}

    /**
     * It may not be taken.
     *
     * @param why in words
     */
    record Refused(String why) implements Outcome {}
  }

  public IncidentDesk(IncidentStore store, Clock clock, Told told) {
    this.store = store;
    this.clock = clock;
    this.told = told;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Where incidents are read from. */
  public IncidentStore store() {
    return store;
  }

  /** An incident that a person may see. */
  public Optional<IncidentState> find(String person, String id) {
    return store.find(id).filter(state -> state.dossier().visibleTo(person));
  }

  /**
   * A person says that there is one.
   *
   * @param impactStarted since when users feel it; empty where nobody knows
   * @param audience who may see it, besides the one who declares; empty for everybody
   */
  public IncidentState declare(String person, Entry.Declared declared, Optional<Instant> impactStarted, List<String> audience) {
    Instant now = now();
    IncidentState made =
        store.inTurn(
            book -> {
              IncidentState state = IncidentState.declare(book.next(), now, now, person, declared);
              if (!audience.isEmpty()) {
                state = state.with(now, now, person, new Entry.Restricted(withOneself(person, audience)));
              }
              if (impactStarted.isPresent()) {
                state = state.with(now, now, person, new Entry.MomentSet(Moment.IMPACT_STARTED, impactStarted, "said when it was declared"));
              }
              state = state.with(now, now, person, new Entry.MomentSet(Moment.DETECTED, Optional.of(now), "when it was declared"));
              book.write(state, 0);
              return state;
            });
    told.step(person, made, made.dossier().entries());
    return made;
  }

  private static List<String> withOneself(String person, List<String> audience) {
    return audience.contains(person) ? audience : java.util.stream.Stream.concat(java.util.stream.Stream.of(person), audience.stream()).toList();
  }

  /** Writes a remark, a fact, a role: what may be written in any state. */
  public Outcome note(String person, String id, Entry.What what) {
    Entry.What fair = what instanceof Entry.Restricted it && !it.audience().isEmpty() ? new Entry.Restricted(withOneself(person, it.audience())) : what;
    return step(
        person,
        id,
        state -> {
          refuseWrong(state.dossier(), fair);
          Instant now = now();
          return state.with(now, now, person, fair);
        });
  }

  private static void refuseWrong(Dossier dossier, Entry.What what) {
    if (EntryJson.body(what).toString().length() > LONGEST * 2) {
      throw new IllegalArgumentException("that is longer than " + LONGEST + " characters");
    }
    switch (what) {
      case Entry.MomentSet set -> set.value().ifPresent(value -> order(dossier, set.moment(), value));
      case Entry.ActionDone done -> open(dossier, done.action());
      case Entry.ActionAccepted accepted -> open(dossier, accepted.action());
      case Entry.Related related when related.incident().equals(dossier.id()) ->
          throw new IllegalArgumentException("an incident is not related to itself");
      case Entry.Declared _, Entry.Renamed _, Entry.Graded _, Entry.AlertJoined _, Entry.AlertChanged _, Entry.Acknowledged _,
          Entry.RoleTaken _, Entry.Note _, Entry.Chat _, Entry.ChangeLinked _, Entry.StatusUpdate _, Entry.Restricted _,
          Entry.Restored _, Entry.Reopened _, Entry.PostmortemWritten _, Entry.CauseConfirmed _, Entry.ActionAdded _,
          Entry.Related _, Entry.Merged _, Entry.Absorbed _, Entry.Separated _, Entry.Closed _ -> {}
    }
  }

  private static void open(Dossier dossier, String action) {
    Dossier.Action known = dossier.actions().get(action);
    if (known == null || known.settled().isPresent()) {
      throw new IllegalArgumentException("there is no open action " + action);
    }
  }

  /** Moments of which users feel something come one after another; what was detected may be known before. */
  private static void order(Dossier dossier, Moment moment, Instant value) {
    for (Moment other : List.of(Moment.IMPACT_STARTED, Moment.CONTAINED, Moment.RESTORED)) {
      Optional<Instant> at = dossier.moment(other);
      boolean wrong =
          moment != Moment.DETECTED
              && at.isPresent()
              && ((other.compareTo(moment) < 0 && value.isBefore(at.get())) || (other.compareTo(moment) > 0 && value.isAfter(at.get())));
      if (wrong) {
        throw new IllegalArgumentException(
            moment.id().replace('_', ' ') + " at " + value + " contradicts " + other.id().replace('_', ' ') + " at " + at.get());
      }
    }
  }

  /** Users no longer feel it, since then. */
  public Outcome restore(String person, String id, Optional<Instant> since) {
    return step(
        person,
        id,
        state ->
            switch (state) {
              case IncidentState.Open open -> {
                Instant now = now();
                Instant at = since.orElse(now);
                if (at.isAfter(now)) {
                  throw new IllegalArgumentException("it is not restored in the future");
                }
                yield open.restore(at, now, person);
              }
              case IncidentState.Restored _, IncidentState.Closed _ -> throw new IllegalStateException("it is restored already");
              case IncidentState.Merged merged -> throw elsewhere(merged);
            });
  }

  /** It was not over. */
  public Outcome reopen(String person, String id, String reason) {
    return step(
        person,
        id,
        state ->
            switch (state) {
              case IncidentState.Open _ -> throw new IllegalStateException("it is open");
              case IncidentState.Restored restored -> restored.reopen(now(), person, reason);
              case IncidentState.Closed closed -> closed.reopen(now(), person, reason);
              case IncidentState.Merged merged -> throw elsewhere(merged);
            });
  }

  /** All is said and done. */
  public Outcome close(String person, String id) {
    return step(
        person,
        id,
        state ->
            switch (state) {
              case IncidentState.Open _ -> throw new IllegalStateException("it is open; say first when users stopped feeling it");
              case IncidentState.Restored restored -> restored.close(now(), person);
              case IncidentState.Closed _ -> throw new IllegalStateException("it is closed already");
              case IncidentState.Merged merged -> throw elsewhere(merged);
            });
  }

  private static IllegalStateException elsewhere(IncidentState.Merged merged) {
    return new IllegalStateException("it is part of " + merged.into() + "; what is done is done there, or they are separated first");
  }

  /**
   * Two incidents are the same: the conditions of the one are part of the other from here on. Of the other's audience must
   * be who sees the one, since what is in it is told there.
   *
   * @param into the other, which must be open
   */
  public Outcome merge(String person, String id, String into, String reason) {
    return together(
        person,
        id,
        into,
        (book, one, other) -> {
          Set<String> mayNow = Set.copyOf(one.dossier().audience());
          Set<String> mayThen = Set.copyOf(other.dossier().audience());
          if (!mayNow.isEmpty() && (mayThen.isEmpty() || !mayNow.containsAll(mayThen))) {
            throw new IllegalArgumentException(into + " may be seen by people who may not see " + id);
          }
          if (!(other instanceof IncidentState.Open open)) {
            throw new IllegalStateException(into + " is " + other.state() + ", and takes nothing in");
          }
          Instant now = now();
          IncidentState.Merged merged =
              switch (one) {
                case IncidentState.Open it -> it.merge(into, now, person, reason);
                case IncidentState.Restored it -> it.merge(into, now, person, reason);
                case IncidentState.Closed _ -> throw new IllegalStateException(id + " is closed; reopen it first");
                case IncidentState.Merged it -> throw elsewhere(it);
              };
          List<String> keys = book.move(id, into, Optional.empty());
          return new Pair(merged, open.absorb(one.dossier(), keys, AlertDesk.MOST_TOLD, now, person, reason));
        });
  }

  /** Two incidents that were taken for one are two again; the conditions that came with the one go back to it. */
  public Outcome separate(String person, String id, String reason) {
    Optional<IncidentState> found = find(person, id);
    if (found.isEmpty()) {
      return new Outcome.Unknown();
    }
    if (!(found.get() instanceof IncidentState.Merged known)) {
      return new Outcome.Refused(id + " is part of no other incident");
    }
    return together(
        person,
        id,
        known.into(),
        (book, one, other) -> {
          if (!(one instanceof IncidentState.Merged merged) || !merged.into().equals(known.into())) {
            throw new IllegalStateException(id + " is no longer part of " + known.into());
          }
          Set<String> keys = new LinkedHashSet<>();
          for (Entry entry : other.dossier().entries()) {
            if (entry.what() instanceof Entry.Absorbed absorbed && absorbed.incident().equals(id)) {
              keys.clear();
              keys.addAll(absorbed.keys());
            }
          }
          book.move(known.into(), id, Optional.of(keys));
          Instant now = now();
          return new Pair(merged.separate(now, person, reason), other.release(id, now, person, reason));
        });
  }

  private record Pair(IncidentState one, IncidentState other) {}

  @FunctionalInterface
  private interface Both {
    Pair step(IncidentStore.Book book, IncidentState one, IncidentState other);
  }

  /** A step of two incidents in one turn; the answer is the first of them. */
  private Outcome together(String person, String id, String other, Both both) {
    record Taken(Pair before, Pair after) {}
    try {
      if (id.equals(other)) {
        throw new IllegalArgumentException("an incident is not merged with itself");
      }
      Optional<Taken> taken =
          store.inTurn(
              book -> {
                Optional<IncidentState> first = book.find(id).filter(state -> state.dossier().visibleTo(person));
                Optional<IncidentState> second = book.find(other).filter(state -> state.dossier().visibleTo(person));
                if (first.isEmpty() || second.isEmpty()) {
                  return Optional.empty();
                }
                Pair before = new Pair(first.get(), second.get());
                Pair after = both.step(book, before.one(), before.other());
                book.write(after.one(), before.one().dossier().entries().size());
                book.write(after.other(), before.other().dossier().entries().size());
                return Optional.of(new Taken(before, after));
              });
      if (taken.isEmpty()) {
        return new Outcome.Unknown();
      }
      tell(person, taken.get().before().one(), taken.get().after().one());
      tell(person, taken.get().before().other(), taken.get().after().other());
      return new Outcome.Done(taken.get().after().one());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  private void tell(String person, IncidentState before, IncidentState after) {
    List<Entry> entries = after.dossier().entries();
    told.step(person, after, entries.subList(before.dossier().entries().size(), entries.size()));
  }

  /** The number of the next action of an incident. */
  public static String nextAction(Dossier dossier) {
    return "A" + (dossier.actions().size() + 1);
  }

  private Outcome step(String person, String id, Function<IncidentState, IncidentState> step) {
    record Taken(IncidentState after, int known) {}
    try {
      Optional<Taken> taken =
          store.inTurn(
              book -> {
                Optional<IncidentState> before = book.find(id).filter(state -> state.dossier().visibleTo(person));
                return before.map(
                    state -> {
                      int known = state.dossier().entries().size();
                      IncidentState after = step.apply(state);
                      book.write(after, known);
                      return new Taken(after, known);
                    });
              });
      if (taken.isEmpty()) {
        return new Outcome.Unknown();
      }
      List<Entry> entries = taken.get().after().dossier().entries();
      told.step(person, taken.get().after(), entries.subList(taken.get().known(), entries.size()));
      return new Outcome.Done(taken.get().after());
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }
}
