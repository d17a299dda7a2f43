package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import roadbed.model.Alert;
import roadbed.operate.incident.AlertDesk;
import roadbed.operate.incident.AlertMatcher;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Correlator;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentDesk;
import roadbed.operate.incident.IncidentSeverity;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Moment;
import roadbed.operate.incident.Quiet;
import roadbed.operate.incident.Surroundings;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

/** Alerts become conditions and incidents in a real database, people write into these, and facts tell of both. */
class IncidentStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  /** Every place stands alone. */
  private static final Surroundings ISLANDS =
      new Surroundings() {
        @Override
        public Set<String> places(Alert alert) {
          Set<String> places = new LinkedHashSet<>(alert.resources());
          alert.service().ifPresent(places::add);
          return places;
        }

        @Override
        public Map<String, Way> near(String place, int hops) {
          return Map.of();
        }

        @Override
        public OptionalInt tier(String service) {
          return service.equals("shop") ? OptionalInt.of(1) : OptionalInt.empty();
        }
      };

  private static final AlertDesk DESK = new AlertDesk(Correlator.USUAL, ISLANDS, false);

  private static Alert alert(String key, Alert.State state, String service, Instant begin) {
    return new Alert(
        "alertmanager", key, state, Alert.Level.ERROR, "Orders fail <" + key + ">", "", Optional.of(begin),
        state == Alert.State.RESOLVED ? Optional.of(begin.plusSeconds(600)) : Optional.empty(), Optional.of(service), List.of(),
        Map.of("alertname", "OrdersFail"), Optional.empty(), Optional.of("https://wiki.example/orders"));
  }

  private static AlertDesk.Outcome take(IncidentStore store, AlertDesk desk, Instant at, Alert... alerts) {
    List<AlertDesk.Arrived> arrived = new ArrayList<>();
    for (Alert one : alerts) {
      arrived.add(new AlertDesk.Arrived("prod", at, one));
    }
    return store.inTurn(book -> desk.take(book, arrived));
  }

  private static List<IncidentStore.Line> all(IncidentStore store, String person) {
    return store.search(new IncidentStore.Query(person, "", 0, "", "", Instant.EPOCH, 100));
  }

  @Test
  void anAlertOpensAnIncidentWithWhatIsKnownAndItsRepetitionChangesNothing() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      Alert firing = alert("a", Alert.State.FIRING, "shop", NOW.minusSeconds(300));
      assertThat(take(store, DESK, NOW, firing).opened()).containsExactly("INC-1");
      Dossier dossier = store.find("INC-1").orElseThrow().dossier();
      assertThat(dossier.moment(Moment.IMPACT_STARTED)).contains(NOW.minusSeconds(300));
      assertThat(dossier.moment(Moment.DETECTED)).contains(NOW);
      AlertDesk.Outcome again = take(store, DESK, NOW.plusSeconds(60), firing, firing);
      assertThat(again.repeated()).isEqualTo(2);
      assertThat(store.find("INC-1").orElseThrow().dossier()).isEqualTo(dossier);
      assertThat(all(store, "ann")).singleElement().satisfies(line -> {
        assertThat(line.firing()).isEqualTo(1);
        assertThat(line.service()).contains("shop");
      });
    }
  }

  @Test
  void aLateRepetitionOfWhatIsOverOpensNothingAndANewBeginDoes() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      IncidentDesk people = new IncidentDesk(store, CLOCK, (_, _, _) -> {});
      take(store, DESK, NOW, alert("a", Alert.State.FIRING, "shop", NOW));
      take(store, DESK, NOW.plusSeconds(700), alert("a", Alert.State.RESOLVED, "shop", NOW));
      assertThat(people.restore("ann", "INC-1", Optional.of(NOW.plusSeconds(600)))).isInstanceOf(IncidentDesk.Outcome.Done.class);
      assertThat(take(store, DESK, NOW.plusSeconds(800), alert("a", Alert.State.FIRING, "shop", NOW)).opened()).isEmpty();
      assertThat(take(store, DESK, NOW.plusSeconds(900), alert("a", Alert.State.FIRING, "shop", NOW.plusSeconds(890))).opened())
          .as("a restored incident takes nothing in")
          .containsExactly("INC-2");
      assertThat(store.find("INC-1").orElseThrow()).isInstanceOf(IncidentState.Restored.class);
    }
  }

  @Test
  void aFloodOfStrangersOpensFewIncidentsAndLosesNothing() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      for (int batch = 0; batch < 4; batch++) {
        Alert[] many = new Alert[500];
        for (int i = 0; i < many.length; i++) {
          int number = batch * 500 + i;
          many[i] = alert("k" + number, Alert.State.FIRING, "service-" + number, NOW);
        }
        take(store, DESK, NOW.plusSeconds(batch), many);
      }
      List<IncidentStore.Line> lines = all(store, "ann");
      assertThat(lines).hasSizeLessThanOrEqualTo(AlertDesk.MOST_OPENED + 1);
      assertThat(lines.stream().mapToInt(IncidentStore.Line::alerts).sum()).isEqualTo(2_000);
      assertThat(store.conditions(new Condition.Search("", Optional.of(Alert.State.FIRING), "", 5_000))).hasSize(2_000);
      String storm = lines.stream().filter(line -> line.title().equals("Many alerts at once")).findFirst().orElseThrow().id();
      assertThat(store.find(storm).orElseThrow().dossier().entries()).hasSizeLessThan(320);
    }
  }

  @Test
  void whenAllIsOverAnIncidentIsRestoredByItselfOnlyWhereThatIsWanted() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      take(store, DESK, NOW, alert("a", Alert.State.FIRING, "shop", NOW));
      take(store, DESK, NOW.plusSeconds(700), alert("a", Alert.State.RESOLVED, "shop", NOW));
      assertThat(store.find("INC-1").orElseThrow()).isInstanceOf(IncidentState.Open.class);
      AlertDesk alone = new AlertDesk(Correlator.USUAL, ISLANDS, true);
      take(store, alone, NOW.plusSeconds(800), alert("b", Alert.State.FIRING, "mail", NOW));
      take(store, alone, NOW.plusSeconds(900), alert("b", Alert.State.RESOLVED, "mail", NOW));
      assertThat(store.find("INC-2").orElseThrow()).isInstanceOf(IncidentState.Restored.class);
      assertThat(store.find("INC-2").orElseThrow().dossier().moment(Moment.RESTORED)).contains(NOW.plusSeconds(600));
    }
  }

  @Test
  void peopleWriteWhatHappenedAndActionsKeepItFromBeingClosed() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      IncidentDesk people = new IncidentDesk(store, CLOCK, (_, _, _) -> {});
      String id =
          people
              .declare("ann", new Entry.Declared("Shop \u0000is down", IncidentSeverity.SEV2, Optional.of("shop"), "calls"), Optional.of(NOW), List.of())
              .dossier()
              .id();
      for (Entry.What what :
          List.of(
              new Entry.Acknowledged(),
              new Entry.CauseConfirmed("bad-deploy", true),
              new Entry.PostmortemWritten(Map.of("summary", "it fell over")),
              new Entry.ActionAdded("A1", "test it", "bob", LocalDate.parse("2026-12-01")))) {
        assertThat(people.note("ann", id, what)).isInstanceOf(IncidentDesk.Outcome.Done.class);
      }
      assertThat(people.close("ann", id)).isInstanceOf(IncidentDesk.Outcome.Refused.class);
      assertThat(people.restore("ann", id, Optional.of(NOW.minusSeconds(5)))).as("before it began").isInstanceOf(IncidentDesk.Outcome.Refused.class);
      assertThat(people.restore("ann", id, Optional.of(NOW.plusSeconds(600)))).isInstanceOf(IncidentDesk.Outcome.Done.class);
      assertThat(people.close("ann", id))
          .isInstanceOfSatisfying(IncidentDesk.Outcome.Refused.class, refused -> assertThat(refused.why()).contains("A1 of bob"));
      assertThat(people.note("ann", id, new Entry.ActionDone("A1", Optional.of("pull request 7")))).isInstanceOf(IncidentDesk.Outcome.Done.class);
      assertThat(people.close("ann", id)).isInstanceOf(IncidentDesk.Outcome.Done.class);
      assertThat(store.find(id).orElseThrow()).isInstanceOf(IncidentState.Closed.class);
      assertThatThrownBy(() -> TestPostgres.sql("update incident_entry set actor = 'eve'")).hasMessageContaining("is not changed");
    }
  }

  @Test
  void whatOnlySomeMaySeeIsNotThereForOthers() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      IncidentDesk people = new IncidentDesk(store, CLOCK, (_, _, _) -> {});
      String id =
          people
              .declare("ann", new Entry.Declared("Key leaked", IncidentSeverity.SEV1, Optional.empty(), "report"), Optional.of(NOW), List.of("bob"))
              .dossier()
              .id();
      assertThat(all(store, "ann")).hasSize(1);
      assertThat(all(store, "bob")).hasSize(1);
      assertThat(all(store, "eve")).isEmpty();
      assertThat(people.find("eve", id)).isEmpty();
      assertThat(people.note("eve", id, new Entry.Note("hello"))).isInstanceOf(IncidentDesk.Outcome.Unknown.class);
      try (FactTables facts = stores.facts()) {
        var rows = facts.query("select title, service from incident", Map.of(), LocalDate.parse("2026-11-21"), 10).rows();
        assertThat(rows).singleElement().satisfies(row -> assertThat(row.getFirst()).isEqualTo("not for everybody"));
      }
    }
  }

  @Test
  void aMessageWaitsUntilItIsReadAndASendersRepetitionIsKeptOnce() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      List<OptionalLong> numbers =
          store.queue(
              List.of(
                  new AlertSource.Message(0, "prod", NOW, body),
                  new AlertSource.Message(0, "prod", NOW.plusSeconds(5), body),
                  new AlertSource.Message(0, "other", NOW.plusSeconds(5), body),
                  new AlertSource.Message(0, "prod", NOW.plusSeconds(120), body)));
      assertThat(numbers).extracting(OptionalLong::isPresent).containsExactly(true, false, true, true);
      assertThat(store.queue(List.of(new AlertSource.Message(0, "prod", NOW.plusSeconds(150), body)))).containsExactly(OptionalLong.empty());
      assertThat(store.waiting()).isEqualTo(3);
      store.inTurn(
          book -> {
            List<AlertSource.Message> waiting = book.waiting(2);
            assertThat(waiting).extracting(AlertSource.Message::source).containsExactly("prod", "other");
            book.read(Map.of(waiting.getFirst().number(), "", waiting.getLast().number(), "not JSON"));
            return 0;
          });
      assertThat(store.waiting()).isEqualTo(1);
      store.forget(Instant.now().plusSeconds(60));
      assertThat(store.waiting()).as("what is not read is not forgotten").isEqualTo(1);
    }
  }

  @Test
  void sourcesAndQuietTimesAreKept() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      AlertSource source = new AlertSource("prod", "", "hash", Optional.of("sealed"), "", "ann", NOW, Optional.empty());
      store.save(source);
      assertThat(store.source("prod")).contains(source);
      store.save(new AlertSource("prod", "", "hash", Optional.empty(), "", "ann", NOW, Optional.of(NOW)));
      assertThat(store.source("prod")).as("revoked").isEmpty();
      Quiet quiet =
          new Quiet("q1", Quiet.Kind.SILENCE, new AlertMatcher(Map.of("service", "shop")), NOW, NOW.plusSeconds(60), "ann", "noise");
      store.save(quiet);
      assertThat(store.quiets(NOW)).containsExactly(quiet);
      assertThat(store.quiets(NOW.plusSeconds(60))).isEmpty();
    }
  }

  @Test
  void kpisReadIncidentsAndAlertsThatAreKeptHere() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      IncidentDesk people = new IncidentDesk(store, CLOCK, (_, _, _) -> {});
      take(
          store, DESK, NOW,
          alert("a", Alert.State.FIRING, "shop", NOW.minusSeconds(120)),
          alert("b", Alert.State.FIRING, "mail", NOW),
          alert("c", Alert.State.FIRING, "print", NOW));
      people.note("ann", "INC-1", new Entry.CauseConfirmed("bad-deploy", true));
      people.restore("ann", "INC-1", Optional.of(NOW.plusSeconds(480)));
      assertThat(store.judge("prod/c", Condition.Verdict.FALSE_POSITIVE, "ann", NOW)).isTrue();
      assertThat(store.noise(NOW.minusSeconds(1), 10)).hasSize(3).first().satisfies(noise -> assertThat(noise.handled()).isZero());
      try (FactTables facts = stores.facts()) {
        var measured = KpiMeter.measure(KpiCatalogue.load(List.of()), facts, LocalDate.parse("2026-11-21")).measurements();
        assertThat(value(measured, "mttr").value()).hasValue(600);
        assertThat(value(measured, "mttd").value()).hasValue(40);
        assertThat(value(measured, "alert-actionability").value()).hasValue(50);
        assertThat(value(measured, "alert-actionability").note()).contains("1 false positive");
      }
    }
  }

  private static KpiMeasurement value(List<KpiMeasurement> measured, String kpi) {
    return measured.stream().filter(one -> one.kpi().equals(kpi)).findFirst().orElseThrow();
  }

  @Test
  void twoIncidentsThatAreTheSameBecomeOneAndAreTwoAgainWhereThatWasWrong() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      IncidentDesk people = new IncidentDesk(store, CLOCK, (_, _, _) -> {});
      take(store, DESK, NOW, alert("a", Alert.State.FIRING, "shop", NOW));
      take(store, DESK, NOW.plusSeconds(60), alert("b", Alert.State.FIRING, "mail", NOW));
      assertThat(people.merge("ann", "INC-2", "INC-1", "one queue for both")).isInstanceOf(IncidentDesk.Outcome.Done.class);
      assertThat(store.find("INC-2").orElseThrow()).isEqualTo(new IncidentState.Merged(store.find("INC-2").orElseThrow().dossier(), "INC-1"));
      assertThat(store.conditions("INC-1", 10)).extracting(Condition::key).containsExactlyInAnyOrder("prod/a", "prod/b");
      assertThat(store.find("INC-1").orElseThrow().dossier().alerts().keySet()).containsExactly("prod/a", "prod/b");
      assertThat(take(store, DESK, NOW.plusSeconds(700), alert("b", Alert.State.RESOLVED, "mail", NOW)).changed()).containsExactly("INC-1");
      assertThat(people.restore("ann", "INC-2", Optional.empty())).isInstanceOf(IncidentDesk.Outcome.Refused.class);
      assertThat(people.merge("ann", "INC-1", "INC-2", "the other way")).isInstanceOf(IncidentDesk.Outcome.Refused.class);
      assertThat(rows(stores, "select id from incident where service = 'mail'")).as("it is not counted beside the other").isEmpty();

      assertThat(people.separate("bob", "INC-2", "two queues")).isInstanceOf(IncidentDesk.Outcome.Done.class);
      assertThat(store.find("INC-2").orElseThrow()).isInstanceOf(IncidentState.Open.class);
      assertThat(store.conditions("INC-2", 10)).extracting(Condition::key).containsExactly("prod/b");
      assertThat(store.find("INC-1").orElseThrow().dossier().alerts().keySet()).containsExactly("prod/a");
      assertThat(rows(stores, "select id from incident where service = 'mail'")).hasSize(1);
    }
  }

  @Test
  void whatOnlySomeMaySeeIsNotMergedIntoWhatMoreMaySee() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentDesk people = new IncidentDesk(stores.incidents(), CLOCK, (_, _, _) -> {});
      Entry.Declared declared = new Entry.Declared("Somebody got in", IncidentSeverity.SEV1, Optional.empty(), "");
      String secret = people.declare("ann", declared, Optional.empty(), List.of("bob")).dossier().id();
      String open = people.declare("ann", declared, Optional.empty(), List.of()).dossier().id();
      String narrower = people.declare("ann", declared, Optional.empty(), List.of("ann")).dossier().id();
      assertThat(people.merge("ann", secret, open, "the same")).isInstanceOf(IncidentDesk.Outcome.Refused.class);
      assertThat(people.merge("cem", secret, open, "the same")).isEqualTo(new IncidentDesk.Outcome.Unknown());
      assertThat(people.merge("ann", secret, narrower, "the same")).isInstanceOf(IncidentDesk.Outcome.Done.class);
    }
  }

  @Test
  void anIncidentIsFoundByWhatPeopleWroteAndByItsAlerts() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      IncidentDesk people = new IncidentDesk(store, CLOCK, (_, _, _) -> {});
      take(store, DESK, NOW, alert("a", Alert.State.FIRING, "shop", NOW), alert("b", Alert.State.FIRING, "mail", NOW));
      people.note("ann", "INC-2", new Entry.Note("the Connection Pool was empty"));
      assertThat(store.search(new IncidentStore.Query("ann", "", 0, "", "connection pool", Instant.EPOCH, 10)))
          .extracting(IncidentStore.Line::id)
          .containsExactly("INC-2");
      assertThat(store.search(new IncidentStore.Query("ann", "", 0, "", "orders fail <a>", Instant.EPOCH, 10)))
          .extracting(IncidentStore.Line::id)
          .containsExactly("INC-1");
    }
  }

  @Test
  void whatIsSaidElsewhereIsInTheTimelineAndChangesThatAreToldAreKeptOnce() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      IncidentStore store = stores.incidents();
      take(store, DESK, NOW, alert("a", Alert.State.FIRING, "shop", NOW));
      Optional<String> known =
          store.inTurn(book -> DESK.remark(book, "prod", "a", NOW.plusSeconds(5), "rolling back (note)", NOW.plusSeconds(6)));
      Optional<String> unknown = store.inTurn(book -> DESK.remark(book, "prod", "nothing", NOW, "?", NOW));
      assertThat(known).contains("INC-1");
      assertThat(unknown).isEmpty();
      assertThat(store.find("INC-1").orElseThrow().dossier().entries().getLast().what())
          .isEqualTo(new Entry.Chat("prod", "rolling back (note)", Optional.empty()));
      IncidentStore.ToldChange change =
          new IncidentStore.ToldChange("prod", "c1", NOW.minusSeconds(60), "Build 42 is out", Optional.of("ci"), Optional.empty());
      for (int i = 0; i < 2; i++) {
        store.inTurn(
            book -> {
              book.keep(List.of(change), NOW);
              return true;
            });
      }
      assertThat(store.changes(NOW.minusSeconds(60), NOW, 10)).containsExactly(change);
      assertThat(store.changes(NOW, NOW, 10)).isEmpty();
    }
  }

  private static List<?> rows(PostgresStores stores, String sql) {
    try (FactTables tables = stores.facts()) {
      return tables.query(sql, Map.of(), LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC), 100).rows();
    }
  }
}
