package roadbed.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.BillingLake;
import roadbed.assess.cost.LineView;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.model.BillingFile;
import roadbed.model.ExchangeRate;
import roadbed.store.duckdb.DuckDbBillingLake;
import roadbed.store.duckdb.DuckDbCostExplorer;

/** Spark answers questions as DuckDB does. Seed 7. */
class SparkCostExplorerTest {
  private static final Rates RATES = rates();

  private static SparkSession spark;

  @TempDir static Path folder;

  /** For the euro all the time, for the yen with gaps of weeks. */
  private static Rates rates() {
    List<ExchangeRate> rates = new ArrayList<>();
    for (LocalDate day = LocalDate.of(2025, 12, 30); day.isBefore(LocalDate.of(2026, 4, 2)); day = day.plusDays(5)) {
      rates.add(new ExchangeRate(day, "EUR", "USD", new BigDecimal("1.1" + day.getDayOfMonth())));
      if (day.getDayOfMonth() < 17) {
        rates.add(new ExchangeRate(day, "JPY", "USD", new BigDecimal("0.0067")));
      }
    }
    return Rates.of(rates);
  }

  @BeforeAll
  static void open() throws IOException {
    spark = SparkSessions.open();
    Path file = folder.resolve("bill.csv");
    Files.writeString(file, new RandomBill(7).csv(900));
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder.resolve("billing"))) {
      lake.take(
          List.of(new BillingFile(file, BillingFile.Format.CSV, "")),
          Set.of(BillingLake.Way.ACCEPTING),
          Instant.EPOCH,
          (_, _) -> {});
    }
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static List<CostQuestion> questions() {
    Random random = new Random(7);
    List<String> dimensions = new ArrayList<>(CostQuestion.DIMENSIONS);
    dimensions.addAll(List.of("tag:team", "tag:n", "tag:on", "tag:it's \\ \"odd\""));
    List<List<String>> filters =
        List.of(
            List.of(), List.of("charge_category!=Tax|Credit"), List.of("tag:team=shop|", "region!="),
            List.of("service=service 1|o'clock"), List.of("month=2026-02"));
    LocalDate from = LocalDate.of(2026, 2, 1);
    LocalDate to = LocalDate.of(2026, 2, 28);
    List<CostQuestion> questions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String first = dimensions.get(random.nextInt(dimensions.size()));
      String second = dimensions.get(random.nextInt(dimensions.size()));
      questions.add(
          new CostQuestion(
              first.equals(second) ? List.of(first) : List.of(first, second),
              Grain.values()[random.nextInt(Grain.values().length)],
              filters.get(i % filters.size()).stream().map(Filter::parse).toList(),
              from,
              to,
              random.nextBoolean() ? Optional.of(Days.comparedWith("previous", from, to)) : Optional.empty(),
              Measure.values()[i % 4],
              1 + random.nextInt(12),
              random.nextInt(3) == 0 ? Optional.of("USD") : Optional.empty()));
    }
    return questions;
  }

  @Test
  void theSameAnswersToRandomQuestions() {
    SparkCostExplorer onSpark = new SparkCostExplorer(spark, folder.resolve("billing").toString(), RATES);
    try (DuckDbCostExplorer onDuckDb = new DuckDbCostExplorer(folder.resolve("billing"), RATES)) {
      for (CostQuestion question : questions()) {
        CostAnswer expected = onDuckDb.explore(question);
        CostAnswer answer = onSpark.explore(question);
        assertThat(answer.rows()).as(question.toString()).isEqualTo(expected.rows()).isNotEmpty();
        assertThat(answer.totals()).as(question.toString()).isEqualTo(expected.totals());
        assertThat(answer.unrated()).as(question.toString()).isEqualTo(expected.unrated());
        assertThat(answer.before()).as(question.toString()).isEqualTo(expected.before());
      }
    }
  }

  @Test
  void theSameLinesBehindAQuestion() {
    CostQuestion question = questions().getFirst();
    SparkCostExplorer onSpark = new SparkCostExplorer(spark, folder.resolve("billing").toString(), RATES);
    try (DuckDbCostExplorer onDuckDb = new DuckDbCostExplorer(folder.resolve("billing"), RATES)) {
      assertThat(onSpark.items(question, 50)).isEqualTo(onDuckDb.items(question, 50)).hasSize(50);
    }
  }

  @Test
  void sparkIsToldOfAllColumnsThatTheSharedQueryReads() {
    assertThat(LineView.columns())
        .containsEntry("BilledCost", LineView.Kind.AMOUNT)
        .containsEntry("ConsumedQuantity", LineView.Kind.AMOUNT)
        .containsEntry("ListUnitPrice", LineView.Kind.AMOUNT)
        .containsEntry("ChargePeriodStart", LineView.Kind.TIME)
        .containsEntry("BillingPeriodStart", LineView.Kind.TIME)
        .containsEntry("Tags", LineView.Kind.TEXT);
  }
}
