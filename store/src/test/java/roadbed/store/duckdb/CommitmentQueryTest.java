package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.commitment.CommitmentHour;
import roadbed.model.BillingFile;

/** Hours of commitments are those of hourly lines: covered, on demand, unused; what is not hourly says nothing of an hour. */
class CommitmentQueryTest {
  private static final String HEADER =
      "ProviderName,SubAccountId,RegionId,ServiceName,ServiceCategory,ChargeCategory,PricingCategory,ChargePeriodStart,"
          + "ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,CommitmentDiscountId,"
          + "CommitmentDiscountStatus\n";

  @TempDir Path folder;

  private static String line(String pricing, String category, String from, String to, String effective, String list, String commitment, String status) {
    return String.join(
        ",", "AWS", "1", "eu", "EC2", category, "Usage", pricing, from, to, "USD", effective, effective, list, list, commitment, status)
        + "\n";
  }

  @Test
  void coverageAndUtilisationAreCountedByTheHour() throws IOException {
    String ten = "2026-03-01T10:00:00Z";
    String eleven = "2026-03-01T11:00:00Z";
    Path bill =
        Files.writeString(
            folder.resolve("bill.csv"),
            HEADER
                + line("Standard", "Compute", ten, eleven, "4.5", "4.5", "", "")
                + line("Committed", "Compute", ten, eleven, "6", "10", "sp-1", "Used")
                + line("Committed", "Compute", ten, eleven, "1.5", "0", "sp-1", "Unused")
                + line("Standard", "Storage", ten, eleven, "9", "9", "", "")
                + line("Standard", "Compute", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", "100", "100", "", ""));
    try (DuckDbBillingStore store = new DuckDbBillingStore(folder.resolve("lake"))) {
      assertThat(store.lastCommitmentDay()).isEmpty();
      store.ingest("s", List.of(new BillingFile(bill, BillingFile.Format.CSV, "1.2")));
      assertThat(store.lastCommitmentDay()).as("a line of a day does not say in which hour").contains(LocalDate.of(2026, 3, 1));
      assertThat(store.commitmentHours(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 5)))
          .containsExactly(
              new CommitmentHour(
                  Instant.parse(ten), "AWS", "eu", "EC2", "USD", new BigDecimal("4.5"), new BigDecimal("10"), new BigDecimal("6"),
                  new BigDecimal("1.5")));
      assertThat(store.commitmentHours(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 5))).isEmpty();
    }
  }
}
