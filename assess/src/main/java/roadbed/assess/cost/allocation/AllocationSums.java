package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An allocation summed up, as rows of a table. */
public final class AllocationSums {
  /** Columns of {@link #rows}. */
  public static final List<String> HEADER =
      List.of("currency", "by", "billed", "effective", "list", "contracted", "trail");

  private AllocationSums() {}

  /** What lines can be summed by. */
  public static Map<String, Function<Allocated, String>> dimensions() {
    Map<String, Function<Allocated, String>> dimensions = new LinkedHashMap<>();
    dimensions.put("owner", AllocationSums::owner);
    dimensions.put("trail", line -> owner(line) + "\t" + line.trail());
    dimensions.put("rule", line -> line.charge().placement().rule());
    dimensions.put("service", line -> owner(line) + "\t" + line.charge().service());
    dimensions.put("account", line -> owner(line) + "\t" + line.charge().placement().account());
    dimensions.put("month", line -> owner(line) + "\t" + YearMonth.from(line.charge().day()));
    return dimensions;
  }

  /** The owner, or the pool that a line is still in. */
  private static String owner(Allocated line) {
    return line.pool().isEmpty() ? line.owner() : "pool:" + line.pool();
  }

  /**
   * Sums as rows of texts: currency, the dimension's value and what further divides it, four amounts.
   *
   * @param byCurrency sums by currency and by what a dimension says of lines
   */
  public static List<List<String>> rows(Map<String, Map<String, Amounts>> byCurrency) {
    List<List<String>> rows = new ArrayList<>();
    byCurrency.forEach(
        (currency, sums) ->
            sums.forEach(
                (value, sum) -> {
                  int tab = value.indexOf('\t');
                  String first = tab < 0 ? value : value.substring(0, tab);
                  rows.add(
                      List.of(
                          currency,
                          first.isEmpty() ? "(unallocated)" : first,
                          plain(sum.billed()),
                          plain(sum.effective()),
                          plain(sum.list()),
                          plain(sum.contracted()),
                          tab < 0 ? "" : value.substring(tab + 1)));
                }));
    return rows;
  }

  /** A number as it is, without zeros at its end. */
  public static String plain(BigDecimal number) {
    return Amounts.shortest(number).toPlainString();
  }
}
