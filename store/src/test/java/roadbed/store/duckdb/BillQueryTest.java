package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.waste.Bill;
import roadbed.model.BillingFile;

/** The newest whole month of a bill, by resource and meter. */
class BillQueryTest {
  private static final String COLUMNS =
      "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,EffectiveCost,ProviderName,ResourceId,SkuId,SkuMeter,SubAccountId\n";

  @TempDir Path folder;

  private Bill lately(String... lines) throws IOException {
    Path file = folder.resolve("bill.csv");
    Files.writeString(file, COLUMNS + String.join("\n", lines) + "\n");
    try (DuckDbBillingStore store = new DuckDbBillingStore(folder.resolve("lines"))) {
      store.ingest("bill", List.of(new BillingFile(file, BillingFile.Format.CSV, "1.2")));
      return store.lately();
    }
  }

  private static String line(String category, String from, String to, String cost, String resource, String meter) {
    return cost + ",USD," + category + "," + to + "T00:00:00Z," + from + "T00:00:00Z,24,Hours," + cost + ",AWS," + resource + ",S," + meter + ",1";
  }

  @Test
  void aMonthThatIsNotWholeIsPassedOverForTheOneBefore() throws IOException {
    Bill bill =
        lately(
            line("Usage", "2026-09-01", "2026-09-02", "1.1", "i-1", "Box"),
            line("Usage", "2026-09-30", "2026-10-01", "2.2", "i-1", "Box"),
            line("Purchase", "2026-09-30", "2027-09-30", "900", "", ""),
            line("Usage", "2026-10-01", "2026-10-02", "7", "i-1", "Box"));
    assertThat(bill.from()).isEqualTo(LocalDate.of(2026, 9, 1));
    assertThat(bill.whole()).isTrue();
    assertThat(bill.uses()).singleElement().satisfies(use -> assertThat(use.effective()).isEqualByComparingTo("3.3"));
    assertThat(bill.uses().getFirst().meter()).isEqualTo("Box");
  }

  @Test
  void ofAFirstMonthTheDaysCountThatThereAre() throws IOException {
    Bill bill = lately(line("Usage", "2026-10-05", "2026-10-06", "1", "i-1", "Box"), line("Usage", "2026-10-14", "2026-10-15", "1", "i-1", "Box"));
    assertThat(bill.days()).isEqualTo(10);
    assertThat(bill.monthly(new java.math.BigDecimal("2"))).isEqualByComparingTo("6.0875");
  }
}
