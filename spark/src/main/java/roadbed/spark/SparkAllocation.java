package roadbed.spark;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.LineCells;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.model.AllocationRules.Span;

/**
 * The allocation of all lines of the view {@code line}, in four stages:
 *
 * <ol>
 *   <li>Spark sums lines into cells, by all that rules and reports look at ({@link LineCells});
 *   <li>executors ask the rules about cells, once for each combination of what rules look at ({@link Placing});
 *   <li>Spark sums cells into charges;
 *   <li>executors split the charges of a month and currency, exactly, by all steps ({@link MonthSplitting}).
 * </ol>
 *
 * <p>No weight of a step is of another month or currency, so that months can be split apart from one another, and the
 * parts are the same as if they had been split together.
 */
public final class SparkAllocation implements AutoCloseable {
  private final SparkSession spark;
  private final Broadcast<Estate> estate;
  private final Dataset<Row> results;

  /** Sums of all four costs by what a step is called and by currency. */
  public record Total(int number, String after, String currency, Amounts amounts) {}

  /**
   * Allocates. Nothing is read before the first answer is asked for.
   *
   * @param span the days that count
   * @param by one of {@link AllocationSums#dimensions}
   */
  public SparkAllocation(SparkSession spark, Estate stated, Span span, String by) {
    this.spark = spark;
    Estate.Ready ready = stated.ready();
    estate = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(stated);
    LineCells cells = new LineCells(List.of(ready.classifier()), span);
    Grain grain = ready.rules().looksAtDays() ? Grain.DAY : Grain.MONTH;
    Dataset<Row> placed =
        spark
            .sql(cells.select(grain))
            .mapPartitions(new Placing(estate), Encoders.row(ChargeRows.SCHEMA));
    placed.createOrReplaceTempView("placed");
    Dataset<Row> charges = spark.sql("select " + ChargeRows.KEYS + ", " + ChargeRows.SUMS + " from placed group by all");
    results =
        charges
            .groupByKey((MapFunction<Row, String>) SparkAllocation::monthAndCurrency, Encoders.STRING())
            .flatMapGroups(new MonthSplitting(estate, by), Encoders.row(PartRows.SCHEMA))
            .persist(StorageLevel.MEMORY_AND_DISK());
    results.createOrReplaceTempView("result");
  }

  private static String monthAndCurrency(Row charge) {
    LocalDate day = charge.getAs("at");
    return YearMonth.from(day) + " " + charge.<String>getAs("currency");
  }

  /** Rows as {@code roadbed cost allocate --csv} writes them, without the header. */
  public List<List<String>> rows() {
    Map<String, Map<String, Amounts>> sums = new TreeMap<>();
    List<Row> found =
        spark
            .sql(
                "select currency, value, " + ChargeRows.SUMS + " from result where kind = 'part' group by currency, value")
            .collectAsList();
    for (Row row : found) {
      sums.computeIfAbsent(row.getString(0), _ -> new TreeMap<>()).put(row.getString(1), amounts(row, 2));
    }
    return AllocationSums.rows(sums);
  }

  /** The sums before the first step and after each one, in order. */
  public List<Total> totals() {
    List<Total> totals = new ArrayList<>();
    List<Row> found =
        spark
            .sql(
                "select number, step, currency, " + ChargeRows.SUMS
                    + " from result where kind = 'total' group by number, step, currency order by number, currency")
            .collectAsList();
    for (Row row : found) {
      totals.add(new Total(row.getInt(0), row.getString(1), row.getString(2), amounts(row, 3)));
    }
    return totals;
  }

  private static Amounts amounts(Row row, int first) {
    return new Amounts(
        shortest(row, first), shortest(row, first + 1), shortest(row, first + 2), shortest(row, first + 3));
  }

  private static BigDecimal shortest(Row row, int column) {
    return Amounts.shortest(row.getDecimal(column));
  }

  /** Every part of every charge with its owner and the way that it went. */
  public Dataset<Row> parts() {
    return spark.sql(
        """
        select date_format(day, 'yyyy-MM') as month, day, currency, provider, account, account_name, environment, service,
               category, region, charge_category, commitment, rule, basis, owner, pool, trail, billed, effective, list,
               contracted
        from result where kind = 'part'
        """);
  }

  /** Who got what in each step and by what weight, and what stayed in the pool ({@code receiver} is null). */
  public Dataset<Row> steps() {
    return spark.sql(
        """
        select number, step, pool, method, period, currency, receiver, weight, billed, effective, list, contracted
        from result where kind in ('given', 'left')
        """);
  }

  /** Lets go of what is kept between answers. */
  @Override
  public void close() {
    results.unpersist();
    estate.destroy();
  }
}
