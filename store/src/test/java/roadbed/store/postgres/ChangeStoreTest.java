package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import roadbed.assess.change.ChangeRisk;
import roadbed.assess.change.ChangeRuling;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;
import roadbed.model.ValueJson;
import roadbed.operate.change.ChangeEntry;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.change.ChangeRecord;
import roadbed.operate.change.ChangeStore;

/** What happened to a change stays as it happened, and of two who write at once one is told. */
class ChangeStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

  private static ChangeEntry entry(String actor, ChangeEntry.What what) {
    return new ChangeEntry(NOW, actor, what);
  }

  private static ProposedChange change(String digest) {
    return new ProposedChange(
        ProposedChange.Kind.PLAN, "more disk", List.of("shop", "pay"), List.of("r1"), Optional.of("production"), List.of("ada"), "full",
        List.of("OPS-7"), digest, Optional.of("abcdef1"), "acme/shop#7", List.of(new ProposedChange.GateVerdict("g", "warn", List.of("x"))),
        OptionalInt.of(2), Optional.of(NOW), Optional.of(NOW.plusSeconds(60)), Optional.of("https://example.org"));
  }

  private static final ChangeEntry WEIGHED =
      entry(
          "ci",
          new ChangeEntry.Weighed(
              "d1",
              new ChangeRisk(List.of(new ChangeRisk.Factor(ChangeRisk.Kind.TIER, 20, true, "it touches tier 1"))),
              new ChangeRuling.Needs(List.of(new ChangeRuling.Requirement(List.of("team"), 1, "risk"))),
              List.of(new ChangeSurroundings.Consumer("web", OptionalInt.of(2), Optional.empty(), 1, "web reads shop"))));

  @Test
  void aChangeComesBackAsItHappened() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      ChangeStore store = stores.changes();
      ChangeRecord first = new ChangeRecord("c-1", List.of(entry("ci", new ChangeEntry.ProposedAs(change("d1"))), WEIGHED));
      assertThat(store.write(first, 0)).isTrue();
      ChangeRecord second =
          new ChangeRecord(
              "c-1",
              List.of(
                  first.entries().get(0), first.entries().get(1),
                  entry("linus", new ChangeEntry.Agreed("d1", "fine", true)),
                  entry("ada", new ChangeEntry.Began("k1", ChangeEntry.Leave.GIVEN, "it was approved")),
                  entry("delivery", new ChangeEntry.Over(ChangeEntry.Outcome.FAILED, "no space"))));
      assertThat(store.write(second, 2)).isTrue();
      assertThat(store.find("c-1")).contains(second);
      assertThat(store.byFact(List.of("k1", "k2"))).isEqualTo(Map.of("k1", "c-1"));
      assertThat(store.past(NOW.minusSeconds(60), 10)).containsExactly(new ChangeStore.Past(List.of("ada"), NOW, true));
      assertThat(store.past(NOW.plusSeconds(60), 10)).isEmpty();
    }
  }

  @Test
  void whoWritesWithoutKnowingAllIsRefused() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      ChangeStore store = stores.changes();
      ChangeRecord record = new ChangeRecord("c-1", List.of(entry("ci", new ChangeEntry.ProposedAs(change("d1")))));
      assertThat(store.write(record, 0)).isTrue();
      assertThat(store.write(record, 0)).isFalse();
      ChangeRecord one = new ChangeRecord("c-1", List.of(record.entries().getFirst(), WEIGHED));
      ChangeRecord other = new ChangeRecord("c-1", List.of(record.entries().getFirst(), entry("ada", new ChangeEntry.Withdrawn("no"))));
      assertThat(store.write(one, 1)).isTrue();
      assertThat(store.write(other, 1)).isFalse();
      assertThat(store.find("c-1")).contains(one);
    }
  }

  private static ChangeRecord delivered(String id, String fact, ChangeEntry... further) {
    List<ChangeEntry> entries =
        new ArrayList<>(
            List.of(
                entry("delivery", new ChangeEntry.ProposedAs(change(id))),
                entry("ada", new ChangeEntry.Began(fact, ChangeEntry.Leave.NOT_JUDGED, "late"))));
    entries.addAll(List.of(further));
    return new ChangeRecord(id, entries);
  }

  private static final ChangeEntry OVER = entry("delivery", new ChangeEntry.Over(ChangeEntry.Outcome.DONE, ""));

  @Test
  void manyAreWrittenAtOnceInTheirOrder() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      ChangeStore store = stores.changes();
      ChangeRecord running = delivered("c-run", "k-run");
      assertThat(store.write(running, 0)).isTrue();
      List<ChangeStore.Writing> all = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        all.add(new ChangeStore.Writing(delivered("c-" + (999 - i), "k" + i, OVER), 0));
      }
      ChangeRecord over = delivered("c-run", "k-run", OVER);
      all.add(150, new ChangeStore.Writing(over, 2));
      assertThat(store.notOver(List.of("k-run", "k0"))).containsExactly(running);
      assertThat(store.write(all)).isTrue();
      assertThat(all).allSatisfy(one -> assertThat(store.find(one.record().id())).contains(one.record()));
      assertThat(store.byFact(List.of("k0", "k299", "k300"))).isEqualTo(Map.of("k0", "c-999", "k299", "c-700"));
      assertThat(store.notOver(List.of("k-run", "k0"))).isEmpty();
      assertThat(store.write(List.of())).isTrue();
    }
  }

  @Test
  void ofManyNoneIsWrittenWhereOneIsAnothers() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      ChangeStore store = stores.changes();
      ChangeRecord first = delivered("c-1", "k1");
      assertThat(store.write(first, 0)).isTrue();
      ChangeStore.Writing fresh = new ChangeStore.Writing(delivered("c-2", "k2"), 0);
      ChangeStore.Writing onward = new ChangeStore.Writing(delivered("c-1", "k1", OVER), 2);
      assertThat(store.write(List.of(fresh, new ChangeStore.Writing(delivered("c-1", "k1", OVER), 1)))).isFalse();
      assertThat(store.write(List.of(fresh, new ChangeStore.Writing(first, 0)))).isFalse();
      assertThat(store.write(List.of(onward, fresh, new ChangeStore.Writing(delivered("c-3", "k1"), 0)))).isFalse();
      assertThat(store.write(List.of(fresh, new ChangeStore.Writing(delivered("c-4", "k4", OVER), 2)))).isFalse();
      assertThat(store.find("c-1")).contains(first);
      assertThat(store.find("c-2")).isEmpty();
      assertThat(store.write(List.of(onward, fresh))).isTrue();
    }
  }

  @Test
  void changesAreFoundByWhatTheyAre() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      ChangeStore store = stores.changes();
      ChangeRecord open = new ChangeRecord("c-1", List.of(entry("ci", new ChangeEntry.ProposedAs(change("d1")))));
      ChangeRecord gone =
          new ChangeRecord(
              "c-2", List.of(entry("ci", new ChangeEntry.ProposedAs(change("d2"))), entry("ci", new ChangeEntry.Withdrawn("no"))));
      ChangeRecord review =
          new ChangeRecord(
              "c-3",
              List.of(
                  entry("ci", new ChangeEntry.ProposedAs(change("d3"))), entry("ci", new ChangeEntry.CalledEmergency("down")),
                  entry("ada", new ChangeEntry.Began("k3", ChangeEntry.Leave.GIVEN, "")),
                  entry("delivery", new ChangeEntry.Over(ChangeEntry.Outcome.DONE, ""))));
      List.of(open, gone, review).forEach(one -> assertThat(store.write(one, 0)).isTrue());
      assertThat(store.search(new ChangeStore.Query(Set.of(ChangeStore.Phase.OPEN), "", "", false, Instant.MIN, 10))).containsExactly(open);
      assertThat(store.search(new ChangeStore.Query(Set.of(), "pay", "ACME disk", false, NOW, 10))).containsExactly(open, gone, review);
      assertThat(store.search(new ChangeStore.Query(Set.of(), "", "100%", false, NOW, 10))).isEmpty();
      assertThat(store.search(new ChangeStore.Query(Set.of(), "", "", true, Instant.EPOCH, 10))).containsExactly(review);
      assertThat(store.search(new ChangeStore.Query(Set.of(), "other", "", false, Instant.EPOCH, 10))).isEmpty();
    }
  }

  @Test
  void aNoticeIsKeptOnceAndAFeedUntilItIsRevoked() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      ChangeStore store = stores.changes();
      ChangeNotice notice = new ChangeNotice("n1", "c-1", "web-team", "web", "subject", "text", NOW);
      assertThat(store.note(notice)).isTrue();
      assertThat(store.note(notice)).isFalse();
      assertThat(store.notices(10)).containsExactly(notice);
      assertThat(store.notices("c-2", 10)).isEmpty();
      ChangeStore.Feed feed = new ChangeStore.Feed("f1", "abc", "root", NOW);
      store.save(feed);
      assertThat(store.feeds()).containsExactly(feed);
      assertThat(store.revoke("f1")).isTrue();
      assertThat(store.revoke("f1")).isFalse();
      store.save(new ChangeStore.Kept("a", ValueJson.parse("{}"), "root", NOW, true));
      assertThat(store.documents()).singleElement().satisfies(one -> assertThat(one.entered()).isTrue());
    }
  }
}
