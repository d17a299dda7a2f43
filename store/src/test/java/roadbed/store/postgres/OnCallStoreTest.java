package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.OnCallEntry;
import roadbed.operate.oncall.OnCallStore;
import roadbed.operate.oncall.Span;
import roadbed.operate.oncall.Swap;

/** What is decided about being on call stays as it was decided; a thing begins once and ends once. */
class OnCallStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final Span SPAN = new Span(NOW, NOW.plusSeconds(3_600));

  private static OnCallEntry entry(OnCallEntry.What what) {
    return new OnCallEntry(NOW, "ann", what);
  }

  @Test
  void entriesComeBackAsTheyWereAdded() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OnCallStore store = stores.onCall();
      List<OnCallEntry> entries =
          List.of(
              entry(new OnCallEntry.Overridden("o", "s", SPAN, "bob")),
              entry(new OnCallEntry.SwapAsked(new Swap.Asked("w", "s", "ann", "bob", SPAN, List.of(SPAN), "why", NOW))),
              entry(new OnCallEntry.FeedMade("f", "abc", Optional.empty(), Optional.of("bob"))),
              entry(new OnCallEntry.SwapAnswered("w", OnCallEntry.Answer.ACCEPTED)),
              entry(new OnCallEntry.Undone("o")));
      entries.forEach(one -> assertThat(store.append(one)).isTrue());
      assertThat(store.entries()).isEqualTo(entries);
    }
  }

  @Test
  void aThingBeginsOnceAndEndsOnceAndNotBeforeItBegan() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OnCallStore store = stores.onCall();
      assertThat(store.append(entry(new OnCallEntry.Undone("o")))).isFalse();
      assertThat(store.append(entry(new OnCallEntry.Overridden("o", "s", SPAN, "bob")))).isTrue();
      assertThat(store.append(entry(new OnCallEntry.Overridden("o", "s", SPAN, "cem")))).isFalse();
      assertThat(store.append(entry(new OnCallEntry.Undone("o")))).isTrue();
      assertThat(store.append(entry(new OnCallEntry.Undone("o")))).isFalse();
      assertThat(store.entries()).hasSize(2);
    }
  }

  @Test
  void aDocumentTakesThePlaceOfTheOneOfItsName() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      OnCallStore store = stores.onCall();
      store.save(new OnCallStore.Kept("a", ValueJson.parse("{\"kind\":\"OnCall\"}"), "ann", NOW));
      OnCallStore.Kept second = new OnCallStore.Kept("a", ValueJson.parse("{\"kind\":\"OnCall\",\"people\":[]}"), "bob", NOW);
      store.save(second);
      assertThat(store.documents()).containsExactly(second);
    }
  }
}
