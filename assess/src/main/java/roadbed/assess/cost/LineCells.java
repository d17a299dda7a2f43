package roadbed.assess.cost;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import roadbed.assess.cost.allocation.BillTags;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.model.AllocationRules.Span;
import roadbed.model.BillingColumn;

/**
 * Lines of the view {@code line}, summed by all that rules and reports look at. They are far fewer than the lines, and
 * rules need to be asked about nothing but them. The query is the same for DuckDB and Spark.
 */
public final class LineCells {
  private static final List<String> SHOWN = List.of("service", "category", "region", "charge_category");

  private final Set<BillingColumn> columns = EnumSet.noneOf(BillingColumn.class);
  private final Set<String> tags = new TreeSet<>();
  private final List<LocalDate> eras;
  private final boolean looksAtCommitments;
  private final String days;

  /** Cells for these rules, of lines of these days. */
  public LineCells(List<Classifier> rules, Span span) {
    Set<LocalDate> starts = new TreeSet<>();
    for (Classifier one : rules) {
      columns.addAll(one.columns());
      tags.addAll(one.tags());
      starts.addAll(one.eras());
    }
    eras = List.copyOf(starts);
    looksAtCommitments = rules.stream().anyMatch(Classifier::looksAtCommitments);
    days =
        span.from().map(from -> " and day >= date '" + from + "'").orElse("")
            + span.to().map(to -> " and day <= date '" + to + "'").orElse("");
  }

  /** The columns that rules look at, in their order. */
  public Set<BillingColumn> columns() {
    return EnumSet.copyOf(columns);
  }

  /** Whether cells state {@code commitment} and {@code commitment_status}. */
  public boolean looksAtCommitments() {
    return looksAtCommitments;
  }

  /** What rules see of a line's tags. */
  public Map<String, String> tags(String json) {
    Map<String, String> seen = new TreeMap<>(BillTags.parse(json));
    seen.keySet().retainAll(tags);
    return Map.copyOf(seen);
  }

  /** A day of an era, of which cells state the number: how many changes of rules lie before it. */
  public LocalDate dayOf(int era) {
    return era == 0 ? LocalDate.MIN : eras.get(era - 1);
  }

  /** The cells for charges of a grain. */
  public String select(ChargeStore.Grain grain) {
    List<String> shown = new ArrayList<>(SHOWN);
    if (looksAtCommitments) {
      shown.addAll(List.of("commitment", "commitment_status"));
    }
    return select(
        switch (grain) {
          case DAY -> "day";
          case MONTH -> "cast(date_trunc('month', day) as date)";
        },
        shown);
  }

  /**
   * The cells as a query: {@code at}, {@code era}, {@code currency}, {@code tags}, the columns that rules look at and those
   * that are shown, {@code billed}, {@code effective}, {@code list}, {@code contracted}.
   *
   * @param at to which day a line counts, in SQL
   * @param shown columns that the answer is grouped by
   */
  public String select(String at, List<String> shown) {
    Set<String> grouped = new TreeSet<>(shown);
    columns.forEach(column -> grouped.add(column.shortName()));
    return """
        select %s as at, %s as era, currency, tags, %s,
               sum(billed) as billed, sum(effective) as effective, sum(list) as list, sum(contracted) as contracted
        from line where true %s group by all
        """
        .formatted(at, era(), String.join(", ", grouped), days);
  }

  private String era() {
    return eras.isEmpty()
        ? "0"
        : eras.stream()
            .map(start -> "cast(day >= date '" + start + "' as integer)")
            .collect(Collectors.joining(" + ", "(", ")"));
  }
}
