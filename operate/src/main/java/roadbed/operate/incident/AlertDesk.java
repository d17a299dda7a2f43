package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Alert;

/**
 * Makes of what sources say conditions, and of conditions incidents, in the order in which they came. What is said twice,
 * or too late, changes nothing. Where more incidents would open than people can look at, the rest is gathered in one.
 *
 * @param correlator decides where an alert belongs
 * @param surroundings what is known around it
 * @param restoresAlone whether an incident is restored by itself when all of its conditions are over
 */
public record AlertDesk(Correlator correlator, Surroundings surroundings, boolean restoresAlone) {
  /** How many incidents alerts may open within {@link #STORM}; what comes beyond joins one that gathers. */
  public static final int MOST_OPENED = 10;

  /** The time in which that many may open. */
  public static final Duration STORM = Duration.ofMinutes(10);

  /** From how many entries on alerts write no more into an incident; what comes beyond is counted and listed, not told. */
  static final int MOST_TOLD = 300;

  private static final Duration THRESHOLDS_REACH = Duration.ofDays(1);

  /** Who writes what alerts say; names of people have no colon. */
  static final String SOURCE = "source:";

  /** Who writes what the program does by itself. */
  public static final String PROGRAM = "roadbed";

  /**
   * An alert that came.
   *
   * @param source who sent it
   */
  public record Arrived(String source, Instant receivedAt, Alert alert) {}

  /**
   * What became of alerts.
   *
   * @param opened incidents
   * @param changed incidents that took something in, or of which something changed; the opened ones among them
   * @param repeated alerts that said nothing new
   */
  public record Outcome(List<String> opened, Set<String> changed, int repeated) {}

  /** Whether an entry was written by a person. */
  public static boolean isPerson(String by) {
    return !by.startsWith(SOURCE) && !by.equals(PROGRAM);
  }

  /** Takes alerts in, within a turn. */
  public Outcome take(IncidentStore.Book book, List<Arrived> arrived) {
    Sitting sitting = new Sitting(book, arrived);
    arrived.forEach(sitting::one);
    return sitting.close();
  }

  /**
   * Writes what was said elsewhere of a condition into the open incident that it is part of; where it is part of none, or
   * that has very much in it already, nothing is written.
   *
   * @param key of the condition in its source
   * @param at when it was said
   * @return the incident
   */
  public Optional<String> remark(IncidentStore.Book book, String source, String key, Instant at, String text, Instant now) {
    String name = source + '/' + key;
    Optional<IncidentState.Open> open =
        Optional.ofNullable(book.conditions(Set.of(name)).get(name))
            .flatMap(Condition::incident)
            .flatMap(book::find)
            .filter(IncidentState.Open.class::isInstance)
            .map(IncidentState.Open.class::cast)
            .filter(state -> state.dossier().entries().size() < MOST_TOLD);
    open.ifPresent(
        state ->
            book.write(
                state.with(at, now, SOURCE + source, new Entry.Chat(source, text, Optional.empty())), state.dossier().entries().size()));
    return open.map(state -> state.dossier().id());
  }

  private static Alert under(String source, Alert alert) {
    return new Alert(
        source, alert.key(), alert.state(), alert.level(), alert.title(), alert.description(), alert.startedAt(), alert.endedAt(),
        alert.service(), alert.resources(), alert.labels(), alert.link(), alert.runbook());
  }

  /** An open incident while alerts are taken in. */
  private static final class Opened {
    private IncidentState.Open state;
    private final int known;
    private int told;
    private boolean touched;

    Opened(IncidentState.Open state, int known) {
      this.state = state;
      this.known = known;
      this.told = state.dossier().entries().size();
    }
  }

  private final class Sitting {
    private final IncidentStore.Book book;
    private final Map<String, Condition> conditions;
    private final Map<String, List<Instant>> times;
    private final Map<String, IncidentStore.Line> lines = new LinkedHashMap<>();
    private final Map<String, Opened> opened = new HashMap<>();
    private final OpenIncidents all = new OpenIncidents();
    private final Map<String, Instant> begun = new HashMap<>();
    private final Map<String, Condition> changedConditions = new LinkedHashMap<>();
    private final Map<String, Condition.Episode> episodes = new LinkedHashMap<>();
    private final Set<String> spread = new LinkedHashSet<>();
    private final Set<String> heard = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();

    /** Incidents of which a condition is over. */
    private final Set<String> eased = new LinkedHashSet<>();

    private final List<String> fresh = new ArrayList<>();
    private int repeated;

    Sitting(IncidentStore.Book book, List<Arrived> arrived) {
      this.book = book;
      Set<String> asked = new HashSet<>();
      arrived.forEach(one -> asked.add(one.source() + '/' + one.alert().key()));
      this.conditions = new HashMap<>(book.conditions(asked));
      Instant first = arrived.stream().map(Arrived::receivedAt).min(Instant::compareTo).orElse(Instant.EPOCH);
      this.times = correlator.thresholds().isEmpty() ? Map.of() : new HashMap<>(book.times(asked, first.minus(THRESHOLDS_REACH)));
      for (IncidentStore.Line line : book.open()) {
        lines.put(line.id(), line);
        begun.put(line.id(), line.declaredAt());
        all.add(line.id(), line.places(), line.lastAlertAt().orElse(line.declaredAt()));
      }
      conditions.forEach((key, condition) -> condition.incident().ifPresent(id -> all.join(id, key)));
    }

    private Opened incident(String id) {
      return opened.computeIfAbsent(
          id,
          name -> {
            IncidentState state = book.find(name).orElseThrow();
            if (!(state instanceof IncidentState.Open open)) {
              throw new IllegalStateException(name + " is open in the list and " + state.state() + " by its entries");
            }
            return new Opened(open, state.dossier().entries().size());
          });
    }

    void one(Arrived arrived) {
      Alert alert = under(arrived.source(), arrived.alert());
      String key = Correlator.key(alert);
      Optional<Condition> was = Optional.ofNullable(conditions.get(key));
      Instant now = arrived.receivedAt();
      if (was.isPresent() && saysNothingNew(was.get(), alert)) {
        repeated++;
        heard(was.get(), now);
        return;
      }
      boolean begins = alert.state() == Alert.State.FIRING && was.filter(Condition::holds).isEmpty();
      List<Instant> before = begins ? times.getOrDefault(key, List.of()) : List.of();
      Decision decision = correlator.decide(alert, all, before, surroundings, now);
      Optional<String> incident =
          switch (decision) {
            case Decision.Update it -> Optional.of(update(it.incident(), alert, key, now));
            case Decision.Join it -> Optional.of(join(it.incident(), alert, key, it.reason(), now));
            case Decision.Open it -> Optional.of(open(it, alert, key, now));
            case Decision.Hold _ -> Optional.empty();
          };
      keep(alert, key, was, begins, incident, decision.reason(), now);
      if (begins && !correlator.thresholds().isEmpty()) {
        List<Instant> more = new ArrayList<>(before);
        more.add(now);
        times.put(key, more);
      }
    }

    private void heard(Condition was, Instant now) {
      Condition condition =
          new Condition(
              was.key(), was.alert(), was.firstSeen(), now, was.episode(), was.beganAt(), was.endedAt(), was.incident(), was.reason(),
              was.places());
      conditions.put(was.key(), condition);
      changedConditions.put(was.key(), condition);
    }

    private void keep(
        Alert alert, String key, Optional<Condition> was, boolean begins, Optional<String> incident, String reason, Instant now) {
      boolean ends = alert.state() == Alert.State.RESOLVED;
      int episode = was.map(Condition::episode).orElse(0) + (begins ? 1 : 0);
      Optional<Instant> began = begins ? Optional.of(alert.startedAt().orElse(now)) : was.flatMap(Condition::beganAt);
      Optional<Instant> ended =
          begins ? Optional.empty() : ends ? Optional.of(alert.endedAt().orElse(now)) : was.flatMap(Condition::endedAt);
      // What is over stays part of what it was part of, for people to see, but an incident that is not open takes nothing in.
      Optional<String> part = incident.or(() -> begins ? Optional.empty() : was.flatMap(Condition::incident));
      String why = incident.isPresent() || begins || was.isEmpty() ? reason : was.get().reason();
      Condition condition =
          new Condition(
              key, alert, was.map(Condition::firstSeen).orElse(now), now, episode, began, ended, part, why, surroundings.places(alert));
      conditions.put(key, condition);
      changedConditions.put(key, condition);
      if (episode > 0) {
        Condition.Episode last = episodes.get(key + ' ' + episode);
        episodes.put(
            key + ' ' + episode,
            new Condition.Episode(
                key, episode, alert.level(), last == null ? now : last.seenAt(), began.orElse(now), ended, part, why));
      }
    }

    /** Whether an incident has so much in it already that an alert writes nothing, so that it need not be read at all. */
    private boolean isFull(String id, Alert alert) {
      IncidentStore.Line line = lines.get(id);
      return line != null
          && !opened.containsKey(id)
          && line.entries() >= MOST_TOLD
          && (line.gradedByPerson()
              || alert.state() != Alert.State.FIRING
              || correlator.severity(alert, surroundings).compareTo(line.severity()) >= 0);
    }

    private String update(String id, Alert alert, String key, Instant now) {
      if (alert.state() == Alert.State.RESOLVED) {
        eased.add(id);
      }
      if (isFull(id, alert)) {
        changed.add(id);
        return id;
      }
      Opened one = incident(id);
      Optional<Condition> was = Optional.ofNullable(conditions.get(key));
      boolean same = was.filter(it -> it.alert().state() == alert.state()).isPresent();
      if (!same && one.told < MOST_TOLD) {
        write(one, alert.state() == Alert.State.RESOLVED ? alert.endedAt().orElse(now) : now, now, alert, new Entry.AlertChanged(key, alert.state()));
      }
      one.touched = true;
      changed.add(id);
      grade(one, alert, now);
      return id;
    }

    private void write(Opened one, Instant at, Instant now, Alert alert, Entry.What what) {
      if (one.state.with(at, now, SOURCE + alert.source(), what) instanceof IncidentState.Open open) {
        one.state = open;
        one.told++;
        one.touched = true;
      }
    }

    private String join(String id, Alert alert, String key, String reason, Instant now) {
      if (isFull(id, alert)) {
        near(id, alert, key, now);
        return id;
      }
      Opened one = incident(id);
      if (one.told < MOST_TOLD) {
        one.state = one.state.join(under(SOURCE + alert.source(), alert), key, reason, now);
        one.told++;
        if (one.told == MOST_TOLD) {
          write(one, now, now, alert, new Entry.Note("More alerts than are told here; the list of alerts has them all."));
        }
      }
      one.touched = true;
      grade(one, alert, now);
      near(id, alert, key, now);
      return id;
    }

    private void near(String id, Alert alert, String key, Instant now) {
      if (all.spread(id, surroundings.places(alert), now)) {
        spread.add(id);
      }
      all.join(id, key);
      heard.add(id);
      changed.add(id);
    }

    /** It gets worse by what alerts say, unless a person has said how bad it is; it never gets better by itself. */
    private void grade(Opened one, Alert alert, Instant now) {
      Dossier dossier = one.state.dossier();
      boolean byPerson = dossier.entries().stream().anyMatch(entry -> entry.what() instanceof Entry.Graded && isPerson(entry.by()));
      IncidentSeverity worse = correlator.severity(alert, surroundings);
      boolean declaredByPerson = isPerson(dossier.entries().getFirst().by());
      if (!byPerson
          && !declaredByPerson
          && alert.state() == Alert.State.FIRING
          && worse.compareTo(dossier.severity()) < 0) {
        write(one, now, now, alert, new Entry.Graded(worse, "an alert of level " + alert.level().id() + " is part of it: " + alert.title()));
      }
    }

    private String open(Decision.Open decision, Alert alert, String key, Instant now) {
      long recent = begun.values().stream().filter(at -> at.isAfter(now.minus(STORM))).count();
      if (recent < MOST_OPENED) {
        return declare(alert.title(), decision.severity(), decision.service(), decision.reason(), alert, key, now);
      }
      String reason =
          "more than " + MOST_OPENED + " incidents opened within " + STORM.toMinutes() + " minutes; what comes beyond is gathered here";
      Optional<String> storm =
          all.ids().stream().filter(id -> opened.containsKey(id) || lines.containsKey(id)).filter(this::gathers).findFirst();
      return storm
          .map(id -> join(id, alert, key, reason, now))
          .orElseGet(() -> declare("Many alerts at once", decision.severity(), Optional.empty(), reason, alert, key, now));
    }

    private boolean gathers(String id) {
      return Optional.ofNullable(opened.get(id))
          .map(one -> one.state.dossier().entries().getFirst().what() instanceof Entry.Declared it && isStorm(it.title()))
          .orElseGet(() -> Optional.ofNullable(lines.get(id)).filter(line -> isStorm(line.title())).isPresent());
    }

    private static boolean isStorm(String title) {
      return title.equals("Many alerts at once");
    }

    private String declare(
        String title, IncidentSeverity severity, Optional<String> service, String reason, Alert alert, String key, Instant now) {
      String id = book.next();
      String by = SOURCE + alert.source();
      IncidentState.Open state = IncidentState.declare(id, now, now, by, new Entry.Declared(title, severity, service, reason));
      Opened one = new Opened(state, 0);
      opened.put(id, one);
      begun.put(id, now);
      Instant began = alert.startedAt().filter(at -> !at.isAfter(now)).orElse(now);
      write(one, now, now, alert, new Entry.MomentSet(Moment.IMPACT_STARTED, Optional.of(began), "when the first alert says that it began"));
      write(one, now, now, alert, new Entry.MomentSet(Moment.DETECTED, Optional.of(now), "when the first alert came"));
      one.state = one.state.join(under(by, alert), key, reason, now);
      one.touched = true;
      fresh.add(id);
      near(id, alert, key, now);
      return id;
    }

    Outcome close() {
      opened.values().stream().filter(one -> one.touched).forEach(one -> book.write(one.state, one.known));
      book.keep(changedConditions.values(), episodes.values());
      Map<String, Instant> lastAlerts = new LinkedHashMap<>();
      heard.forEach(id -> all.find(id).ifPresent(open -> lastAlerts.put(id, open.lastAlertAt())));
      book.heard(lastAlerts);
      spread.forEach(id -> all.find(id).ifPresent(open -> book.spread(id, open.places())));
      if (restoresAlone) {
        eased.forEach(this::restore);
      }
      return new Outcome(List.copyOf(fresh), Set.copyOf(changed), repeated);
    }

    private void restore(String id) {
      if (!book.firing(id)) {
        Opened one = incident(id);
        Instant end = book.lastEnd(id).orElse(one.state.dossier().declaredAt());
        Instant begin = one.state.dossier().moment(Moment.IMPACT_STARTED).orElse(end);
        IncidentState restored =
            one.state.restore(
                end.isBefore(begin) ? begin : end, all.find(id).map(OpenIncidents.Open::lastAlertAt).orElse(end), PROGRAM);
        book.write(restored, one.state.dossier().entries().size());
      }
    }
  }

  /** Whether a source only repeats itself, or says late what is overtaken. */
  private static boolean saysNothingNew(Condition was, Alert alert) {
    return switch (alert.state()) {
      case FIRING ->
          was.holds()
              ? was.alert().state() == Alert.State.FIRING && was.alert().level() == alert.level()
              : was.endedAt().isPresent()
                  && alert.startedAt().isPresent()
                  && was.beganAt().isPresent()
                  && !alert.startedAt().get().isAfter(was.beganAt().get());
      case RESOLVED ->
          was.endedAt().isPresent()
              || (alert.startedAt().isPresent() && was.beganAt().isPresent() && alert.startedAt().get().isBefore(was.beganAt().get())
                  && alert.endedAt().filter(end -> end.isBefore(was.beganAt().get())).isPresent());
      case ACKNOWLEDGED, NO_DATA -> was.alert().state() == alert.state();
    };
  }
}
