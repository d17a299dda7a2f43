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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Days;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.assess.cost.explore.Rates;
import roadbed.model.BillingFile;

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
    Rates rates = Rates.read("date,from,to,rate\n2026-02-03,USD,EUR,0.85\n2026-02-20,USD,EUR,0.5\n");
    assertThat(told(ask(inEuro, rates))).containsExactly("EC2 11.000000000000000001 EUR was 0", "S3 5.9 EUR was 0");
    assertThatThrownBy(() -> ask(inEuro, Rates.read("2026-01-01,USD,EUR,0.85")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("USD to EUR")
        .hasMessageContaining("2026-02-07");
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
