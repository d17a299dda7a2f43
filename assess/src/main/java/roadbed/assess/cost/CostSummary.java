package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.model.Money;

/**
 * Daily cost read for people: totals by currency, how much has an owner, what moved. Amounts of different
 * currencies are never added.
 */
public final class CostSummary {
  private CostSummary() {}

  /** Currencies that occur, the one with most effective cost first. */
  public static List<String> currencies(List<DailyCost> daily) {
    return totals(daily).stream().map(Money::currency).toList();
  }

  /** Effective cost by currency, most first. */
  public static List<Money> totals(List<DailyCost> daily) {
    Map<String, BigDecimal> sums = new HashMap<>();
    daily.forEach(cost -> sums.merge(cost.currency(), cost.effective(), BigDecimal::add));
    return sums.entrySet().stream()
        .map(entry -> new Money(entry.getValue(), entry.getKey()))
        .sorted(Comparator.comparing(Money::amount).reversed().thenComparing(Money::currency))
        .toList();
  }

  /** Effective cost with and without an owner, in one currency. */
  public static CostStore.Allocation allocation(List<DailyCost> daily, String currency) {
    BigDecimal allocated = BigDecimal.ZERO;
    BigDecimal unallocated = BigDecimal.ZERO;
    for (DailyCost cost : daily) {
      if (cost.currency().equals(currency)) {
        if (cost.owner().isEmpty()) {
          unallocated = unallocated.add(cost.effective());
        } else {
          allocated = allocated.add(cost.effective());
        }
      }
    }
    return new CostStore.Allocation(allocated, unallocated);
  }

  /**
   * What a value of a dimension cost in a month and in the month before.
   *
   * @param value the value, empty where the lines have none
   * @param before effective cost in the month before
   * @param now effective cost in the month
   */
  public record Mover(String value, BigDecimal before, BigDecimal now) {

    /** How much more it cost; negative where it cost less. */
    public BigDecimal change() {
      return now.subtract(before);
    }
  }

  /**
   * Month over month by a dimension, the largest change first, whichever its sign. Where the month is not
   * complete in the data, the month before is cut to the same days, so that like is compared with like.
   */
  public static List<Mover> movers(
      List<DailyCost> daily, Function<DailyCost, String> dimension, YearMonth month, String currency) {
    int lastDay =
        daily.stream()
            .filter(cost -> YearMonth.from(cost.day()).equals(month))
            .mapToInt(cost -> cost.day().getDayOfMonth())
            .max()
            .orElse(month.lengthOfMonth());
    boolean complete = lastDay == month.lengthOfMonth();
    Map<String, BigDecimal> before = new HashMap<>();
    Map<String, BigDecimal> now = new HashMap<>();
    for (DailyCost cost : daily) {
      if (!cost.currency().equals(currency)) {
        continue;
      }
      YearMonth at = YearMonth.from(cost.day());
      if (at.equals(month)) {
        now.merge(dimension.apply(cost), cost.effective(), BigDecimal::add);
      } else if (at.equals(month.minusMonths(1))
          && (complete || cost.day().getDayOfMonth() <= lastDay)) {
        before.merge(dimension.apply(cost), cost.effective(), BigDecimal::add);
      }
    }
    Set<String> values = new HashSet<>(before.keySet());
    values.addAll(now.keySet());
    List<Mover> movers = new ArrayList<>();
    for (String value : values) {
      movers.add(
          new Mover(
              value,
              before.getOrDefault(value, BigDecimal.ZERO),
              now.getOrDefault(value, BigDecimal.ZERO)));
    }
    movers.sort(
        Comparator.comparing((Mover mover) -> mover.change().abs())
            .reversed()
            .thenComparing(Mover::value));
    return movers;
  }
}
