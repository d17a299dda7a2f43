package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.BillingFile;

class CommitmentDaysTest {
  @TempDir Path folder;

  @Test
  void coverageIsOfServicesThatCommitmentsCoverAndTheUnusedPartIsTold() throws IOException {
    Path file = folder.resolve("bill.csv");
    Files.writeString(
        file,
        """
        ProviderName,SubAccountId,ChargePeriodStart,ChargeCategory,ServiceName,PricingCategory,CommitmentDiscountId,CommitmentDiscountStatus,BillingCurrency,BilledCost,EffectiveCost
        Aura,1,2025-04-01T00:00:00Z,Usage,Compute,Standard,,,USD,200,200
        Aura,1,2025-04-01T00:00:00Z,Usage,Compute,Committed,c1,Used,USD,0,150
        Aura,1,2025-04-01T00:00:00Z,Usage,Compute,Committed,c1,Used,USD,0,100
        Aura,1,2025-04-01T00:00:00Z,Usage,Compute,Committed,c1,Unused,USD,0,30
        Aura,1,2025-04-01T00:00:00Z,Usage,Support,Standard,,,USD,50,50
        Aura,1,2025-04-01T00:00:00Z,Purchase,Compute,Standard,c1,,USD,400,0
        """);
    try (DuckDbBillingStore store = new DuckDbBillingStore(folder.resolve("billing"))) {
      assertThat(store.state()).isEmpty();
      store.ingest("bill", List.of(new BillingFile(file, BillingFile.Format.CSV, "1.2")));
      String state = store.state();
      assertThat(state).isNotEmpty();
      assertThat(store.commitmentDays()).singleElement().satisfies(
          day -> {
            assertThat(day.service()).isEqualTo("Compute");
            assertThat(day.covered()).isEqualByComparingTo("250");
            assertThat(day.onDemand()).isEqualByComparingTo("200");
            assertThat(day.used()).isEqualByComparingTo("250");
            assertThat(day.unused()).isEqualByComparingTo("30");
          });
      store.ingest("bill", List.of(new BillingFile(file, BillingFile.Format.CSV, "1.2")));
      assertThat(store.state()).isNotEqualTo(state);
    }
  }
}
