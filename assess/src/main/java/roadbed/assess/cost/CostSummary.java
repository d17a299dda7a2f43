package roadbed.assess.cost;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.BillingStore.DailyCost;

/** What every reading of daily cost begins with: amounts of different currencies are never added. */
public final class CostSummary {
  private CostSummary() {}

  /** Currencies that occur, the one with most effective cost first. */
  public static List<String> currencies(List<DailyCost> daily) {
    Map<String, BigDecimal> sums = new HashMap<>();
    daily.forEach(cost -> sums.merge(cost.currency(), cost.effective(), BigDecimal::add));
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
