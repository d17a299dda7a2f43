package roadbed.assess.cost.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.model.CostBudget;

class BudgetsTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private static List<DailyCost> daily(String owner, int days, String amount) {
    BigDecimal cost = new BigDecimal(amount);
    List<DailyCost> daily = new ArrayList<>();
    for (int i = 0; i < days; i++) {
      daily.add(
          new DailyCost(
              FIRST.plusDays(i), "aws", "1", "", "vm", "", "", owner, "tag", "", "Usage", "EUR", cost, cost, cost, cost));
    }
    return daily;
  }

  private static CostBudget budget(Map<String, List<String>> scope, CostBudget.Period period, String amount) {
    return new CostBudget(
        "b", scope, List.of("ann"), period, new BigDecimal(amount), "EUR", List.of(50, 80, 100), List.of(100), Optional.empty(), Optional.empty());
  }

  @Test
  void whatIsSpentAndWhatIsExpectedAreToldOnce() {
    List<DailyCost> daily = daily("a", 84, "10");
    daily.addAll(daily("b", 84, "100"));
    // The 25th of March: 250 of 300 are spent, and about 310 are expected.
    BudgetStanding standing =
        Budgets.stand(List.of(budget(Map.of("owner", List.of("A")), CostBudget.Period.MONTH, "300")), daily, LocalDate.of(2026, 3, 25))
            .getFirst();
    assertThat(standing.spent()).isEqualByComparingTo("250");
    assertThat(standing.projected().orElseThrow().mean().doubleValue()).isBetween(305.0, 315.0);
    assertThat(standing.alerts())
        .extracting(BudgetStanding.Alert::words)
        .containsExactly(
            "b: 83% of 300 EUR is spent by 2026-03-25", "b: 103% of 300 EUR is expected by 2026-03-31");
  }

  @Test
  void quartersAndNothingToJudgeBy() {
    BudgetStanding quarter =
        Budgets.stand(List.of(budget(Map.of(), CostBudget.Period.QUARTER, "10000")), daily("a", 40, "10"), LocalDate.of(2026, 2, 9))
            .getFirst();
    assertThat(quarter.from()).isEqualTo("2026-01-01");
    assertThat(quarter.to()).isEqualTo("2026-03-31");
    assertThat(quarter.spent()).isEqualByComparingTo("400");
    BudgetStanding nobody =
        Budgets.stand(
                List.of(budget(Map.of("owner", List.of("x")), CostBudget.Period.YEAR, "1")), daily("a", 40, "10"), LocalDate.of(2026, 2, 9))
            .getFirst();
    assertThat(nobody.projected()).isEmpty();
    assertThat(nobody.alerts()).isEmpty();
  }
}
