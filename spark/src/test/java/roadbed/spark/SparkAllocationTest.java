package roadbed.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.allocation.Step;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Measure;
import roadbed.model.AllocationRules.Span;
import roadbed.model.BillingFile;
import roadbed.model.Collection;
import roadbed.store.duckdb.DuckDbBillingLake;
import roadbed.store.duckdb.DuckDbBillingStore;
import roadbed.testkit.Declared;

/** The allocation on Spark gives the rows that DuckDB and one process give, to the last digit. Seeds 1 to 4 and 99. */
class SparkAllocationTest {
  private static final List<String> DIMENSIONS = List.copyOf(AllocationSums.dimensions().keySet());
  private static final List<Measure> MEASURES =
      List.of(
          new Measure("requests", YearMonth.of(2026, 2), Optional.empty(), "data", new BigDecimal("3.5")),
          new Measure(
              "requests", YearMonth.of(2026, 3), Optional.of(LocalDate.of(2026, 3, 4)), "pay", new BigDecimal("2")));

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = SparkSessions.open();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  /** Half of the lines as bills by month and account, half as a source, in more than one file. */
  private Path billing(RandomBill bill) throws IOException {
    Path billing = folder.resolve("billing");
    Path imported = Files.createDirectory(folder.resolve("imported")).resolve("a.csv");
    Files.writeString(imported, bill.csv(700));
    try (DuckDbBillingLake lake = new DuckDbBillingLake(billing)) {
      assertThat(
              lake.take(
                  List.of(new BillingFile(imported, BillingFile.Format.CSV, "")),
                  Set.of(DuckDbBillingLake.Way.ACCEPTING),
                  Instant.EPOCH,
                  (_, _) -> {}))
          .allMatch(delivery -> delivery.lines() == 700);
    }
    Path read = folder.resolve("b.csv");
    Files.writeString(read, bill.csv(600));
    try (DuckDbBillingStore store = new DuckDbBillingStore(billing)) {
      assertThat(store.ingest("b", List.of(new BillingFile(read, BillingFile.Format.CSV, "1.0"))).lines()).isEqualTo(600);
    }
    return billing;
  }

  /** Three machines with owners, which bills name. */
  private static Collection estate() {
    return Declared.collection(
        "estate",
        Instant.EPOCH,
        List.of(
            Declared.resource("aws_instance.a").inState().with("{\"id\":\"i-1\",\"arn\":\"i-1\",\"tags\":{\"team\":\"data\"}}").build(),
            Declared.resource("aws_s3_bucket.b").inState().with("{\"id\":\"bucket-2\",\"bucket\":\"bucket-2\",\"tags\":{\"owner\":\"search\"}}").build()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void randomBillsUnderRandomRules(int seed) throws IOException {
    RandomBill bill = new RandomBill(seed);
    Path billing = billing(bill);
    AllocationRules rules = bill.rules();
    Span span =
        seed % 2 == 0
            ? Span.ALWAYS
            : new Span(Optional.of(LocalDate.of(2026, 1, 9)), Optional.of(LocalDate.of(2026, 3, 20)));
    List<Measure> measures = new ArrayList<>(rules.measures());
    measures.addAll(MEASURES);
    Snapshot snapshot = Inventory.of(List.of(estate()));
    String by = DIMENSIONS.get(seed % DIMENSIONS.size());
    Allocation expected;
    try (DuckDbBillingStore store = new DuckDbBillingStore(billing)) {
      expected =
          Splitting.run(
              rules,
              store.charges(
                  new Classifier(rules, snapshot), span, rules.looksAtDays() ? Grain.DAY : Grain.MONTH),
              new Measures(measures));
    }

    assertThat(SparkLines.open(spark, billing.toString())).isTrue();
    try (SparkAllocation allocation =
        new SparkAllocation(spark, new Estate(estate(), Optional.of(rules), MEASURES), span, by)) {
      assertThat(allocation.rows())
          .isEqualTo(AllocationSums.rows(expected.sums(AllocationSums.dimensions().get(by))))
          .hasSizeGreaterThan(3);
      assertThat(parts(allocation)).containsExactlyInAnyOrderElementsOf(parts(expected));
      assertThat(steps(allocation)).containsExactlyInAnyOrderElementsOf(steps(expected)).isNotEmpty();
      assertThat(totals(allocation)).containsExactlyInAnyOrderElementsOf(totals(expected));
    }
  }

  @Test
  void withoutAnyRulesTheUsualOrderFollows() throws IOException {
    Path billing = billing(new RandomBill(99));
    Allocation expected;
    Snapshot snapshot = Inventory.of(List.of(estate()));
    try (DuckDbBillingStore store = new DuckDbBillingStore(billing)) {
      expected =
          Splitting.run(
              AllocationRules.STANDARD,
              store.charges(new Classifier(AllocationRules.STANDARD, snapshot), Span.ALWAYS, Grain.MONTH),
              Measures.NONE);
    }
    assertThat(SparkLines.open(spark, billing.toString())).isTrue();
    try (SparkAllocation allocation =
        new SparkAllocation(spark, new Estate(estate(), Optional.empty(), List.of()), Span.ALWAYS, "trail")) {
      assertThat(allocation.rows())
          .isEqualTo(AllocationSums.rows(expected.sums(AllocationSums.dimensions().get("trail"))))
          .anyMatch(row -> row.getLast().equals("owner of the resource"));
    }
  }

  @Test
  void aFolderWithoutBillsHasNoLines() throws IOException {
    assertThat(SparkLines.open(spark, Files.createDirectory(folder.resolve("empty")).toString())).isFalse();
  }

  // --- as texts -----------------------------------------------------------------------------------------------

  private static String plain(Amounts amounts) {
    return String.join(
        " ",
        AllocationSums.plain(amounts.billed()),
        AllocationSums.plain(amounts.effective()),
        AllocationSums.plain(amounts.list()),
        AllocationSums.plain(amounts.contracted()));
  }

  private static String plain(Row row) {
    return plain(
        new Amounts(row.getAs("billed"), row.getAs("effective"), row.getAs("list"), row.getAs("contracted")));
  }

  private static List<String> parts(Allocation allocation) {
    return allocation.lines().stream().map(SparkAllocationTest::part).toList();
  }

  private static String part(Allocated part) {
    var charge = part.charge();
    var place = charge.placement();
    return String.join(
        "|",
        charge.day().toString(), charge.currency(), place.provider().id(), place.account(), place.accountName(),
        place.environment(), charge.service(), charge.category(), charge.region(), charge.chargeCategory(),
        charge.commitment(), place.rule(), part.basis(), part.owner(), part.pool(), part.trail(), plain(part.amounts()));
  }

  private static List<String> parts(SparkAllocation allocation) {
    return allocation.parts().collectAsList().stream()
        .map(
            row -> {
              List<String> texts = new ArrayList<>();
              for (String column :
                  List.of(
                      "day", "currency", "provider", "account", "account_name", "environment", "service", "category",
                      "region", "charge_category", "commitment", "rule", "basis", "owner", "pool", "trail")) {
                texts.add(String.valueOf(row.<Object>getAs(column)));
              }
              texts.add(plain(row));
              return String.join("|", texts);
            })
        .toList();
  }

  private static List<String> steps(Allocation allocation) {
    List<String> steps = new ArrayList<>();
    for (Step step : allocation.steps()) {
      for (Step.Share share : step.shares()) {
        steps.add(
            String.join(
                "|", step.name(), step.pool(), step.method(), share.period(), share.currency(), share.receiver(),
                share.weight().toPlainString(), plain(share.amounts())));
      }
      for (Step.Left left : step.left()) {
        steps.add(
            String.join(
                "|", step.name(), step.pool(), step.method(), left.period(), left.currency(), "null", "null",
                plain(left.amounts())));
      }
    }
    return steps;
  }

  private static List<String> steps(SparkAllocation allocation) {
    return allocation.steps().collectAsList().stream()
        .map(
            row -> {
              List<String> texts = new ArrayList<>();
              for (String column : List.of("step", "pool", "method", "period", "currency", "receiver", "weight")) {
                texts.add(String.valueOf(row.<Object>getAs(column)));
              }
              texts.add(plain(row));
              return String.join("|", texts);
            })
        .toList();
  }

  private static List<String> totals(Allocation allocation) {
    List<String> totals = new ArrayList<>();
    for (Allocation.Total total : allocation.totals()) {
      total.byCurrency().forEach((currency, sum) -> totals.add(total.after() + " " + currency + " " + plain(sum)));
    }
    return totals;
  }

  private static List<String> totals(SparkAllocation allocation) {
    return allocation.totals().stream()
        .map(total -> total.after() + " " + total.currency() + " " + plain(total.amounts()))
        .toList();
  }
}
