package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import roadbed.assess.cost.CostStore;
import roadbed.prove.chart.StackedColumns;

/** Series of cost as charts and sums take them. */
final class Spend {
  private static final int SERIES = 7;

  private Spend() {}

  static BigDecimal sum(List<CostStore.Slice> slices) {
    return slices.stream().map(CostStore.Slice::effective).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Stacked columns of the largest values of a dimension; the rest is one series. */
  static String chart(
      List<CostStore.Point> points, boolean monthly, String dimension, String currency, String label) {
    Map<String, BigDecimal> totals = new HashMap<>();
    TreeSet<LocalDate> days = new TreeSet<>();
    for (CostStore.Point point : points) {
      totals.merge(point.value(), point.effective(), BigDecimal::add);
      days.add(point.at());
    }
    List<String> largest =
        totals.entrySet().stream()
            .sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
            .limit(SERIES)
            .map(Map.Entry::getKey)
            .toList();
    List<LocalDate> columns = List.copyOf(days);
    List<StackedColumns.Series> series = new ArrayList<>();
    for (String value : largest) {
      series.add(new StackedColumns.Series(name(dimension, value), values(points, columns, value::equals)));
    }
    if (totals.size() > largest.size()) {
      series.add(
          new StackedColumns.Series(
              (totals.size() - largest.size()) + " others",
              values(points, columns, value -> !largest.contains(value))));
    }
    return StackedColumns.svg(
        columns.stream().map(day -> monthly ? Format.month(day) : Integer.toString(day.getDayOfMonth())).toList(),
        series,
        amount -> Format.shortMoney(amount, currency),
        label);
  }

  private static List<Double> values(
      List<CostStore.Point> points, List<LocalDate> columns, java.util.function.Predicate<String> wanted) {
    Map<LocalDate, Double> sums = new HashMap<>();
    for (CostStore.Point point : points) {
      if (wanted.test(point.value())) {
        sums.merge(point.at(), point.effective().doubleValue(), Double::sum);
      }
    }
    return columns.stream().map(day -> sums.getOrDefault(day, 0.0)).toList();
  }

  /** A value of a dimension as people call it. */
  static String name(String dimension, String value) {
    if (value.isEmpty()) {
      return dimension.equals("owner") ? "unallocated" : "none";
    }
    return dimension.equals("provider") ? Format.provider(value) : value;
  }
}
