package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements of a small bill: closed, restated, and on paper. */
class CostStatementCommandTest {
  private static final String HEADER =
      "ProviderName,SubAccountId,ServiceName,ChargeCategory,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,"
          + "ListCost,ContractedCost,Tags,ResourceId\n";

  @TempDir Path folder;

  private Path bill(String january) throws IOException {
    return Files.writeString(
        folder.resolve("bill.csv"),
        HEADER
            + "AWS,111,EC2,Usage,2026-01-01T00:00:00Z,EUR," + january + "," + january + ",1,1,\"{\"\"team\"\":\"\"a<b>\"\"}\",i-1\n"
            + "AWS,111,EC2,Usage,2026-02-01T00:00:00Z,EUR,3,3,3,3,\"{\"\"team\"\":\"\"a<b>\"\"}\",i-1\n");
  }

  private Cli statement(String month, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "cost", "statement", folder.resolve("bill.csv").toString(), "--month", month, "--closed",
                folder.resolve("closed").toString(), "--evidence", folder.resolve("evidence").toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void aClosedMonthStaysAndItsRestatementIsAnAdjustment() throws IOException {
    bill("10");
    assertThat(statement("2026-01", "--close").code()).isZero();
    bill("8.5");
    assertThat(statement("2026-01").out()).contains("a<b>, 10.00 EUR (closed)");
    assertThat(statement("2026-02", "-f", "csv").out().lines())
        .containsExactly(
            "owner,month,currency,of_month,kind,provider,account,service,trail,amount,exact_amount,closed",
            "a<b>,2026-02,EUR,2026-02,cost,aws,111,EC2,owner tag,3.00,3,false",
            "a<b>,2026-02,EUR,2026-01,adjustment,aws,111,EC2,owner tag,-1.50,-1.5,false");
    Cli again = statement("2026-01", "--close");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("it stays as it is");
  }

  @Test
  void onPaperAndAsAPage() throws IOException {
    bill("10");
    assertThat(statement("2026-01", "-f", "html", "--chargeback").out())
        .contains("<h1>a&lt;b&gt;</h1>", "Chargeback for 2026-01, EUR, open", "10.00")
        .doesNotContain("<script");
    Path pdf = folder.resolve("out/s.pdf");
    assertThat(statement("2026-01", "-f", "pdf", "-o", pdf.toString()).code()).isZero();
    assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }
}
