package roadbed.spark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.LineCells;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.BilledLine;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Placement;
import roadbed.model.AllocationRules.Span;
import roadbed.model.BillingColumn;

/** Puts the cells of a partition where the rules say; rules are asked once for what they see alike. */
final class Placing implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  /** So many combinations are remembered, and as many sets of tags. */
  private static final int MOST_KNOWN = 200_000;

  private final Broadcast<Estate> estate;

  Placing(Broadcast<Estate> estate) {
    this.estate = estate;
  }

  /** What rules see of a cell. */
  private record Seen(List<String> columns, int era, Map<String, String> tags) {}

  @Override
  public Iterator<Row> call(Iterator<Row> cells) {
    return new Placed(estate.value().ready(), cells);
  }

  /** One after the other: a partition is never held whole. */
  private static final class Placed implements Iterator<Row> {
    private final Estate.Ready ready;
    private final Iterator<Row> rows;
    private final LineCells cells;
    private final Set<BillingColumn> columns;
    private final Map<Seen, Placement> places = new Known<>();
    private final Map<String, Map<String, String>> tags = new Known<>();

    Placed(Estate.Ready ready, Iterator<Row> rows) {
      this.ready = ready;
      this.rows = rows;
      cells = new LineCells(List.of(ready.classifier()), Span.ALWAYS);
      columns = cells.columns();
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Row next() {
      Row cell = rows.next();
      List<String> texts = new ArrayList<>(columns.size());
      for (BillingColumn column : columns) {
        texts.add(cell.getAs(column.shortName()));
      }
      Map<String, String> seenTags = tags.computeIfAbsent(cell.getAs("tags"), cells::tags);
      Placement place = places.computeIfAbsent(new Seen(texts, cell.<Integer>getAs("era"), seenTags), this::place);
      boolean commitments = cells.looksAtCommitments();
      return ChargeRows.of(
          new Charge(
              cell.getAs("at"),
              cell.getAs("currency"),
              cell.getAs("service"),
              cell.getAs("category"),
              cell.getAs("region"),
              cell.getAs("charge_category"),
              commitments ? cell.getAs("commitment") : "",
              commitments && cell.<String>getAs("commitment_status").equals("Unused"),
              place,
              new Amounts(
                  cell.getAs("billed"), cell.getAs("effective"), cell.getAs("list"), cell.getAs("contracted"))));
    }

    private Placement place(Seen seen) {
      Map<BillingColumn, String> texts = new EnumMap<>(BillingColumn.class);
      int at = 0;
      for (BillingColumn column : columns) {
        texts.put(column, seen.columns().get(at++));
      }
      return ready.classifier().place(new BilledLine(texts, seen.tags()), cells.dayOf(seen.era()));
    }
  }

  /** A map that forgets what came first. */
  private static final class Known<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
      return size() > MOST_KNOWN;
    }
  }
}
