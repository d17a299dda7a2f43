package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets, unit cost and the backlog of optimisations, over one small bill. */
class CostSteeringCommandsTest {
  @TempDir Path folder;
  private Path bill;
  private Path facts;

  @BeforeEach
  void billAndFacts() throws IOException {
    StringBuilder lines =
        new StringBuilder(
            "ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,"
                + "ListCost,ContractedCost,ConsumedQuantity,SkuId,Tags,ResourceId,RegionId\n");
    for (LocalDate day = LocalDate.of(2026, 1, 1); day.isBefore(LocalDate.of(2026, 3, 21)); day = day.plusDays(1)) {
      String cost = day.isBefore(LocalDate.of(2026, 3, 6)) ? "10" : "4";
      lines.append("AWS,1,EC2,Usage,").append(day).append("T00:00:00Z,EUR,").append(cost).append(',').append(cost);
      lines.append(',').append(cost).append(',').append(cost).append(",24,sku-").append(cost).append(",\"{\"\"team\"\":\"\"a\"\"}\",i-1,eu\n");
    }
    bill = Files.writeString(folder.resolve("bill.csv"), lines.toString());
    facts =
        Files.writeString(
            folder.resolve("roadbed.yaml"),
            """
            apiVersion: roadbed.dev/v1
            kind: Estate
            budgets:
              - {owner: a, currency: EUR, months: {2026-03: 120}}
            drivers:
              customers: {2026-01: 100, 2026-02: 100, 2026-03: 110}
              revenue_eur: {2026-02: 1000}
            """);
  }

  @Test
  void budgetsSayWhatIsSpentAndExpected() throws IOException {
    Path budgets =
        Files.writeString(
            folder.resolve("budgets.yaml"),
            """
            apiVersion: roadbed.dev/v1
            kind: Budgets
            budgets:
              - {name: year, amount: 100000, currency: EUR, period: year, owners: [ann]}
              - {name: wrong, amount: 0, currency: EUR}
            """);
    Cli cli = Cli.run("cost", "budget", bill.toString(), facts.toString(), "--budgets", budgets.toString());
    assertThat(cli.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.err()).contains("budgets.yaml:5", "a budget is more than nothing");
    assertThat(cli.out())
        .contains("owner a", "110.00", "92%", "year")
        .contains("alert: owner a: 92% of 120 EUR is spent by 2026-03-20 (to a)", "is expected by 2026-03-31");
  }

  @Test
  void oneCustomerCostsAndWouldCost() {
    Cli cli =
        Cli.run("cost", "unit", bill.toString(), facts.toString(), "--what-if", "customers=+30%", "--elasticity", "1");
    assertThat(cli.out())
        .contains("customers  2026-02  100    280.00 EUR  2.8          72.0%")
        .contains("280.00 becomes 364.00 EUR a month; one costs 2.8 instead of 2.8");
    assertThat(Cli.run("cost", "unit", bill.toString(), facts.toString(), "--what-if", "region=eu").out())
        .contains("one region more like eu: 280.00 EUR a month, as in 2026-02");
  }

  @Test
  void aSavingCountsWhenTheBillSaysSo() {
    String file = folder.resolve("backlog.jsonl").toString();
    assertThat(
            backlog("add", "b1", "--title", "smaller machine", "--resources", "i-1", "--promised", "200", "--currency", "EUR", "--backlog", file)
                .out())
        .isEqualTo("b1 is proposed\n");
    Cli early = backlog("done", "b1", "--on", "2026-03-05", "--backlog", file);
    assertThat(early.code()).isEqualTo(ExitCode.USAGE);
    assertThat(early.err()).contains("b1 is proposed, and cannot become done from there");
    backlog("accept", "b1", "--owner", "ann", "--due", "2026-03-10", "--backlog", file);
    backlog("done", "b1", "--on", "2026-03-05", "--backlog", file);
    assertThat(backlog("list", "--backlog", file).out()).contains("0.00 realised; 200 promised and not verified");
    assertThat(backlog("verify", "b1", bill.toString(), "--backlog", file).out())
        .startsWith("b1 is verified: 182.62 EUR a month, of 200 promised; by list prices");
    assertThat(backlog("list", "--backlog", file).out()).contains("182.62 realised; 0 promised and not verified");
    backlog("revert", "b1", "--on", "2026-04-01", "--reason", "too slow", "--backlog", file);
    assertThat(backlog("list", "--backlog", file).out()).contains("0.00 realised");
  }

  private static Cli backlog(String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "cost";
    all[1] = "backlog";
    System.arraycopy(words, 0, all, 2, words.length);
    return Cli.run(all);
  }
}
