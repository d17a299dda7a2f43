package roadbed.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.allocation.Step;

/** Splits the charges of a month and currency by all steps. */
final class MonthSplitting implements FlatMapGroupsFunction<String, Row, Row> {
  private static final long serialVersionUID = 1;

  private final Broadcast<Estate> estate;
  private final String by;

  /**
   * Splitting for an estate.
   *
   * @param by one of {@link AllocationSums#dimensions}
   */
  MonthSplitting(Broadcast<Estate> estate, String by) {
    this.estate = estate;
    this.by = by;
    dimension();
  }

  private Function<Allocated, String> dimension() {
    return Optional.ofNullable(AllocationSums.dimensions().get(by))
        .orElseThrow(
            () -> new IllegalArgumentException("cost is summed by " + AllocationSums.dimensions().keySet() + ", not " + by));
  }

  @Override
  public Iterator<Row> call(String monthAndCurrency, Iterator<Row> rows) {
    List<Charge> charges = new ArrayList<>();
    rows.forEachRemaining(row -> charges.add(ChargeRows.charge(row)));
    Estate.Ready ready = estate.value().ready();
    Allocation allocation = Splitting.run(ready.rules(), charges, ready.measures());
    List<Row> ofSteps = new ArrayList<>();
    for (int i = 0; i < allocation.steps().size(); i++) {
      int number = i + 1;
      Step step = allocation.steps().get(i);
      step.shares().forEach(share -> ofSteps.add(PartRows.given(number, step, share)));
      step.left().forEach(left -> ofSteps.add(PartRows.left(number, step, left)));
    }
    for (int i = 0; i < allocation.totals().size(); i++) {
      int number = i;
      Allocation.Total total = allocation.totals().get(i);
      total.byCurrency().forEach((currency, sum) -> ofSteps.add(PartRows.total(number, total.after(), currency, sum)));
    }
    Function<Allocated, String> dimension = dimension();
    return Stream.concat(
            allocation.lines().stream().map(part -> PartRows.part(part, dimension.apply(part))), ofSteps.stream())
        .iterator();
  }
}
