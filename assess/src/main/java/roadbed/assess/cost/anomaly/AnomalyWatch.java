package roadbed.assess.cost.anomaly;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import roadbed.series.anomaly.Anomaly;
import roadbed.series.anomaly.CauseSearch;
import roadbed.series.anomaly.Watch;

/**
 * Watches all cost, every service, every account and every service in an account by day, and makes one anomaly of all
 * departures in one direction that begin together and lie in one another.
 */
public final class AnomalyWatch {
  private static final int WEEK = 7;

  /** Anomalies that began so many days before the last are told; older ones are history. */
  static final int TOLD_DAYS = 45;

  /** False alarms a year that are put up with over all cost, and over all parts together. */
  private static final double OF_ALL = 2;

  private static final double OF_PARTS = 10;

  /** A part's own budget is not below this: no past is long enough for less. */
  private static final double LEAST_BUDGET = 0.05;

  /** Departures smaller than this share of the last thirty days' cost are nobody's concern. */
  private static final double LEAST_SHARE = 0.002;

  /** Parts that are watched, the dearest first. */
  private static final int MOST_PARTS = 600;

  private static final int CAUSES = 3;

  private AnomalyWatch() {}

  /** The size from which a departure is told. */
  public static double least(DailyGrid grid) {
    double[] all = grid.sum(Scope.ALL);
    return LEAST_SHARE * Arrays.stream(all, Math.max(0, all.length - 30), all.length).map(Math::abs).sum();
  }

  private static Watch.Settings settings(Scope scope, int scopes, double least) {
    double budget = scope.part().isEmpty() ? OF_ALL : Math.max(LEAST_BUDGET, OF_PARTS / Math.max(1, scopes - 1));
    return new Watch.Settings(budget, 365, least);
  }

  /** One scope's departure; days are indexes into the grid. */
  private record Departure(Scope scope, Anomaly anomaly, int from, int until) {
    boolean above() {
      return anomaly.value() > anomaly.expected();
    }

    boolean belongsTo(Departure other) {
      return above() == other.above()
          && (Math.abs(from - other.from) <= 1 || (from < other.until && other.from < until))
          && (scope.covers(other.scope) || other.scope.covers(scope));
    }
  }

  /**
   * What is out of the ordinary in the last weeks.
   *
   * @return the largest first
   */
  public static List<CostAnomaly> over(DailyGrid grid) {
    return over(grid, watched(grid));
  }

  /** What is out of the ordinary in the last weeks of what each owner has. */
  static List<CostAnomaly> overOwners(DailyGrid grid) {
    return over(grid, grid.owners());
  }

  private static List<CostAnomaly> over(DailyGrid grid, List<Scope> scopes) {
    int days = grid.days();
    double least = least(grid);
    List<Departure> departures = new ArrayList<>();
    for (Scope scope : scopes) {
      double[] sum = grid.sum(scope);
      int begin = begin(sum);
      for (Anomaly one : Watch.over(Arrays.copyOfRange(sum, begin, days), WEEK, settings(scope, scopes.size(), least))) {
        Departure departure = new Departure(scope, one, one.from() + begin, one.until() + begin);
        // A last day is often billed in part: too little of it is told a day later.
        boolean partly = departure.from == days - 1 && !departure.above();
        if (departure.from >= days - TOLD_DAYS && !partly) {
          departures.add(departure);
        }
      }
    }
    List<CostAnomaly> found = new ArrayList<>();
    for (List<Departure> together : merged(departures)) {
      found.add(anomaly(grid, together));
    }
    found.sort(Comparator.comparing((CostAnomaly one) -> one.size().abs()).reversed().thenComparing(CostAnomaly::since));
    return List.copyOf(found);
  }

  private static List<Scope> watched(DailyGrid grid) {
    List<Scope> scopes = grid.scopes();
    if (scopes.size() <= MOST_PARTS) {
      return scopes;
    }
    Map<Scope, Double> sizes = new LinkedHashMap<>();
    scopes.forEach(scope -> sizes.put(scope, Arrays.stream(grid.sum(scope)).map(Math::abs).sum()));
    return sizes.entrySet().stream()
        .sorted(Map.Entry.<Scope, Double>comparingByValue().reversed())
        .limit(MOST_PARTS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The first day with cost: what is not bought yet is no level to learn. */
  private static int begin(double[] sum) {
    int begin = 0;
    while (begin < sum.length - 1 && sum[begin] == 0) {
      begin++;
    }
    return begin;
  }

  /** Departures that hang together, directly or by others. */
  private static List<List<Departure>> merged(List<Departure> departures) {
    List<List<Departure>> groups = new ArrayList<>();
    for (Departure departure : departures) {
      List<Departure> joined = new ArrayList<>(List.of(departure));
      groups.removeIf(
          group -> {
            boolean together = group.stream().anyMatch(departure::belongsTo);
            if (together) {
              joined.addAll(group);
            }
            return together;
          });
      groups.add(joined);
    }
    return groups;
  }

  private static CostAnomaly anomaly(DailyGrid grid, List<Departure> together) {
    Departure best =
        together.stream()
            .max(Comparator.comparingDouble(one -> one.anomaly.strangeness() * Math.abs(one.anomaly.size())))
            .orElseThrow();
    Anomaly one = best.anomaly;
    return new CostAnomaly(
        best.scope,
        grid.currency(),
        grid.day(best.from),
        grid.day(Math.max(best.from, best.until - 1)),
        best.above(),
        one.kind().name().toLowerCase(Locale.ROOT),
        money(one.value()),
        money(one.expected()),
        money(one.low()),
        money(one.high()),
        money(one.size()),
        Math.min(one.strangeness(), 1e6),
        causes(grid, best.scope, best.from),
        together.stream().map(Departure::scope).distinct().sorted(Comparator.comparing(Scope::words)).toList(),
        Optional.empty(),
        List.of());
  }

  private static List<CostAnomaly.Cause> causes(DailyGrid grid, Scope scope, int day) {
    List<CauseSearch.Leaf> leaves = new ArrayList<>();
    grid.parts()
        .forEach(
            (key, amounts) -> {
              if (scope.covers(grid.scope(key))) {
                double expected = Watch.expected(amounts, WEEK, day);
                leaves.add(new CauseSearch.Leaf(key, Double.isNaN(expected) ? 0 : expected, amounts[day]));
              }
            });
    return CauseSearch.causes(grid.dimensions(), leaves, CAUSES).stream()
        .map(
            cause ->
                new CostAnomaly.Cause(
                    scope.within(cause.part()), money(cause.expected()), money(cause.actual()), Math.round(100 * cause.share()) / 100.0))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(CostAnomaly.Cause::part, one -> one, (first, _) -> first, LinkedHashMap::new),
                parts -> List.copyOf(parts.values())));
  }

  /**
   * A day of a scope, and what was expected of it as it was watched; what is not known, before its first cost, is NaN.
   *
   * @param cost in the grid's currency
   * @param low of the range that would have been unremarkable
   * @param high of that range
   */
  public record Day(double cost, double expected, double low, double high) {}

  /** A scope day by day, from the grid's first day. */
  public static List<Day> band(DailyGrid grid, Scope scope) {
    double[] sum = grid.sum(scope);
    int begin = begin(sum);
    Watch.Band band =
        Watch.band(
            Arrays.copyOfRange(sum, begin, sum.length), WEEK, settings(scope, watched(grid).size(), 0));
    List<Day> days = new ArrayList<>();
    for (int day = 0; day < sum.length; day++) {
      days.add(
          day < begin
              ? new Day(sum[day], Double.NaN, Double.NaN, Double.NaN)
              : new Day(sum[day], band.expected(day - begin), band.low(day - begin), band.high(day - begin)));
    }
    return days;
  }

  private static BigDecimal money(double amount) {
    return Double.isFinite(amount) ? BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_EVEN) : BigDecimal.ZERO.setScale(2);
  }
}
