package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bill validated, imported and asked. */
class CostBillingCommandsTest {
  private static final String HEADER =
      "ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BillingPeriodStart,BillingCurrency,BilledCost,EffectiveCost,ResourceId\n";

  @TempDir Path folder;
  private Path bills;
  private String lake;

  @BeforeEach
  void bill() throws IOException {
    bills = Files.createDirectories(folder.resolve("bills"));
    lake = folder.resolve("lake").toString();
    Files.writeString(
        bills.resolve("a.csv"),
        HEADER
            + "AWS,111,EC2,Usage,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,USD,60.10,60,i-1\n"
            + "AWS,111,=S3,Usage,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z,USD,0.05,0.05,b\n");
  }

  @Test
  void aBillIsImportedOnceAndAsked() {
    Cli first = Cli.run("cost", "import", bills.toString(), "--data", lake);
    assertThat(first.code()).isZero();
    assertThat(first.out()).contains("imported", "60.15", "agree to the last digit");
    assertThat(Cli.run("cost", "import", bills.toString(), "--data", lake).out()).startsWith("unchanged");
    Cli asked =
        Cli.run("cost", "explore", "--data", lake, "--from", "2026-01-01", "--to", "2026-01-31", "--measure", "billed", "--csv");
    assertThat(asked.code()).isZero();
    assertThat(asked.out().lines()).containsExactly("service,currency,billed", "EC2,USD,60.1", "'=S3,USD,0.05");
    assertThat(Cli.run("cost", "explore", "--data", lake, "--from", "2026-01-01", "--to", "2026-01-31", "--lines", "1", "--csv").out())
        .contains("i-1")
        .doesNotContain("S3");
    assertThat(Cli.run("cost", "explore", "--data", lake, "--group-by", "colour").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void ratesThatAreKeptTurnCostIntoOneCurrencyAndDaysWithoutAreCounted() throws IOException {
    assertThat(Cli.run("cost", "import", bills.toString(), "--data", lake).code()).isZero();
    Path rates = Files.writeString(folder.resolve("rates.csv"), "Date,USD,JPY,\n2026-01-01,1.25,160,\n2025-12-01,9,N/A,\n");
    assertThat(Cli.run("cost", "rates", rates.toString(), "--data", lake).out()).startsWith("3 rates are new");
    assertThat(Cli.run("cost", "rates", "--data", lake).out()).contains("EUR to USD", "2025-12-01", "1.25");
    String[] asked = {"cost", "explore", "--data", lake, "--from", "2026-01-01", "--to", "2026-01-31", "--csv", "--currency", "eur"};
    Cli turned = Cli.run(asked);
    assertThat(turned.code()).isZero();
    assertThat(turned.out().lines()).containsExactly("service,currency,effective", "EC2,EUR,48", "'=S3,EUR,0.04");
    Files.writeString(bills.resolve("b.csv"), HEADER + "AWS,112,EC2,Usage,2026-01-20T00:00:00Z,2026-01-01T00:00:00Z,USD,5,5,i-2\n");
    assertThat(Cli.run("cost", "import", bills.toString(), "--data", lake).code()).isZero();
    Cli partly = Cli.run(asked);
    assertThat(partly.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(partly.out().lines()).contains("EC2,EUR,48", "EC2,USD,5");
    assertThat(partly.err()).contains("1 day of USD (2026-01-20, 5 USD) has no rate to EUR and stays in USD");
    Files.writeString(rates, "date,from,to,rate\n2026-01-20,USD,EUR,none\n");
    Cli wrong = Cli.run("cost", "rates", rates.toString(), "--data", lake);
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("rates.csv:2");
  }

  @Test
  void whatHasProblemsWaitsUntilItIsAccepted() throws IOException {
    Files.writeString(
        bills.resolve("a.csv"), HEADER + "AWS,111,EC2,Usage,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,USD,1,1,i\nAWS,1,EC2,Usage,soon,,USD,1,1,i\n");
    Cli waits = Cli.run("cost", "import", bills.toString(), "--data", lake);
    assertThat(waits.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(waits.err()).contains("a.csv:3", "ChargePeriodStart", "soon");
    assertThat(Cli.run("cost", "import", "--accept", "--data", lake).code()).isZero();
    assertThat(Cli.run("cost", "explore", "--data", lake, "--from", "2026-01-01", "--to", "2026-01-31", "--json").out())
        .contains("\"USD\":\"1\"");
  }

  @Test
  void everyRequirementIsReported() throws IOException {
    Cli judged = Cli.run("cost", "validate", bills.toString(), "--json");
    assertThat(judged.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(judged.out().split("\"id\":", -1)).hasSize(622);
    Files.writeString(
        bills.resolve("a.csv"),
        HEADER + "AWS,111,EC2,Usage,yesterday,2026-01-01T00:00:00Z,USD,60.10,60,i-1\n");
    Cli told = Cli.run("cost", "validate", bills.toString());
    assertThat(told.out()).contains("a.csv:1: ChargePeriodStart 'yesterday'").containsPattern("\\d+ not evaluated for want of a table of facts");
    assertThat(Cli.run("cost", "validate", bills.toString(), "--facts", bills.resolve("a.csv").toString()).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("cost", "validate", bills.toString(), "--lacks", "NOTHING").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("conformance", "focus", bills.toString()).out()).containsPattern("\\d+ passed, \\d+ failed, \\d+ skipped");
  }
}
