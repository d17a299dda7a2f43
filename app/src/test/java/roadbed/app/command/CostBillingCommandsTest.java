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
  void everyRequirementIsReported() {
    Cli judged = Cli.run("cost", "validate", bills.toString(), "--json");
    assertThat(judged.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(judged.out().split("\"id\":", -1)).hasSize(622);
    assertThat(Cli.run("cost", "validate", bills.toString(), "--lacks", "NOTHING").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("conformance", "focus", bills.toString()).out()).containsPattern("\\d+ passed, \\d+ failed, \\d+ skipped");
  }
}
