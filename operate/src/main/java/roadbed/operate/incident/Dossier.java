package roadbed.operate.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Alert;

/**
 * What the entries of an incident say together.
 *
 * @param id unique, and spoken of by people
 * @param entries in the order in which they were recorded
 * @param title as it is now
 * @param severity as it is now
 * @param service that suffers; empty where it is not known
 * @param declaredAt when the first entry was recorded
 * @param acknowledgedAt when somebody first looked
 * @param moments facts by moment
 * @param roles people by role, in the order in which they took it
 * @param alerts conditions that belong to it, by key
 * @param suspects changes that may be the cause, by identifier
 * @param audience who may see it; empty is everybody
 * @param cause confirmed
 * @param postmortem text by section
 * @param actions by identifier
 * @param related other incidents with the reason
 */
public record Dossier(
    String id,
    List<Entry> entries,
    String title,
    IncidentSeverity severity,
    Optional<String> service,
    Instant declaredAt,
    Optional<Instant> acknowledgedAt,
    Map<Moment, Fact> moments,
    Map<IncidentRole, List<String>> roles,
    Map<String, Member> alerts,
    Map<String, String> suspects,
    List<String> audience,
    Optional<Entry.CauseConfirmed> cause,
    Map<String, String> postmortem,
    Map<String, Action> actions,
    Map<String, String> related) {

  /**
   * When something was, and who says so.
   *
   * @param at when it was
   * @param by who set it
   * @param setAt when they did
   * @param basis how it is known
   */
  public record Fact(Instant at, String by, Instant setAt, String basis) {}

  /**
   * A condition that belongs to it.
   *
   * @param title of the alert
   * @param state as it is now
   * @param reason why it belongs
   * @param joinedAt when it came
   */
  public record Member(String title, Alert.Level level, Alert.State state, String reason, Instant joinedAt) {}

  /**
   * What shall be done.
   *
   * @param settled how it ended; empty while it is open
   */
  public record Action(String id, String text, String owner, LocalDate due, Optional<Settled> settled) {}

  /**
   * How an action ended.
   *
   * @param done rather than formally left undone
   * @param by who says so
   * @param words a proof, or why it is left undone
   */
  public record Settled(boolean done, String by, Instant at, String words) {}

  /** When something was. */
  public Optional<Instant> moment(Moment moment) {
    return Optional.ofNullable(moments.get(moment)).map(Fact::at);
  }

  /** The incident that this one is a part of since people said that they are the same. */
  public Optional<String> mergedInto() {
    Optional<String> into = Optional.empty();
    for (Entry entry : entries) {
      if (entry.what() instanceof Entry.Merged merged) {
        into = Optional.of(merged.into());
      } else if (entry.what() instanceof Entry.Separated separated && into.filter(separated.incident()::equals).isPresent()) {
        into = Optional.empty();
      }
    }
    return into;
  }

  /** Whether somebody may see it. */
  public boolean visibleTo(String person) {
    return audience.isEmpty() || audience.contains(person);
  }

  /** What keeps it from being closed, in words; nothing where it may be. */
  public List<String> openEnds() {
    List<String> ends = new ArrayList<>();
    if (moment(Moment.RESTORED).isEmpty()) {
      ends.add("it is not said when users stopped feeling it");
    }
    if (cause.isEmpty()) {
      ends.add("the cause is not confirmed");
    }
    for (Action action : actions.values()) {
      if (action.settled().isEmpty()) {
        ends.add("action " + action.id() + " of " + action.owner() + " is neither done nor formally accepted as not done: " + action.text());
      }
    }
    return ends;
  }

  /**
   * Reads entries.
   *
   * @param entries the first declares the incident
   */
  static Dossier of(String id, List<Entry> entries) {
    if (entries.isEmpty() || !(entries.getFirst().what() instanceof Entry.Declared declared)) {
      throw new IllegalArgumentException("an incident begins with its declaration");
    }
    Reading reading = new Reading(declared);
    entries.forEach(reading::read);
    return reading.dossier(id, entries);
  }

  /** Entries read one after the other. */
  private static final class Reading {
    private String title;
    private IncidentSeverity severity;
    private final Optional<String> service;
    private Optional<Instant> acknowledgedAt = Optional.empty();
    private final Map<Moment, Fact> moments = new EnumMap<>(Moment.class);
    private final Map<IncidentRole, List<String>> roles = new EnumMap<>(IncidentRole.class);
    private final Map<String, Member> alerts = new LinkedHashMap<>();
    private final Map<String, String> suspects = new LinkedHashMap<>();
    private List<String> audience = List.of();
    private Optional<Entry.CauseConfirmed> cause = Optional.empty();
    private final Map<String, String> postmortem = new LinkedHashMap<>();
    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final Map<String, String> related = new LinkedHashMap<>();
    private final Map<String, List<String>> absorbed = new LinkedHashMap<>();

    Reading(Entry.Declared declared) {
      title = declared.title();
      severity = declared.severity();
      service = declared.service();
    }

    void read(Entry entry) {
      switch (entry.what()) {
        case Entry.Declared _, Entry.Note _, Entry.Chat _, Entry.StatusUpdate _, Entry.Closed _ -> {}
        case Entry.Renamed renamed -> title = renamed.title();
        case Entry.Graded graded -> severity = graded.severity();
        case Entry.AlertJoined joined ->
            alerts.put(joined.key(), new Member(joined.title(), joined.level(), Alert.State.FIRING, joined.reason(), entry.at()));
        case Entry.AlertChanged changed ->
            alerts.computeIfPresent(
                changed.key(), (key, was) -> new Member(was.title(), was.level(), changed.state(), was.reason(), was.joinedAt()));
        case Entry.Acknowledged _ -> acknowledgedAt = acknowledgedAt.or(() -> Optional.of(entry.at()));
        case Entry.RoleTaken taken -> take(taken);
        case Entry.MomentSet set ->
            set.value()
                .ifPresentOrElse(
                    value -> moments.put(set.moment(), new Fact(value, entry.by(), entry.recordedAt(), set.basis())),
                    () -> moments.remove(set.moment()));
        case Entry.ChangeLinked linked -> {
          if (linked.suspected()) {
            suspects.put(linked.change(), linked.summary());
          } else {
            suspects.remove(linked.change());
          }
        }
        case Entry.Restricted restricted -> audience = restricted.audience();
        case Entry.Restored _ ->
            moments.putIfAbsent(Moment.RESTORED, new Fact(entry.at(), entry.by(), entry.recordedAt(), "declared restored"));
        case Entry.Reopened _ -> moments.remove(Moment.RESTORED);
        case Entry.PostmortemWritten written -> postmortem.putAll(written.sections());
        case Entry.CauseConfirmed confirmed -> cause = Optional.of(confirmed);
        case Entry.ActionAdded added ->
            actions.put(added.action(), new Action(added.action(), added.text(), added.owner(), added.due(), Optional.empty()));
        case Entry.ActionDone done -> settle(done.action(), new Settled(true, entry.by(), entry.at(), done.proof().orElse("")));
        case Entry.ActionAccepted accepted ->
            settle(accepted.action(), new Settled(false, entry.by(), entry.at(), accepted.reason()));
        case Entry.Merged merged -> related.put(merged.into(), "it is part of that one: " + merged.reason());
        case Entry.Absorbed other -> {
          related.put(other.incident(), "it is part of this one: " + other.reason());
          absorbed.put(other.incident(), other.keys().stream().filter(key -> !alerts.containsKey(key)).toList());
        }
        case Entry.Separated other -> {
          related.put(other.incident(), "it is not the same after all: " + other.reason());
          alerts.keySet().removeAll(absorbed.getOrDefault(other.incident(), List.of()));
        }
        case Entry.Related other -> related.put(other.incident(), other.reason());
      }
    }

    private void take(Entry.RoleTaken taken) {
      List<String> holders = roles.computeIfAbsent(taken.role(), role -> new ArrayList<>());
      if (taken.role().single() || taken.person().isEmpty()) {
        holders.clear();
      }
      taken.person().filter(person -> !holders.contains(person)).ifPresent(holders::add);
    }

    private void settle(String action, Settled settled) {
      actions.computeIfPresent(
          action, (id, was) -> new Action(was.id(), was.text(), was.owner(), was.due(), Optional.of(settled)));
    }

    Dossier dossier(String id, List<Entry> entries) {
      return new Dossier(
          id,
          List.copyOf(entries),
          title,
          severity,
          service,
          entries.getFirst().recordedAt(),
          acknowledgedAt,
          Collections.unmodifiableMap(moments),
          Collections.unmodifiableMap(roles),
          Collections.unmodifiableMap(alerts),
          Collections.unmodifiableMap(suspects),
          audience,
          cause,
          Collections.unmodifiableMap(postmortem),
          Collections.unmodifiableMap(actions),
          Collections.unmodifiableMap(related));
    }
  }
}
