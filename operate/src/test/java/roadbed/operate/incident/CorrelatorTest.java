package roadbed.operate.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roadbed.model.Alert;

class CorrelatorTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  /** shop - orders - orders-db - disk, and mail by itself; shop is of tier 1. */
  private static final Surroundings ESTATE =
      new Surroundings() {
        private final Map<String, List<String>> edges =
            Map.of(
                "shop", List.of("orders"),
                "orders", List.of("shop", "orders-db"),
                "orders-db", List.of("orders", "disk"),
                "disk", List.of("orders-db"));

        @Override
        public Set<String> places(Alert alert) {
          Set<String> places = new LinkedHashSet<>(alert.resources());
          alert.service().ifPresent(places::add);
          return places;
        }

        @Override
        public Map<String, Way> near(String place, int hops) {
          Map<String, Way> found = new HashMap<>();
          Deque<String> open = new ArrayDeque<>(List.of(place));
          found.put(place, new Way(0, place));
          while (!open.isEmpty()) {
            String from = open.poll();
            Way way = found.get(from);
            if (way.hops() < hops) {
              for (String to : edges.getOrDefault(from, List.of())) {
                if (found.putIfAbsent(to, new Way(way.hops() + 1, way.words() + " - " + to)) == null) {
                  open.add(to);
                }
              }
            }
          }
          found.remove(place);
          return found;
        }

        @Override
        public OptionalInt tier(String service) {
          return service.equals("shop") ? OptionalInt.of(1) : OptionalInt.empty();
        }
      };

  private static Alert alert(String service, String key, Alert.State state, Alert.Level level) {
    return new Alert(
        "test", key, state, level, key, "", Optional.of(NOW), Optional.empty(), Optional.of(service), List.of(), Map.of("team", "web"),
        Optional.empty(), Optional.empty());
  }

  private static Alert firing(String service, String key) {
    return alert(service, key, Alert.State.FIRING, Alert.Level.CRITICAL);
  }

  /** An open incident with one condition about one place. */
  private record Open(String id, String place, String key, Instant lastAlertAt) {}

  private static Open open(String id, String place, String key, Duration ago) {
    return new Open(id, place, "test/" + key, NOW.minus(ago));
  }

  private static OpenIncidents all(Open... open) {
    OpenIncidents all = new OpenIncidents();
    for (Open one : open) {
      all.add(one.id, List.of(one.place), one.lastAlertAt);
      all.join(one.id, one.key);
    }
    return all;
  }

  private static Decision decide(Correlator correlator, Alert alert, Open... open) {
    return correlator.decide(alert, all(open), List.of(), ESTATE, NOW);
  }

  private static Decision decide(Alert alert, Open... open) {
    return decide(Correlator.USUAL, alert, open);
  }

  @Test
  void theSameConditionGoesToItsIncidentHoweverLongAgo() {
    Open old = open("INC-1", "shop", "cpu", Duration.ofDays(2));

    assertThat(decide(firing("shop", "cpu"), old)).isEqualTo(new Decision.Update("INC-1", "the same condition"));
    assertThat(decide(alert("shop", "cpu", Alert.State.RESOLVED, Alert.Level.CRITICAL), old)).isInstanceOf(Decision.Update.class);
  }

  @Test
  void theSamePlaceWithinTheWindowJoins() {
    assertThat(decide(firing("shop", "latency"), open("INC-1", "shop", "cpu", Duration.ofMinutes(12))))
        .isEqualTo(new Decision.Join("INC-1", "about shop too, 12 minutes after its last alert"));
    assertThat(decide(firing("shop", "latency"), open("INC-1", "shop", "cpu", Duration.ofMinutes(31)))).isInstanceOf(Decision.Open.class);
  }

  @Test
  void whatTheGraphReachesInTwoStepsJoinsAndTheNearestWins() {
    Open database = open("INC-1", "orders-db", "slow", Duration.ofMinutes(5));
    Open orders = open("INC-2", "orders", "errors", Duration.ofMinutes(20));

    assertThat(decide(firing("shop", "latency"), database))
        .isEqualTo(new Decision.Join("INC-1", "shop - orders - orders-db, 5 minutes after its last alert"));
    assertThat(decide(firing("shop", "latency"), database, orders)).isEqualTo(new Decision.Join("INC-2", "shop - orders, 20 minutes after its last alert"));
    assertThat(decide(firing("shop", "latency"), open("INC-1", "disk", "full", Duration.ofMinutes(5)))).isInstanceOf(Decision.Open.class);
  }

  @Test
  void anIncidentThatSpreadOverEverythingTakesInOnlyWhatItKnows() {
    Correlator narrow =
        new Correlator(Duration.ofMinutes(30), 2, 1, Alert.Level.WARNING, SeverityMatrix.USUAL, List.of(), List.of());
    Open wide = open("INC-1", "orders", "errors", Duration.ofMinutes(5));

    assertThat(decide(narrow, firing("shop", "latency"), wide)).isInstanceOf(Decision.Open.class);
    assertThat(decide(narrow, firing("orders", "latency"), wide)).isInstanceOf(Decision.Join.class);
  }

  @Test
  void whatIsAloneOpensWithTheSeverityOfItsTier() {
    assertThat(decide(firing("shop", "cpu"))).extracting("severity").isEqualTo(IncidentSeverity.SEV1);
    assertThat(decide(firing("mail", "cpu"))).extracting("severity").isEqualTo(IncidentSeverity.SEV2);
    assertThat(decide(firing("mail", "cpu")).reason()).contains("the tier is not known and counts as 2");
  }

  @ParameterizedTest
  @EnumSource(value = Alert.State.class, mode = EnumSource.Mode.EXCLUDE, names = "FIRING")
  void whatDoesNotHoldOpensNothing(Alert.State state) {
    assertThat(decide(alert("shop", "cpu", state, Alert.Level.CRITICAL))).isInstanceOf(Decision.Hold.class);
  }

  @Test
  void aLowLevelOpensNothingButJoins() {
    Alert low = alert("shop", "hint", Alert.State.FIRING, Alert.Level.INFO);

    assertThat(decide(low)).isInstanceOf(Decision.Hold.class);
    assertThat(decide(low, open("INC-1", "shop", "cpu", Duration.ofMinutes(1)))).isInstanceOf(Decision.Join.class);
    assertThat(decide(alert("shop", "odd", Alert.State.FIRING, Alert.Level.UNKNOWN))).isInstanceOf(Decision.Open.class);
  }

  @Test
  void whatComesOnceCountsOnlyWhenItComesOften() {
    Correlator often =
        new Correlator(
            Duration.ofMinutes(30), 2, 50, Alert.Level.WARNING, SeverityMatrix.USUAL,
            List.of(new Threshold(new AlertMatcher(Map.of("title", "cpu")), 3, Duration.ofMinutes(10))), List.of());
    List<Instant> once = List.of(NOW.minus(Duration.ofHours(1)), NOW.minus(Duration.ofMinutes(5)));
    List<Instant> twice = List.of(NOW.minus(Duration.ofMinutes(9)), NOW.minus(Duration.ofMinutes(5)));

    assertThat(often.decide(firing("shop", "cpu"), all(), once, ESTATE, NOW)).isInstanceOf(Decision.Hold.class);
    assertThat(often.decide(firing("shop", "cpu"), all(), twice, ESTATE, NOW)).isInstanceOf(Decision.Open.class);
    assertThat(often.decide(firing("shop", "disk"), all(), List.of(), ESTATE, NOW)).isInstanceOf(Decision.Open.class);
  }

  @Test
  void maintenanceKeepsQuietUntilItEnds() {
    Quiet work =
        new Quiet("q", Quiet.Kind.MAINTENANCE, new AlertMatcher(Map.of("team", "web", "service", "sh*")), NOW.minusSeconds(60), NOW.plusSeconds(60), "ann", "upgrade");
    Correlator quiet =
        new Correlator(Duration.ofMinutes(30), 2, 50, Alert.Level.WARNING, SeverityMatrix.USUAL, List.of(), List.of(work));

    assertThat(decide(quiet, firing("shop", "cpu")).reason()).contains("maintenance until", "ann", "upgrade");
    assertThat(decide(quiet, firing("mail", "cpu"))).isInstanceOf(Decision.Open.class);
    assertThat(quiet.decide(firing("shop", "cpu"), all(), List.of(), ESTATE, NOW.plusSeconds(60))).isInstanceOf(Decision.Open.class);
  }

  @Test
  void changesAreRankedByTimeDistanceAndKindWithTheEvidence() {
    List<Suspects.Suspect> suspects =
        Suspects.rank(
            Set.of("shop"),
            Optional.empty(),
            NOW,
            List.of(
                change("near", Suspects.Kind.DEPLOYMENT, "shop", Duration.ofMinutes(6)),
                change("far", Suspects.Kind.DEPLOYMENT, "orders-db", Duration.ofMinutes(6)),
                change("long ago", Suspects.Kind.DEPLOYMENT, "shop", Duration.ofHours(5)),
                change("after", Suspects.Kind.DEPLOYMENT, "shop", Duration.ofMinutes(-1)),
                change("elsewhere", Suspects.Kind.DEPLOYMENT, "mail", Duration.ofMinutes(6)),
                change("policy", Suspects.Kind.POLICY, "shop", Duration.ofMinutes(6))),
            2,
            ESTATE);

    assertThat(suspects).extracting(suspect -> suspect.change().id()).containsExactly("near", "policy", "far", "long ago");
    assertThat(suspects.getFirst().evidence()).containsExactly("6 minutes before the impact", "it touched shop", "deployment by ann");
    assertThat(suspects).allSatisfy(suspect -> assertThat(suspect.score()).isBetween(0.0, 1.0));
  }

  private static Suspects.RecentChange change(String id, Suspects.Kind kind, String place, Duration before) {
    return new Suspects.RecentChange(id, kind, id, NOW.minus(before), Set.of(place), "ann", "");
  }
}
