package roadbed.web.fakes;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import roadbed.model.Alert;
import roadbed.operate.incident.AlertDesk;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Correlator;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentRole;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.operate.incident.Quiet;
import roadbed.operate.incident.Suspects;
import roadbed.operate.incident.Surroundings;
import roadbed.web.IncidentParts;
import roadbed.web.hooks.AlertReception;

/** The real desk over incidents in memory; one was opened by an alert whose words are not harmless. */
public final class FakeIncidents implements IncidentStore, IncidentStore.Book {
  /** What the one source sends as its token. */
  public static final String TOKEN = "the token of prod";

  private final Map<String, IncidentState> incidents = new LinkedHashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();
  private final Map<String, AlertSource> sources = new LinkedHashMap<>();
  private final Map<String, Quiet> quiets = new LinkedHashMap<>();
  private final List<AlertSource.Message> messages = new ArrayList<>();

  private FakeIncidents() {}

  static IncidentParts parts(boolean empty) {
    FakeIncidents store = new FakeIncidents();
    if (!empty) {
      Alert alert =
          new Alert(
              "alertmanager", "k1", Alert.State.FIRING, Alert.Level.CRITICAL, "Orders of <shop> fail", "", Optional.of(FakeEstate.NOW.minusSeconds(900)),
              Optional.empty(), Optional.of("shop"), List.of("db-1"), Map.of(), Optional.of("javascript:alert(1)"), Optional.of("https://wiki.example/orders"));
      new AlertDesk(Correlator.USUAL, nothing(), false).take(store, List.of(new AlertDesk.Arrived("prod", FakeEstate.NOW.minusSeconds(600), alert)));
    }
    return new IncidentParts(
        new IncidentDesk(store, Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC), (_, _, _) -> {}), store.new Reception(), new Around());
  }

  private static Surroundings nothing() {
    return new Surroundings() {
      @Override
      public Set<String> places(Alert alert) {
        return Set.of("shop");
      }

      @Override
      public Map<String, Way> near(String place, int hops) {
        return Map.of();
      }

      @Override
      public OptionalInt tier(String service) {
        return OptionalInt.of(1);
      }
    };
  }

  private static final class Around implements IncidentParts.Around {
    @Override
    public List<Suspects.Suspect> suspects(Dossier dossier) {
      Suspects.RecentChange change =
          new Suspects.RecentChange(
              "c1", Suspects.Kind.CONFIGURATION, "db-1 <changed>", dossier.declaredAt().minus(Duration.ofMinutes(20)), Set.of("shop"), "ann", "/resource?id=db-1");
      return List.of(new Suspects.Suspect(change, 0.5, List.of("20 minutes before the impact", "it touched shop")));
    }

    @Override
    public Optional<String> owner(String service) {
      return Optional.of("team-shop");
    }
  }

  private final class Reception implements AlertReception {
    @Override
    public Answer receive(String source, Sent sent) {
      return !source.equals("prod") || !sent.token().equals(TOKEN)
          ? new Answer.Stranger()
          : sent.body().length < 2 ? new Answer.Unreadable("it is empty") : new Answer.Kept("");
    }

    @Override
    public Answer event(Sent sent) {
      return new String(sent.body(), StandardCharsets.UTF_8).contains(TOKEN) ? new Answer.Kept("k") : new Answer.Stranger();
    }

    @Override
    public Admitted admit(String id, String format, boolean signed, String topic, String by) {
      save(new AlertSource(id, format, "hash", Optional.empty(), topic, by, FakeEstate.NOW, Optional.empty()));
      return new Admitted(id, "rba_secret", Optional.empty());
    }

    @Override
    public boolean revoke(String id, String by) {
      return sources.remove(id) != null;
    }
  }

  private Line line(IncidentState state) {
    Dossier it = state.dossier();
    return new Line(
        it.id(), state.state(), it.title(), it.severity(), it.service(), it.declaredAt(), it.moment(Moment.IMPACT_STARTED), it.acknowledgedAt(),
        it.moment(Moment.RESTORED), it.roles().getOrDefault(IncidentRole.COMMANDER, List.of()).stream().findFirst(), 1, firing(it.id()) ? 1 : 0,
        Optional.of(it.declaredAt()), it.audience(), List.of("shop"), false, it.entries().size());
  }

  @Override
  public List<Line> search(Query query) {
    return incidents.values().stream()
        .map(this::line)
        .filter(line -> line.visibleTo(query.person()) && (query.state().isEmpty() || line.state().equals(query.state())))
        .filter(line -> query.severity() == 0 || line.severity().number() == query.severity())
        .toList();
  }

  @Override
  public Optional<IncidentState> find(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public List<Dossier> since(Instant since) {
    return incidents.values().stream().map(IncidentState::dossier).toList();
  }

  @Override
  public List<Condition> conditions(String incident, int most) {
    return conditions.values().stream().filter(one -> one.incident().filter(incident::equals).isPresent()).toList();
  }

  @Override
  public List<Condition> conditions(Condition.Search search) {
    return List.copyOf(conditions.values());
  }

  @Override
  public List<ToldChange> changes(Instant from, Instant until, int most) {
    return List.of();
  }

  @Override
  public void keep(List<ToldChange> changes, Instant now) {}

  @Override
  public List<Condition.Noise> noise(Instant since, int most) {
    return conditions.values().stream().map(one -> new Condition.Noise(one.key(), one.alert().title(), "prod", 5, 1, 0, 3, 1, 5)).toList();
  }

  @Override
  public boolean judge(String key, Condition.Verdict verdict, String by, Instant at) {
    return conditions.containsKey(key);
  }

  @Override
  public List<AlertSource> sources() {
    return List.copyOf(sources.values());
  }

  @Override
  public Optional<AlertSource> source(String id) {
    return Optional.ofNullable(sources.get(id));
  }

  @Override
  public void save(AlertSource source) {
    sources.put(source.id(), source);
  }

  @Override
  public List<Quiet> quiets(Instant from) {
    return quiets.values().stream().filter(one -> one.until().isAfter(from)).toList();
  }

  @Override
  public void save(Quiet quiet) {
    quiets.put(quiet.id(), quiet);
  }

  @Override
  public List<OptionalLong> queue(List<AlertSource.Message> more) {
    messages.addAll(more);
    return more.stream().map(one -> OptionalLong.of(one.number())).toList();
  }

  @Override
  public void forget(Instant before) {
    messages.removeIf(one -> one.receivedAt().isBefore(before));
  }

  @Override
  public int waiting() {
    return messages.size();
  }

  @Override
  public <T> T inTurn(Function<Book, T> work) {
    return work.apply(this);
  }

  @Override
  public List<AlertSource.Message> waiting(int most) {
    return List.copyOf(messages);
  }

  @Override
  public void read(Map<Long, String> problems) {
    messages.clear();
  }

  @Override
  public Map<String, Condition> conditions(Set<String> keys) {
    Map<String, Condition> found = new HashMap<>(conditions);
    found.keySet().retainAll(keys);
    return found;
  }

  @Override
  public Map<String, List<Instant>> times(Set<String> keys, Instant since) {
    return Map.of();
  }

  @Override
  public void keep(Collection<Condition> more, Collection<Condition.Episode> episodes) {
    more.forEach(one -> conditions.put(one.key(), one));
  }

  @Override
  public List<Line> open() {
    return incidents.values().stream().filter(IncidentState.Open.class::isInstance).map(this::line).toList();
  }

  @Override
  public boolean firing(String incident) {
    return conditions(incident, 100).stream().anyMatch(Condition::holds);
  }

  @Override
  public Optional<Instant> lastEnd(String incident) {
    return Optional.empty();
  }

  @Override
  public String next() {
    return "INC-" + (incidents.size() + 1);
  }

  @Override
  public void write(IncidentState state, int known) {
    List<Entry> entries = state.dossier().entries();
    incidents.put(state.dossier().id(), IncidentState.of(state.dossier().id(), entries));
  }

  @Override
  public List<String> move(String from, String to, Optional<Set<String>> only) {
    List<String> moved = new ArrayList<>();
    for (Condition one : List.copyOf(conditions.values())) {
      if (one.incident().filter(from::equals).isPresent() && only.map(keys -> keys.contains(one.key())).orElse(true)) {
        moved.add(one.key());
        conditions.put(
            one.key(),
            new Condition(
                one.key(), one.alert(), one.firstSeen(), one.lastSeen(), one.episode(), one.beganAt(), one.endedAt(), Optional.of(to),
                one.reason(), one.places()));
      }
    }
    return moved;
  }

  @Override
  public void spread(String incident, Collection<String> places) {}

  @Override
  public void heard(Map<String, Instant> lastAlerts) {}
}
