package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roadbed.store.postgres.Fixtures.bucket;
import static roadbed.store.postgres.Fixtures.collection;
import static roadbed.store.postgres.Fixtures.day;
import static roadbed.store.postgres.Fixtures.judgement;
import static roadbed.store.postgres.Fixtures.snapshot;
import static roadbed.store.postgres.Fixtures.verdict;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.assess.policy.Guardrail;
import roadbed.model.CatalogEntity;
import roadbed.model.Collection;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Severity;
import roadbed.model.Verdict.Outcome;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.FactTables.FactQueryException;

class PostgresFactTablesTest {
  private static final Guardrail TLS = Fixtures.guardrail("tls", Severity.HIGH);
  private static PostgresStores stores;

  @BeforeAll
  static void twoCollections() {
    stores = TestPostgres.fresh();
    stores.estate().record(told(day(2), "100"), snapshot(day(2), bucket("infra", "a"), bucket("infra", "b")));
    stores.verdicts().record("infra", judgement(List.of(TLS), verdict(bucket("infra", "a"), TLS, Outcome.FAIL)), day(2));
    stores.estate().record(told(day(6), "120"), snapshot(day(6), bucket("infra", "a")));
    stores.verdicts().record("infra", judgement(List.of(TLS), verdict(bucket("infra", "a"), TLS, Outcome.PASS)), day(6));
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  private static Collection told(Instant at, String budget) {
    EstateFacts facts =
        new EstateFacts(
            List.of(new EstateFacts.Account(Provider.AWS, "1111", "main", Optional.of("production"), Optional.empty(), List.of())),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(new EstateFacts.Budget("total", "", YearMonth.of(2026, 3), new BigDecimal(budget), "EUR")),
            List.of(new EstateFacts.Driver("customers", YearMonth.of(2026, 3), new BigDecimal("7"))),
            List.of());
    CatalogEntity component =
        new CatalogEntity(
            "Component", "default", "checkout", "Checkout", Optional.of("service"), Optional.empty(),
            Optional.of("payments"), Optional.of("shop"), Optional.of("tier-1"),
            Map.of("roadbed.dev/dashboard", "https://example.com/d"), List.of(), Location.of("catalog.yaml"));
    Incident incident =
        new Incident(
            "INC-1", "Down", 1, Optional.of("checkout"), Optional.of("payments"), Optional.empty(), true, false,
            Instant.parse("2026-03-04T08:00:00Z"), Optional.of(Instant.parse("2026-03-04T08:10:00Z")),
            Optional.empty(), Optional.of(Instant.parse("2026-03-04T09:00:00Z")), Location.of("incidents.csv"));
    Collection plain = collection("infra", at);
    return new Collection(
        "infra", at, List.of(), List.of(component), List.of(facts), List.of(incident), List.of(), List.of(),
        plain.reading());
  }

  @ParameterizedTest
  @CsvSource({
    "resource,  2026-03-01, 0",
    "resource,  2026-03-02, 2",
    "resource,  2026-03-05, 2",
    "resource,  2026-03-06, 1",
    "resource,  2027-01-01, 1",
    "verdict,   2026-03-01, 0",
    "verdict,   2026-03-05, 1",
    "incident,  2026-03-03, 0",
    "incident,  2026-03-04, 1",
    "account,   2026-03-01, 0",
    "account,   2026-03-09, 1",
    "component, 2026-03-09, 1",
    "budget,    2026-03-01, 1",
    "driver,    2026-03-09, 1",
    "relation,  2026-03-09, 0",
    "cost_daily,2026-03-09, 0",
    "cost_resource,2026-03-09, 0"
  })
  void everyTableShowsTheDay(String table, LocalDate day, long rows) {
    assertThat(stores.facts().count(table, day)).isEqualTo(rows);
  }

  @Test
  void valuesAreThoseOfTheDay() {
    assertThat(one("select outcome from verdict", "2026-03-05")).isEqualTo("fail");
    assertThat(one("select outcome from verdict", "2026-03-06")).isEqualTo("pass");
    assertThat(one("select amount from budget", "2026-03-05")).isEqualTo(new BigDecimal("100"));
    assertThat(one("select amount from budget", "2026-03-06")).isEqualTo(new BigDecimal("120"));
    assertThat(one("select location from resource where id like '%:::a'", "2026-03-06")).isEqualTo("main.tf:7");
    assertThat(one("select title from verdict", "2026-03-06")).isEqualTo("Title of tls");
  }

  private static Object one(String sql, String day) {
    FactTables.Table table = stores.facts().query(sql, Map.of(), LocalDate.parse(day), 10);
    assertThat(table.rows()).hasSize(1);
    return table.rows().getFirst().getFirst();
  }

  @Test
  void namedParametersAreBound() {
    LocalDate day = LocalDate.parse("2026-03-09");
    FactTables.Table table =
        stores
            .facts()
            .query(
                "select :as_of::date as day, ':as_of' as text, id -- :not_this\nfrom incident where impact_started_at >= :period_start;",
                Map.of("as_of", day, "period_start", day.minusDays(30)),
                day,
                10);
    assertThat(table.columns()).containsExactly("day", "text", "id");
    assertThat(table.rows()).containsExactly(List.of(day, ":as_of", "INC-1"));
  }

  @Test
  void moreRowsThanTheLimitAreSaidToBeCut() {
    FactTables.Table table =
        stores.facts().query("select * from generate_series(1, 10)", Map.of(), LocalDate.parse("2026-03-09"), 3);
    assertThat(table.rows()).hasSize(3);
    assertThat(table.truncated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from roadbed.resource",
        "select 1; drop table roadbed.resource",
        "select 1) as query; drop table roadbed.resource; select * from (select 1",
        "with gone as (delete from roadbed.resource returning 1) select * from gone",
        "select * from roadbed.resource",
        "select * from roadbed.token",
        "select pg_read_file('postgresql.conf')",
        "select set_config('role', 'roadbed', true)",
        "select * from nothing",
        "select :unknown_name",
        "copy (select 1) to program 'true'",
      })
  void anythingButReadingTheDocumentedTablesIsRefused(String sql) {
    assertThatThrownBy(() -> stores.facts().query(sql, Map.of(), LocalDate.parse("2026-03-09"), 10))
        .isInstanceOf(FactQueryException.class);
    assertThat(stores.facts().count("resource", LocalDate.parse("2026-03-09"))).isEqualTo(1);
  }

  @Test
  void aTableThatIsNotDocumentedIsRefused() {
    assertThatThrownBy(() -> stores.facts().count("token; drop table resource", LocalDate.parse("2026-03-09")))
        .isInstanceOf(FactQueryException.class);
  }
}
