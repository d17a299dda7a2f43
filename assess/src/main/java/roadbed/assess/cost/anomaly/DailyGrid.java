package roadbed.assess.cost.anomaly;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.explore.CostAnswer;

/**
 * Cost of one currency by day and part. Estimates are made of it, so amounts are floating here and nowhere that counts.
 *
 * @param first the first day
 * @param dimensions that parts are told apart by
 * @param parts values of the dimensions to an amount a day, all of the same length; a day without cost is 0
 */
public record DailyGrid(String currency, LocalDate first, List<String> dimensions, Map<List<String>, double[]> parts) {
  /** The dimension of whose cost it is, which bills know nothing of. */
  static final String OWNER = "owner";

  /** An answer by day as grids by currency, from its first day with cost to its last. */
  public static Map<String, DailyGrid> of(CostAnswer answer) {
    Optional<LocalDate> first = answer.rows().stream().flatMap(row -> row.at().stream()).min(LocalDate::compareTo);
    Optional<LocalDate> last = answer.rows().stream().flatMap(row -> row.at().stream()).max(LocalDate::compareTo);
    Map<String, DailyGrid> grids = new TreeMap<>();
    if (first.isEmpty() || last.isEmpty()) {
      return grids;
    }
    int days = Math.toIntExact(last.get().toEpochDay() - first.get().toEpochDay()) + 1;
    for (CostAnswer.Row row : answer.rows()) {
      double[] amounts =
          grids
              .computeIfAbsent(
                  row.currency(),
                  currency -> new DailyGrid(currency, first.get(), answer.question().groups(), new LinkedHashMap<>()))
              .parts
              .computeIfAbsent(row.values(), _ -> new double[days]);
      row.at().ifPresent(day -> amounts[(int) (day.toEpochDay() - first.get().toEpochDay())] += row.amount().doubleValue());
    }
    return grids;
  }

  /** What owners have by service as a grid, from its first day with cost to its last; empty where there is none. */
  static Optional<DailyGrid> ofOwners(String currency, List<CostStore.OwnedDay> owned) {
    Optional<LocalDate> first = owned.stream().map(CostStore.OwnedDay::day).min(LocalDate::compareTo);
    Optional<LocalDate> last = owned.stream().map(CostStore.OwnedDay::day).max(LocalDate::compareTo);
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    int days = Math.toIntExact(last.get().toEpochDay() - first.get().toEpochDay()) + 1;
    DailyGrid grid = new DailyGrid(currency, first.get(), List.of(OWNER, "service"), new LinkedHashMap<>());
    for (CostStore.OwnedDay one : owned) {
      grid.parts.computeIfAbsent(List.of(one.owner(), one.service()), _ -> new double[days])[
              (int) (one.day().toEpochDay() - first.get().toEpochDay())] +=
          one.effective().doubleValue();
    }
    return Optional.of(grid);
  }

  /** All that each owner has, nobody's cost left out. */
  List<Scope> owners() {
    return parts.keySet().stream()
        .map(List::getFirst)
        .filter(owner -> !owner.isEmpty())
        .distinct()
        .map(owner -> new Scope(Map.of(OWNER, owner)))
        .toList();
  }

  /** How many days. */
  public int days() {
    return parts.isEmpty() ? 0 : parts.values().iterator().next().length;
  }

  /** The day at an index. */
  public LocalDate day(int index) {
    return first.plusDays(index);
  }

  /** Cost by day of all parts in a scope. */
  public double[] sum(Scope scope) {
    double[] sum = new double[days()];
    parts.forEach(
        (key, amounts) -> {
          if (scope.covers(scope(key))) {
            for (int day = 0; day < sum.length; day++) {
              sum[day] += amounts[day];
            }
          }
        });
    return sum;
  }

  /** A part as a scope. */
  Scope scope(List<String> key) {
    Map<String, String> part = new LinkedHashMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      part.put(dimensions.get(i), key.get(i));
    }
    return new Scope(part);
  }

  /** All cost, each value of each dimension, and each part, the widest first; a scope that is another one is left out. */
  List<Scope> scopes() {
    Set<Scope> scopes = new LinkedHashSet<>();
    scopes.add(Scope.ALL);
    for (int i = 0; i < dimensions.size(); i++) {
      for (List<String> key : parts.keySet()) {
        scopes.add(new Scope(Map.of(dimensions.get(i), key.get(i))));
      }
    }
    parts.keySet().forEach(key -> scopes.add(scope(key)));
    return new ArrayList<>(scopes);
  }
}
