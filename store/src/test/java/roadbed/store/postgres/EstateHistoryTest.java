package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static roadbed.store.postgres.Fixtures.bucket;
import static roadbed.store.postgres.Fixtures.collection;
import static roadbed.store.postgres.Fixtures.day;
import static roadbed.store.postgres.Fixtures.snapshot;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roadbed.inventory.EstateStore;
import roadbed.inventory.EstateStore.Event;
import roadbed.inventory.EstateStore.FieldChange;
import roadbed.inventory.EstateStore.Receipt;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Relation;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

class EstateHistoryTest {
  private PostgresStores stores;
  private EstateStore estate;

  @BeforeEach
  void open() {
    stores = TestPostgres.fresh();
    estate = stores.estate();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private Receipt record(String source, int day, Resource... resources) {
    return estate.record(collection(source, day(day)), snapshot(day(day), resources));
  }

  @Test
  void aResourceComesBackAsItWasRecorded() {
    Resource bucket = bucket("infra", "invoices");
    record("infra", 1, bucket);
    EstateStore.Found found = estate.find(bucket.id()).orElseThrow();
    assertThat(found.resource()).isEqualTo(bucket);
    assertThat(found.firstSeen()).isEqualTo(day(1));
    assertThat(found.lastSeen()).isEqualTo(day(1));
    assertThat(found.vanishedAt()).isEmpty();
  }

  @Test
  void whatAppearedChangedAndVanishedIsCountedAndDated() {
    assertThat(record("infra", 1, bucket("infra", "a"), bucket("infra", "b")))
        .extracting(Receipt::appeared, Receipt::changed, Receipt::vanished, Receipt::unchanged)
        .containsExactly(2, 0, 0, 0);
    Resource open = bucket("infra", "a", Map.of("encrypted", Value.of(false), "public", Value.of(true)));
    assertThat(record("infra", 5, open, bucket("infra", "c")))
        .extracting(Receipt::appeared, Receipt::changed, Receipt::vanished, Receipt::unchanged)
        .containsExactly(1, 1, 1, 0);

    assertThat(estate.history(open.id()))
        .extracting(Event::what, Event::at)
        .containsExactly(
            tuple("changed", day(5)),
            tuple("appeared", day(1)));
    assertThat(estate.history(open.id()).getFirst().details())
        .containsExactly(
            new FieldChange("/facets/encrypted", "true", "false"),
            new FieldChange("/facets/public", "", "true"));
    EstateStore.Found gone = estate.find(new ResourceId("arn:aws:s3:::b")).orElseThrow();
    assertThat(gone.vanishedAt()).contains(day(5));
    assertThat(gone.lastSeen()).isEqualTo(day(1));
    assertThat(estate.recentEvents(10))
        .extracting(event -> event.what() + " " + event.resource().value().substring(13))
        .containsExactly("appeared c", "changed a", "vanished b", "appeared b", "appeared a");
  }

  @Test
  void anIdenticalCollectionWritesNoRows() {
    record("infra", 1, bucket("infra", "a"), bucket("infra", "b"));
    String before = TestPostgres.value("select string_agg(xmin::text, ',' order by id) from resource");
    assertThat(record("infra", 2, bucket("infra", "a"), bucket("infra", "b")))
        .extracting(Receipt::appeared, Receipt::changed, Receipt::vanished, Receipt::unchanged)
        .containsExactly(0, 0, 0, 2);
    assertThat(TestPostgres.value("select string_agg(xmin::text, ',' order by id) from resource"))
        .isEqualTo(before);
    assertThat(TestPostgres.value("select count(*) from event")).isEqualTo("2");
    assertThat(estate.find(new ResourceId("arn:aws:s3:::a")).orElseThrow().lastSeen()).isEqualTo(day(2));
  }

  @Test
  void aMoveInTheFileIsNoChange() {
    record("infra", 1, Fixtures.resource("infra", "a", "x", Map.of(), Value.Fields.EMPTY, 7));
    Resource moved = Fixtures.resource("infra", "a", "x", Map.of(), Value.Fields.EMPTY, 99);
    assertThat(record("infra", 2, moved).unchanged()).isEqualTo(1);
    assertThat(estate.find(moved.id()).orElseThrow().resource()).isEqualTo(moved);
  }

  @Test
  void aResourceThatComesBackKeepsTheDayItWasFirstSeen() {
    record("infra", 1, bucket("infra", "a"));
    record("infra", 2);
    record("infra", 3, bucket("infra", "a"));
    EstateStore.Found found = estate.find(new ResourceId("arn:aws:s3:::a")).orElseThrow();
    assertThat(found.firstSeen()).isEqualTo(day(1));
    assertThat(found.vanishedAt()).isEmpty();
    assertThat(estate.history(found.resource().id()))
        .extracting(Event::what)
        .containsExactly("appeared", "vanished", "appeared");
  }

  @Test
  void sourcesDoNotTouchEachOther() {
    record("infra", 1, bucket("infra", "a"));
    record("shop", 2, bucket("shop", "b"));
    assertThat(record("infra", 3).vanished()).isEqualTo(1);
    assertThat(estate.find(new ResourceId("arn:aws:s3:::b")).orElseThrow().vanishedAt()).isEmpty();
    assertThat(estate.sources())
        .extracting(EstateStore.SourceState::source, EstateStore.SourceState::resources)
        .containsExactly(
            tuple("infra", 0L),
            tuple("shop", 1L));
  }

  @Test
  void aMergedSnapshotChangesResourcesOfOtherSourcesOnTheDayOfTheMerge() {
    record("infra", 1, Fixtures.resource("infra", "a", "", Map.of(), Value.Fields.EMPTY, 1));
    Resource owned = Fixtures.resource("infra", "a", "payments", Map.of(), Value.Fields.EMPTY, 1);
    Receipt receipt = estate.record(collection("catalog", day(4)), snapshot(day(4), owned));
    assertThat(receipt.changed()).isEqualTo(1);
    assertThat(estate.history(owned.id()).getFirst().at()).isEqualTo(day(4));
    assertThat(estate.history(owned.id()).getFirst().details())
        .contains(new FieldChange("/owner", "", "\"payments\""));
  }

  @Test
  void anOlderCollectionOfTheSameSourceIsRefusedAndChangesNothing() {
    record("infra", 5, bucket("infra", "a"));
    assertThatThrownBy(() -> record("infra", 4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a newer collection of infra, captured at 2026-03-05T10:00:00Z");
    assertThat(estate.find(new ResourceId("arn:aws:s3:::a")).orElseThrow().vanishedAt()).isEmpty();
    assertThat(record("shop", 4, bucket("shop", "b")).appeared()).isEqualTo(1);
  }

  @Test
  void theNewestCollectionOfEachSourceIsKeptWhole() {
    Collection old = collection("infra", day(1));
    Collection infra =
        new Collection(
            "infra",
            day(2),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                Diagnostic.warning("w", Location.of("a.tf", 1, 2), "odd", ""),
                Diagnostic.error("json.truncated", Location.of("b.json"), "it ends early", "save it again")),
            new Collection.Reading(3, 2, List.of("x.txt"), 1));
    estate.record(old, snapshot(day(1)));
    estate.record(infra, snapshot(day(2)));
    estate.record(collection("shop", day(1)), snapshot(day(1)));
    assertThat(estate.latestCollections()).containsExactly(infra, collection("shop", day(1)));
    assertThat(estate.diagnostics("infra", 10)).containsExactly(infra.diagnostics().get(1), infra.diagnostics().get(0));
    assertThat(estate.diagnostics("infra", 1)).hasSize(1);
    assertThat(estate.diagnostics("nothing", 1)).isEmpty();
    assertThat(estate.sources().getFirst().errors()).isEqualTo(1);
  }

  @Test
  void relationsAreSeenFromBothEndsAndHaveHistory() {
    Resource a = bucket("infra", "a");
    Resource b = bucket("infra", "b");
    Relation reads = new Relation(a.id(), Relation.Type.READS, b.id(), "policy");
    Relation owned =
        new Relation(a.id(), Relation.Type.OWNED_BY, new ResourceId("team:payments"), "tag team=payments");
    estate.record(collection("infra", day(1)), snapshot(day(1), List.of(a, b), List.of(reads, owned)));
    assertThat(estate.neighbours(a.id()))
        .extracting(EstateStore.Neighbour::relation, EstateStore.Neighbour::outgoing, n -> n.other().isPresent())
        .containsExactly(
            tuple(owned, true, false),
            tuple(reads, true, true));
    assertThat(estate.neighbours(b.id()).getFirst().outgoing()).isFalse();
    assertThat(estate.neighbours(b.id()).getFirst().other().orElseThrow().name()).isEqualTo("a");

    estate.record(collection("infra", day(2)), snapshot(day(2), List.of(a, b), List.of(owned)));
    assertThat(estate.neighbours(b.id())).isEmpty();
    assertThat(TestPostgres.value("select count(*) from relation_past")).isEqualTo("1");
    assertThat(TestPostgres.value("select count(*) from relation_current")).isEqualTo("1");
  }

  @Test
  void textThatPostgresCannotKeepIsKeptAsCloseAsCanBe() {
    Resource odd =
        Fixtures.resource(
            "infra",
            "odd\u0000name\ttab\\slash\nline",
            "o'wner\"; drop table resource; --",
            Map.of("k\u0000", "v\uD800"),
            new Value.Fields(
                Map.of("nul", Value.of("a\u0000b"), "huge", new Value.Decimal(new java.math.BigDecimal("1e5000")))),
            1);
    record("infra", 1, odd);
    ResourceId stored = new ResourceId(odd.id().value().replace('\u0000', '\uFFFD'));
    Resource found = estate.find(stored).orElseThrow().resource();
    assertThat(found.name()).isEqualTo("odd\uFFFDname\ttab\\slash\nline");
    assertThat(found.tags()).containsExactly(Map.entry("k\uFFFD", "v\uFFFD"));
    assertThat(found.facets()).isEqualTo(odd.facets());
    assertThat(found.ownership()).isEqualTo(odd.ownership());
    assertThat(record("infra", 2, odd).unchanged()).isEqualTo(1);
  }

  @Test
  void anIdentifierLongerThanAnIndexEntryIsFound() {
    StringBuilder name = new StringBuilder();
    new java.util.Random(1).ints(6_000, 'a', 'z').forEach(c -> name.append((char) c));
    Resource longNamed = bucket("infra", name.toString());
    record("infra", 1, longNamed);
    assertThat(estate.find(longNamed.id())).isPresent();
    assertThat(record("infra", 2, longNamed).unchanged()).isEqualTo(1);
  }
}
