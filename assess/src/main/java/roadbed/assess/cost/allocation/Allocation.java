package roadbed.assess.cost.allocation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Charges with their owners after all steps.
 *
 * @param lines all parts of all charges
 * @param steps what each step did, in order
 * @param totals the sum by currency before the first step and after each; they are the same numbers
 */
public record Allocation(List<Allocated> lines, List<Step> steps, List<Total> totals) {
  public Allocation {
    lines = List.copyOf(lines);
    steps = List.copyOf(steps);
    totals = List.copyOf(totals);
  }

  /** All cost after a step ({@code rules} for the beginning). */
  public record Total(String after, Map<String, Amounts> byCurrency) {
    public Total {
      byCurrency = Map.copyOf(byCurrency);
    }
  }

  /** Sums by currency and by something that lines have, both in order. */
  public Map<String, Map<String, Amounts>> sums(Function<Allocated, String> by) {
    Map<String, Map<String, Amounts>> sums = new TreeMap<>();
    for (Allocated line : lines) {
      sums.computeIfAbsent(line.charge().currency(), _ -> new TreeMap<>())
          .merge(by.apply(line), line.amounts(), Amounts::plus);
    }
    return sums;
  }

  /** The sum of all lines by currency. */
  static Map<String, Amounts> totals(Iterable<Allocated> lines) {
    Map<String, Amounts> totals = new LinkedHashMap<>();
    for (Allocated line : lines) {
      totals.merge(line.charge().currency(), line.amounts(), Amounts::plus);
    }
    return totals;
  }
}
