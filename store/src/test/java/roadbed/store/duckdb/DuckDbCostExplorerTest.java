package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.model.BillingFile;
import roadbed.model.ExchangeRate;

class DuckDbCostExplorerTest {
  private static final LocalDate FROM = LocalDate.parse("2026-02-01");
  private static final LocalDate TO = LocalDate.parse("2026-02-28");
  private static final Optional<Days> JANUARY =
      Optional.of(new Days(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-01-31")));

  @TempDir Path folder;

  @BeforeEach
  void bills() throws IOException {
    Path file = folder.resolve("in/bill.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        ProviderName,BillingAccountId,SubAccountId,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ResourceId,BillingCurrency,BilledCost,EffectiveCost,Tags
        AWS,b,1,2026-01-01T00:00:00Z,2026-01-05T00:00:00Z,Usage,EC2,i-1,EUR,8,8,"{""team"":""shop""}"
        AWS,b,1,2026-02-01T00:00:00Z,2026-02-05T00:00:00Z,Usage,EC2,i-1,EUR,10.000000000000000001,9,"{""team"":""shop""}"
        AWS,b,1,2026-02-01T00:00:00Z,2026-02-06T00:00:00Z,Usage,EC2,i-2,EUR,1,1,"{""team"":""pay""}"
        AWS,b,2,2026-02-01T00:00:00Z,2026-02-06T00:00:00Z,Usage,S3,bucket,EUR,2,2,
        AWS,b,2,2026-02-01T00:00:00Z,2026-02-07T00:00:00Z,Tax,S3,,EUR,0.5,0.5,
        AWS,c,3,2026-02-01T00:00:00Z,2026-02-07T00:00:00Z,Usage,S3,bucket2,USD,4,4,
        """);
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder)) {
      assertThat(
              lake.take(
                  List.of(new BillingFile(file, BillingFile.Format.CSV, "")), Set.of(), Instant.EPOCH, (_, _) -> {}))
          .allMatch(delivery -> delivery.standing().id().equals("imported"));
    }
  }

  private CostAnswer ask(CostQuestion question, Rates rates) {
    try (DuckDbCostExplorer explorer = new DuckDbCostExplorer(folder, rates)) {
      return explorer.explore(question);
    }
  }

  private static CostQuestion question(List<String> groups, String... filters) {
    return new CostQuestion(
        groups, Grain.WHOLE, List.of(filters).stream().map(Filter::parse).toList(), FROM, TO, JANUARY, Measure.BILLED, 10,
        Optional.empty());
  }

  private static List<String> told(CostAnswer answer) {
    return answer.rows().stream()
        .map(
            row ->
                String.join("/", row.values()) + " " + row.amount().toPlainString() + " " + row.currency() + " was "
                    + row.before().toPlainString())
        .toList();
  }

  @Test
  void groupsComparedWithOtherDaysExactlyAndCurrenciesApart() {
    CostAnswer answer = ask(question(List.of("service")), Rates.none());
    assertThat(answer.ofDailySums()).isTrue();
    assertThat(told(answer)).containsExactly("EC2 11.000000000000000001 EUR was 8", "S3 2.5 EUR was 0", "S3 4 USD was 0");
    assertThat(answer.totals())
        .isEqualTo(Map.of("EUR", new BigDecimal("13.500000000000000001"), "USD", new BigDecimal("4")));
  }

  @Test
  void daysSumsAndLinesGiveTheSameAnswer() {
    CostQuestion daily = question(List.of("account", "charge_category"));
    CostQuestion byLines = question(List.of("account", "charge_category"), "resource!=nothing");
    assertThat(ask(byLines, Rates.none()).ofDailySums()).isFalse();
    assertThat(told(ask(byLines, Rates.none()))).isEqualTo(told(ask(daily, Rates.none())));
  }

  @Test
  void tagsAreGroupsAndFilters() {
    assertThat(told(ask(question(List.of("tag:team"), "service=EC2"), Rates.none())))
        .containsExactly("shop 10.000000000000000001 EUR was 8", "pay 1 EUR was 0");
    assertThat(told(ask(question(List.of("service"), "tag:team=shop|pay", "charge_category!=Tax"), Rates.none())))
        .containsExactly("EC2 11.000000000000000001 EUR was 8");
  }

  @Test
  void whatIsBeyondTheTopIsOneRowAndTheRowsAddUpToTheTotal() {
    CostQuestion one =
        new CostQuestion(
            List.of("resource"), Grain.WHOLE, List.of(), FROM, TO, Optional.empty(), Measure.EFFECTIVE, 1,
            Optional.empty());
    assertThat(told(ask(one, Rates.none())))
        .containsExactly("i-1 9 EUR was 0", "(others) 3.5 EUR was 0", "(others) 4 USD was 0");
  }

  @Test
  void aRateOfTheDayTurnsAmountsIntoOneCurrencyAndAMissingOneIsSaid() {
    CostQuestion inEuro =
        new CostQuestion(
            List.of("service"), Grain.WHOLE, List.of(), FROM, TO, Optional.empty(), Measure.BILLED, 10, Optional.of("EUR"));
    Rates rates = Rates.of(List.of(dollar("2026-02-03", "0.85"), dollar("2026-02-20", "0.5")));
    assertThat(told(ask(inEuro, rates))).containsExactly("EC2 11.000000000000000001 EUR was 0", "S3 5.9 EUR was 0");
    CostAnswer tooOld = ask(inEuro, Rates.of(List.of(dollar("2026-01-01", "0.85"))));
    assertThat(told(tooOld)).containsExactly("EC2 11.000000000000000001 EUR was 0", "S3 2.5 EUR was 0", "S3 4 USD was 0");
    assertThat(tooOld.unrated()).extracting(one -> one.words("EUR"))
        .containsExactly("1 day of USD (2026-02-07, 4 USD) has no rate to EUR and stays in USD");
  }

  private static ExchangeRate dollar(String day, String rate) {
    return new ExchangeRate(LocalDate.parse(day), "USD", "EUR", new BigDecimal(rate));
  }

  @Test
  void overTimeAndInOneCurrencyTheRowsOfTheDearestAndTheOthersAddUpToTheTotal() {
    Rates rates = Rates.of(List.of(dollar("2026-02-05", "0.9")));
    for (Grain grain : Grain.values()) {
      for (Optional<String> currency : List.of(Optional.<String>empty(), Optional.of("EUR"))) {
        CostAnswer answer =
            ask(
                new CostQuestion(
                    List.of("resource"), grain, List.of(), FROM, TO, JANUARY, Measure.BILLED, 2, currency),
                rates);
        Map<String, BigDecimal> sums = new TreeMap<>();
        answer.rows().forEach(row -> sums.merge(row.currency(), row.amount(), BigDecimal::add));
        assertThat(sums).as(grain + " " + currency).isEqualTo(answer.totals());
        assertThat(answer.rows().stream().map(CostAnswer.Row::values).distinct())
            .as(grain + " " + currency)
            .contains(List.of("i-1"), List.of(CostAnswer.OTHERS))
            .hasSize(3);
      }
    }
  }

  @Test
  void aQuestionCannotBreakOutOfItsQuery() {
    assertThatThrownBy(() -> question(List.of("service; drop table line"))).isInstanceOf(IllegalArgumentException.class);
    assertThat(told(ask(question(List.of("service"), "service=x' or '1'='1"), Rates.none()))).isEmpty();
    assertThat(told(ask(question(List.of("tag:a'\"]) --")), Rates.none()))).isNotEmpty();
  }

  @Test
  void linesBehindAQuestionTheDearestFirst() {
    try (DuckDbCostExplorer explorer = new DuckDbCostExplorer(folder, Rates.none())) {
      assertThat(explorer.items(question(List.of("service"), "account=1"), 1))
          .singleElement()
          .satisfies(item -> assertThat(item.resource()).isEqualTo("i-1"));
    }
  }
}
