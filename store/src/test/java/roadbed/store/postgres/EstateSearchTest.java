package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.inventory.EstateStore;
import roadbed.inventory.EstateStore.Bucket;
import roadbed.inventory.EstateStore.Page;
import roadbed.inventory.EstateStore.Query;
import roadbed.model.Value;

class EstateSearchTest {
  private static PostgresStores stores;
  private static EstateStore estate;

  @BeforeAll
  static void open() {
    stores = TestPostgres.fresh();
    estate = stores.estate();
    estate.record(
        Fixtures.collection("infra", Fixtures.day(1)),
        Fixtures.snapshot(
            Fixtures.day(1),
            Fixtures.resource("infra", "Invoices-2025", "payments", Map.of("team", "payments"), Value.Fields.EMPTY, 1),
            Fixtures.resource("infra", "invoices_2026", "payments", Map.of("stage", "50%"), Value.Fields.EMPTY, 2),
            Fixtures.resource("infra", "media", "", Map.of("team", "o'neill"), Value.Fields.EMPTY, 3)));
    estate.record(
        Fixtures.collection("shop", Fixtures.day(2)),
        Fixtures.snapshot(
            Fixtures.day(2),
            Fixtures.resource("shop", "orders", "shop", Map.of("team", "shop"), Value.Fields.EMPTY, 4)));
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  private static Page search(String text, Map<String, List<String>> filters, Map<String, String> tags) {
    return estate.search(new Query(text, filters, tags, "name", 0, 50));
  }

  private static List<String> names(Page page) {
    return page.rows().stream().map(EstateStore.Row::name).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                      | 4",
        "invoices                | 2",
        "INVOICES 2026           | 1",
        "invoices media          | 0",
        "arn:aws:s3              | 4",
        "payments                | 2",
        "team=shop               | 1",
        "50%                     | 1",
        "%                       | 1",
        "_                       | 4",
        "invoices_               | 1",
        "\\                      | 0",
        "o'neill                 | 1",
        "' or 1=1 --             | 0",
        "'; drop table resource; | 0",
      })
  void wordsAllOccurInIdNameTypeOwnerOrTags(String text, long total) {
    Page page = search(text, Map.of(), Map.of());
    assertThat(page.total()).isEqualTo(total);
    assertThat(page.rows()).hasSize((int) total);
  }

  @Test
  void filtersRestrictAndAlternativesAdd() {
    assertThat(names(search("", Map.of("owner", List.of("payments")), Map.of())))
        .containsExactly("Invoices-2025", "invoices_2026");
    assertThat(names(search("", Map.of("owner", List.of("shop", "(none)")), Map.of())))
        .containsExactly("media", "orders");
    assertThat(names(search("", Map.of("source", List.of("shop"), "owner", List.of("payments")), Map.of())))
        .isEmpty();
    assertThat(names(search("", Map.of("kind", List.of()), Map.of()))).hasSize(4);
    assertThat(names(search("", Map.of("owner", List.of("x' or '1'='1")), Map.of()))).isEmpty();
  }

  @Test
  void tagsAreExact() {
    assertThat(names(search("", Map.of(), Map.of("team", "payments")))).containsExactly("Invoices-2025");
    assertThat(names(search("", Map.of(), Map.of("team", "pay")))).isEmpty();
    assertThat(names(search("", Map.of(), Map.of("team", "o'neill")))).containsExactly("media");
    assertThat(names(search("", Map.of(), Map.of("x\"}'; drop table resource; --", "\u0000")))).isEmpty();
  }

  @Test
  void bucketsCountWhatMatchesMostFirst() {
    Page page = search("invoices", Map.of(), Map.of());
    assertThat(page.buckets().get("owner")).containsExactly(new Bucket("payments", 2));
    assertThat(search("", Map.of(), Map.of()).buckets().get("owner"))
        .containsExactly(new Bucket("payments", 2), new Bucket("(none)", 1), new Bucket("shop", 1));
    assertThat(page.buckets().keySet())
        .containsExactly(
            "kind", "type", "provider", "account", "region", "owner", "environment", "tier", "system", "source");
    assertThat(estate.countBy("source")).isEqualTo(Map.of("infra", 3L, "shop", 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id", "name", "-name", "kind", "type", "provider", "account", "region", "owner", "-owner", "environment",
        "tier", "system", "source", "failed", "-failed", "notEvaluated", "-not_evaluated", ""
      })
  void everyColumnSorts(String column) {
    Page page = estate.search(new Query("", Map.of(), Map.of(), column, 0, 50));
    assertThat(page.rows()).hasSize(4);
  }

  @Test
  void pagesFollowEachOther() {
    assertThat(names(estate.search(new Query("", Map.of(), Map.of(), "-name", 0, 2))))
        .containsExactly("orders", "media");
    Page second = estate.search(new Query("", Map.of(), Map.of(), "-name", 2, 2));
    assertThat(names(second)).containsExactly("invoices_2026", "Invoices-2025");
    assertThat(second.total()).isEqualTo(4);
    assertThat(names(estate.search(new Query("", Map.of(), Map.of(), "name", 99, 2)))).isEmpty();
  }

  @Test
  void whatIsNoColumnIsRefusedByName() {
    assertThatThrownBy(() -> estate.search(new Query("", Map.of(), Map.of(), "name; drop table resource", 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to sort by; there are id, name");
    assertThatThrownBy(() -> search("", Map.of("1=1 or kind", List.of("x")), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to filter by; there are kind, type");
  }
}
