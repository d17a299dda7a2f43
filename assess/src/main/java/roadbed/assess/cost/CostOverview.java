package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.assess.cost.BillingStore.DailyCost;

/**
 * Billing of one currency on one screen. Amounts are effective cost; other currencies are named and not
 * added.
 *
 * @param currency the currency with most cost
 * @param otherCurrencies the others that occur
 * @param from first day
 * @param to last day
 * @param total over the whole span
 * @param allocated the part of it that has an owner
 * @param months total by month
 * @param month the last month that is whole, or the last month where none is
 * @param monthIsWhole whether {@code month} is covered to its last day
 * @param slices cost of {@code month} by dimension (provider, service, account, region, owner), most first
 */
public record CostOverview(
    String currency,
    List<String> otherCurrencies,
    LocalDate from,
    LocalDate to,
    BigDecimal total,
    BigDecimal allocated,
    Map<YearMonth, BigDecimal> months,
    YearMonth month,
    boolean monthIsWhole,
    Map<String, List<Slice>> slices) {

  /** What a slice without a value is called. */
  public static final String NONE = "(none)";

  /** One value of a dimension: its cost in the month and in the month before. */
  public record Slice(String value, BigDecimal effective, BigDecimal before) {}

  /**
   * Sums daily costs up.
   *
   * @param daily at least one row
   */
  public static CostOverview of(List<DailyCost> daily) {
    if (daily.isEmpty()) {
      throw new IllegalArgumentException("no cost to sum up");
    }
    List<String> ranked = CostSummary.currencies(daily);
    String currency = ranked.getFirst();
    List<DailyCost> rows = daily.stream().filter(row -> row.currency().equals(currency)).toList();
    LocalDate from = rows.stream().map(DailyCost::day).min(Comparator.naturalOrder()).orElseThrow();
    LocalDate to = rows.stream().map(DailyCost::day).max(Comparator.naturalOrder()).orElseThrow();
    Map<YearMonth, BigDecimal> months =
        new TreeMap<>(sums(rows, row -> YearMonth.from(row.day())));
    YearMonth last = YearMonth.from(to);
    boolean lastIsWhole = to.equals(last.atEndOfMonth());
    YearMonth before = last.minusMonths(1);
    YearMonth month = lastIsWhole || !months.containsKey(before) ? last : before;
    boolean whole = lastIsWhole || !month.equals(last);
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("provider", slices(rows, month, DailyCost::provider));
    slices.put("service", slices(rows, month, DailyCost::service));
    slices.put(
        "account",
        slices(rows, month, row -> row.accountName().isEmpty() ? row.account() : row.accountName()));
    slices.put("region", slices(rows, month, DailyCost::region));
    slices.put("owner", slices(rows, month, DailyCost::owner));
    return new CostOverview(
        currency,
        ranked.subList(1, ranked.size()),
        from,
        to,
        sum(rows),
        sum(rows.stream().filter(row -> !row.owner().isEmpty()).toList()),
        months,
        month,
        whole,
        slices);
  }

  /** Allocated over total, from 0 to 1; 0 where there is no cost. */
  public double allocatedShare() {
    return total.signum() == 0 ? 0 : allocated.doubleValue() / total.doubleValue();
  }

  private static List<Slice> slices(
      List<DailyCost> rows, YearMonth month, Function<DailyCost, String> dimension) {
    Map<String, BigDecimal> now = sums(inMonth(rows, month), dimension);
    Map<String, BigDecimal> before = sums(inMonth(rows, month.minusMonths(1)), dimension);
    List<Slice> slices = new ArrayList<>();
    now.forEach(
        (value, effective) ->
            slices.add(
                new Slice(
                    value.isEmpty() ? NONE : value,
                    effective,
                    before.getOrDefault(value, BigDecimal.ZERO))));
    slices.sort(Comparator.comparing(Slice::effective).reversed().thenComparing(Slice::value));
    return List.copyOf(slices);
  }

  private static List<DailyCost> inMonth(List<DailyCost> rows, YearMonth month) {
    return rows.stream().filter(row -> YearMonth.from(row.day()).equals(month)).toList();
  }

  private static BigDecimal sum(List<DailyCost> rows) {
    return rows.stream().map(DailyCost::effective).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static <K> Map<K, BigDecimal> sums(List<DailyCost> rows, Function<DailyCost, K> key) {
    Map<K, BigDecimal> sums = new HashMap<>();
    rows.forEach(row -> sums.merge(key.apply(row), row.effective(), BigDecimal::add));
    return sums;
  }
}
