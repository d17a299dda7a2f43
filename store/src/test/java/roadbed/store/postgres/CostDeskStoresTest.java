package roadbed.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.Backlog.Event;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.assess.cost.backlog.Saving;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.Position;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.CostBudget;
import roadbed.model.EstateFacts;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;

/** What people do about cost stays: budgets that were told, alerts once, closed months for ever, the backlog as events. */
class CostDeskStoresTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);

  private static Opportunity.Idea idea(String id, String promised) {
    return new Opportunity.Idea(
        id, "Smaller " + id, List.of("i-1"), List.of(), new BigDecimal(promised), "EUR", LocalDate.of(2026, 3, 1));
  }

  private static Saving saving(String monthly) {
    return new Saving(
        TODAY.minusDays(8), TODAY, new BigDecimal("10"), new BigDecimal("4"), new BigDecimal("10"), new BigDecimal(monthly),
        "by list prices");
  }

  @Test
  void anEventThatDoesNotFitIsRefusedAndNothingIsKept() throws Backlog.Refused {
    try (PostgresStores stores = TestPostgres.fresh()) {
      BacklogStore backlog = stores.backlog();
      backlog.take(new Event.Found(idea("b1", "300")), "ann", NOW);
      assertThatThrownBy(() -> backlog.take(new Event.Done("b1", TODAY), "ann", NOW))
          .hasMessage("b1 is proposed, and cannot become done from there");
      backlog.take(new Event.Accepted("b1", "ben", TODAY), "ann", NOW);
      assertThat(backlog.take(new Event.Undone("b1", "not yet"), "ann", NOW).state()).isEqualTo("proposed");
      assertThat(backlog.entries())
          .containsExactly(
              new Backlog.Entry(new Event.Found(idea("b1", "300")), NOW, "ann"),
              new Backlog.Entry(new Event.Accepted("b1", "ben", TODAY), NOW, "ann"),
              new Backlog.Entry(new Event.Undone("b1", "not yet"), NOW, "ann"));
      assertThat(backlog.backlog().of("b1").state()).isEqualTo("proposed");
    }
  }

  @Test
  void savingsCountAsVerifiedOnTheDayAndPromisesNever() throws Backlog.Refused {
    try (PostgresStores stores = TestPostgres.fresh()) {
      BacklogStore backlog = stores.backlog();
      Instant before = NOW.minusSeconds(10 * 86_400L);
      for (String id : List.of("b1", "b2")) {
        backlog.take(new Event.Found(idea(id, "300")), "ann", before);
      }
      backlog.take(new Event.Accepted("b1", "ben", TODAY), "ann", before);
      backlog.take(new Event.Done("b1", LocalDate.of(2026, 3, 5)), "ann", before);
      backlog.take(new Event.Verified("b1", saving("182.62")), "ann", NOW);
      assertThat(savings(stores, TODAY).value()).hasValue(182.62);
      assertThat(savings(stores, TODAY).note()).isEqualTo("EUR a month by 1 verified; 300.00 more promised by 1 and not counted");
      assertThat(savings(stores, TODAY.minusDays(1)).value()).isEmpty();
      backlog.take(new Event.Reverted("b1", TODAY, "too slow"), "ann", NOW.plusSeconds(86_400));
      assertThat(savings(stores, TODAY.plusDays(1)).value()).isEmpty();
      assertThat(savings(stores, TODAY).value()).hasValue(182.62);
    }
  }

  private static KpiMeasurement savings(PostgresStores stores, LocalDate day) {
    KpiMeter.Explanation explained =
        KpiMeter.explain(KpiCatalogue.builtIn().find("savings-realized").orElseThrow(), stores.facts(), day, 100);
    assertThat(explained.diagnostics()).isEmpty();
    return explained.measurement();
  }

  @Test
  void anAlertIsRaisedOnceForItsThresholdAndPeriod() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      BudgetAlert march = alert("2026-03-01", 80, NOW);
      assertThat(stores.budgetAlerts().raise(List.of(march, alert("2026-03-01", 100, NOW)))).hasSize(2);
      assertThat(stores.budgetAlerts().raise(List.of(alert("2026-03-01", 80, NOW.plusSeconds(60))))).isEmpty();
      List<BudgetAlert> april = stores.budgetAlerts().raise(List.of(alert("2026-04-01", 80, NOW.plusSeconds(90))));
      assertThat(stores.budgetAlerts().alerts(10)).hasSize(3).startsWith(april.getFirst());
      long id = april.getFirst().id();
      assertThat(stores.budgetAlerts().acknowledge(id, "ann", NOW.plusSeconds(100))).isTrue();
      assertThat(stores.budgetAlerts().acknowledge(id, "ben", NOW.plusSeconds(101))).isFalse();
      assertThat(stores.budgetAlerts().alerts(1).getFirst().acknowledged())
          .contains(new BudgetAlert.Acknowledgement("ann", NOW.plusSeconds(100)));
      assertThat(stores.facts().count("budget_alert", TODAY)).isEqualTo(3);
      assertThat(stores.facts().count("budget_alert", TODAY.minusDays(1))).isZero();
    }
  }

  private static BudgetAlert alert(String from, int percent, Instant at) {
    LocalDate first = LocalDate.parse(from);
    return new BudgetAlert(
        0, "platform", first, first.plusMonths(1).minusDays(1), false, percent, percent + "% is spent",
        List.of("ann", "ben"), new BigDecimal("120"), "EUR", TODAY, at, Optional.empty());
  }

  @Test
  void aClosedMonthIsWrittenOnceToTheLastDigit() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      Map<Position, BigDecimal> positions = new LinkedHashMap<>();
      positions.put(position("payments", "2026-02"), new BigDecimal("10.123456789012345678901"));
      positions.put(position("", "2026-01"), new BigDecimal("-1.5"));
      ClosedMonth february = new ClosedMonth(YearMonth.of(2026, 2), "effective", NOW, "ann", positions);
      assertThat(stores.closedMonths().close(february)).isTrue();
      assertThat(stores.closedMonths().close(new ClosedMonth(february.month(), "effective", NOW, "eve", Map.of()))).isFalse();
      assertThat(stores.closedMonths().close(new ClosedMonth(february.month(), "billed", NOW, "ann", Map.of()))).isTrue();
      assertThat(stores.closedMonths().all("effective")).containsExactly(february);
      assertThat(stores.closedMonths().of(february.month(), "effective")).contains(february);
      assertThat(stores.closedMonths().of(february.month().plusMonths(1), "effective")).isEmpty();
      assertThat(stores.facts().query("select owner, amount from closed_month order by amount", Map.of(), TODAY, 10).rows())
          .containsExactly(
              Arrays.asList(null, new BigDecimal("-1.5")),
              List.of("payments", new BigDecimal("10.123456789012345678901")));
    }
  }

  private static Position position(String owner, String of) {
    return new Position(owner, "EUR", "aws", "1", "EC2\t\\", "team tag", YearMonth.parse(of));
  }

  @Test
  void budgetsThatAreToldAreFactsOfTheDay() {
    try (PostgresStores stores = TestPostgres.fresh()) {
      CostBudget budget =
          new CostBudget(
              "say \"platform\"", Map.of("owner", List.of("platform")), List.of("ann"), CostBudget.Period.MONTH,
              new BigDecimal("90000"), "EUR", List.of(50, 80), List.of(100), Optional.of(YearMonth.of(2026, 2)), Optional.empty());
      CostBudget wide =
          new CostBudget(
              "two of them", Map.of("owner", List.of("a", "b")), List.of(), CostBudget.Period.YEAR, BigDecimal.TEN, "EUR",
              List.of(), List.of(), Optional.empty(), Optional.empty());
      EstateFacts facts = EstateFacts.of(List.of(budget, wide));
      Collection collection =
          new Collection(
              "infra", NOW, List.of(), List.of(), List.of(facts), List.of(), List.of(), List.of(),
              new Collection.Reading(1, 1, List.of(), 0));
      stores
          .estate()
          .record(collection, new Snapshot(NOW, List.of(), List.of(), List.of(), List.of(), facts, List.of(), List.of()));
      assertThat(stores.estate().latestCollections().getFirst().facts()).containsExactly(facts);
      assertThat(
              stores.facts().query("select name, scope, owners, period from cost_budget order by name", Map.of(), TODAY, 10).rows())
          .containsExactly(
              List.of("say \"platform\"", "{\"owner\":[\"platform\"]}", "ann", "month"),
              List.of("two of them", "{\"owner\":[\"a\",\"b\"]}", "", "year"));
      assertThat(
              stores.facts().query("select month, amount from budget where scope_kind = 'owner' order by month limit 1", Map.of(), TODAY, 10).rows())
          .as("a monthly budget of one owner is what the KPI of spend against budget asks for")
          .containsExactly(List.of(LocalDate.of(2026, 2, 1), new BigDecimal("90000")));
    }
  }

  @Test
  void whatWasWrittenCannotBeChanged() throws Backlog.Refused {
    try (PostgresStores stores = TestPostgres.fresh()) {
      stores.backlog().take(new Event.Found(idea("b1", "300")), "ann", NOW);
      stores.closedMonths().close(new ClosedMonth(YearMonth.of(2026, 2), "effective", NOW, "ann", Map.of()));
      for (String sql :
          List.of("delete from backlog_event", "update backlog_event set actor = 'eve'", "truncate closed_month cascade")) {
        assertThatThrownBy(() -> TestPostgres.sql(sql)).hasMessageContaining("written once");
      }
    }
  }
}
