package roadbed.operate.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import roadbed.model.Alert;

/**
 * How far an incident has come. What a state does not offer cannot be done in it: only one that is open takes alerts in,
 * so a resolved incident never absorbs a new one, and only one that is restored can be closed.
 */
public sealed interface IncidentState {

  /** All that is known of it. */
  Dossier dossier();

  /** The state's name in documents and SQL. */
  String state();

  /** What may be written in any state: words, facts, causes, actions. Never what changes the state or takes an alert in. */
  default IncidentState with(Instant at, Instant now, String by, Entry.What what) {
    switch (what) {
      case Entry.Declared _,
          Entry.AlertJoined _,
          Entry.Restored _,
          Entry.Reopened _,
          Entry.Merged _,
          Entry.Absorbed _,
          Entry.Separated _,
          Entry.Closed _ ->
          throw new IllegalArgumentException("a step of the incident, not a remark: " + what);
      case Entry.Renamed _,
          Entry.Graded _,
          Entry.AlertChanged _,
          Entry.Acknowledged _,
          Entry.RoleTaken _,
          Entry.MomentSet _,
          Entry.Note _,
          Entry.Chat _,
          Entry.ChangeLinked _,
          Entry.StatusUpdate _,
          Entry.Restricted _,
          Entry.PostmortemWritten _,
          Entry.CauseConfirmed _,
          Entry.ActionAdded _,
          Entry.ActionDone _,
          Entry.ActionAccepted _,
          Entry.Related _ -> {
        return of(dossier().id(), plus(dossier(), new Entry(at, now, by, what)));
      }
    }
  }

  /**
   * Another incident that had been taken for this one is one of its own again; the conditions that came with it go back.
   *
   * @param incident that other one
   */
  default IncidentState release(String incident, Instant now, String by, String reason) {
    return of(dossier().id(), plus(dossier(), new Entry(now, now, by, new Entry.Separated(incident, reason))));
  }

  private static Merged merged(Dossier dossier, String into, Instant now, String by, String reason) {
    return new Merged(read(dossier, new Entry(now, now, by, new Entry.Merged(into, reason))), into);
  }

  /** Users feel it, or may. */
  record Open(Dossier dossier) implements IncidentState {
    @Override
    public String state() {
      return "open";
    }

    /** A condition is part of it. */
    public Open join(Alert alert, String key, String reason, Instant now) {
      return new Open(
          read(
              dossier,
              new Entry(alert.startedAt().orElse(now), now, alert.source(), new Entry.AlertJoined(key, alert.title(), alert.level(), reason))));
    }

    /**
     * Another incident turned out to be the same as this one: its conditions are part of this one from here on.
     *
     * @param keys all conditions that are part of the other
     * @param most how many of them are told one by one
     */
    public Open absorb(Dossier other, List<String> keys, int most, Instant now, String by, String reason) {
      List<Entry> entries = new ArrayList<>(dossier.entries());
      entries.add(new Entry(now, now, by, new Entry.Absorbed(other.id(), keys, reason)));
      other.alerts().entrySet().stream()
          .filter(one -> keys.contains(one.getKey()) && !dossier.alerts().containsKey(one.getKey()))
          .limit(most)
          .forEach(
              one -> {
                Dossier.Member member = one.getValue();
                entries.add(
                    new Entry(
                        member.joinedAt(),
                        now,
                        by,
                        new Entry.AlertJoined(one.getKey(), member.title(), member.level(), "it came with " + other.id() + ": " + reason)));
                if (member.state() != Alert.State.FIRING) {
                  entries.add(new Entry(now, now, by, new Entry.AlertChanged(one.getKey(), member.state())));
                }
              });
      return new Open(Dossier.of(dossier.id(), entries));
    }

    /** It turned out to be the same as another incident, which takes its conditions. */
    public Merged merge(String into, Instant now, String by, String reason) {
      return merged(dossier, into, now, by, reason);
    }

    /**
     * Users no longer feel it.
     *
     * @param at since when
     * @throws IllegalArgumentException where that is before users began to feel it
     */
    public Restored restore(Instant at, Instant now, String by) {
      dossier
          .moment(Moment.IMPACT_STARTED)
          .filter(at::isBefore)
          .ifPresent(
              began -> {
                throw new IllegalArgumentException("users cannot stop feeling it at " + at + ", before they began at " + began);
              });
      return new Restored(read(dossier, new Entry(at, now, by, new Entry.Restored())));
    }
  }

  /** Users no longer feel it; what was learned is being written down and done. */
  record Restored(Dossier dossier) implements IncidentState {
    @Override
    public String state() {
      return "restored";
    }

    /** It was not over. */
    public Open reopen(Instant now, String by, String reason) {
      return new Open(read(dossier, new Entry(now, now, by, new Entry.Reopened(reason))));
    }

    /** It turned out to be the same as another incident, which takes its conditions. */
    public Merged merge(String into, Instant now, String by, String reason) {
      return merged(dossier, into, now, by, reason);
    }

    /**
     * All is said and done.
     *
     * @throws IllegalStateException where {@link Dossier#openEnds()} names something
     */
    public Closed close(Instant now, String by) {
      List<String> ends = dossier.openEnds();
      if (!ends.isEmpty()) {
        throw new IllegalStateException(String.join("; ", ends));
      }
      return new Closed(read(dossier, new Entry(now, now, by, new Entry.Closed())));
    }
  }

  /** Nothing is left to do. */
  record Closed(Dossier dossier) implements IncidentState {
    @Override
    public String state() {
      return "closed";
    }

    /** It was not over, or something was forgotten. */
    public Open reopen(Instant now, String by, String reason) {
      return new Open(read(dossier, new Entry(now, now, by, new Entry.Reopened(reason))));
    }
  }

  /**
   * It is the same as another incident.
   *
   * @param into that other one
   */
  record Merged(Dossier dossier, String into) implements IncidentState {
    @Override
    public String state() {
      return "merged";
    }

    /** It is one of its own after all, as it was before. */
    public IncidentState separate(Instant now, String by, String reason) {
      return release(into, now, by, reason);
    }
  }

  /** Declares one. */
  static Open declare(String id, Instant at, Instant now, String by, Entry.Declared declared) {
    return new Open(Dossier.of(id, List.of(new Entry(at, now, by, declared))));
  }

  /** The state that entries say. */
  static IncidentState of(String id, List<Entry> entries) {
    Dossier dossier = Dossier.of(id, entries);
    IncidentState state = new Open(dossier);
    IncidentState before = state;
    for (Entry entry : entries) {
      switch (entry.what()) {
        case Entry.Restored _ -> state = new Restored(dossier);
        case Entry.Closed _ -> state = new Closed(dossier);
        case Entry.Reopened _ -> state = new Open(dossier);
        case Entry.Merged merged -> {
          before = state;
          state = new Merged(dossier, merged.into());
        }
        case Entry.Separated separated -> {
          if (state instanceof Merged merged && merged.into().equals(separated.incident())) {
            state = before;
          }
        }
        case Entry.Declared _,
            Entry.Renamed _,
            Entry.Graded _,
            Entry.AlertJoined _,
            Entry.AlertChanged _,
            Entry.Absorbed _,
            Entry.Acknowledged _,
            Entry.RoleTaken _,
            Entry.MomentSet _,
            Entry.Note _,
            Entry.Chat _,
            Entry.ChangeLinked _,
            Entry.StatusUpdate _,
            Entry.Restricted _,
            Entry.PostmortemWritten _,
            Entry.CauseConfirmed _,
            Entry.ActionAdded _,
            Entry.ActionDone _,
            Entry.ActionAccepted _,
            Entry.Related _ -> {}
      }
    }
    return state;
  }

  private static Dossier read(Dossier dossier, Entry entry) {
    return Dossier.of(dossier.id(), plus(dossier, entry));
  }

  private static List<Entry> plus(Dossier dossier, Entry entry) {
    List<Entry> entries = new ArrayList<>(dossier.entries());
    entries.add(entry);
    return entries;
  }
}
