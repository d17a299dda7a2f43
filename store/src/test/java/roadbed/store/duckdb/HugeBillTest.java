package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.cost.BillingLake.Balance;
import roadbed.assess.cost.BillingLake.Delivery;
import roadbed.assess.cost.BillingLake.Standing;
import roadbed.model.BillingFile;

/**
 * A CSV much larger than the memory that the engine may have: {@code -Droadbed.billing.lines=20000000} lines of about 500
 * bytes, over twelve months and two accounts in no order.
 */
@EnabledIfSystemProperty(named = "roadbed.billing.lines", matches = "[0-9]+")
class HugeBillTest {
  @TempDir Path folder;

  @Test
  void memoryIsBoundedAndProgressIsTold() throws IOException {
    long lines = Long.getLong("roadbed.billing.lines", 0);
    long seed = 11;
    Random random = new Random(seed);
    Path file = folder.resolve("bill.csv");
    String filler = "a description of what was used and by whom and for how long as bills have them; ".repeat(4);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "BillingAccountId,BillingPeriodStart,ChargePeriodStart,ChargeCategory,ServiceName,ProviderName,BillingCurrency,BilledCost,"
              + "EffectiveCost,ResourceId,ChargeDescription\n");
      for (long i = 0; i < lines; i++) {
        String month = "2026-%02d".formatted(1 + random.nextInt(12));
        out.write(
            "acc-%d,%s-01T00:00:00Z,%s-%02dT%02d:00:00Z,Usage,Service %d,AWS,EUR,%d.%09d,1.5,i-%d,%s %d\n"
                .formatted(
                    random.nextInt(2), month, month, 1 + random.nextInt(28), random.nextInt(24), random.nextInt(60),
                    random.nextInt(100), random.nextInt(1_000_000_000), random.nextInt(100_000), filler, i));
      }
    }
    List<Long> told = new ArrayList<>();
    try (DuckDbBillingLake lake = new DuckDbBillingLake(folder.resolve("billing"))) {
      Delivery delivery =
          lake.take(
                  List.of(new BillingFile(file, BillingFile.Format.CSV, "")), Set.of(), Instant.EPOCH, (_, at) -> told.add(at))
              .getFirst();
      assertThat(delivery.standing()).as("seed " + seed + " " + delivery.diagnostics()).isEqualTo(Standing.IMPORTED);
      assertThat(delivery.lines()).isEqualTo(lines);
      assertThat(delivery.bills()).hasSize(24);
      assertThat(delivery.balances()).allMatch(Balance::even);
    }
    assertThat(told).isSorted().hasSizeGreaterThan(4);
    assertThat(mostResidentKilobytes())
        .as("Java's heap, the engine's limit of " + System.getProperty("roadbed.duckdb.memory", DuckDb.DEFAULT_MEMORY) + " and 700 MB")
        .isLessThan(Runtime.getRuntime().maxMemory() / 1024 + 1_000_000 + 700_000);
  }

  private static long mostResidentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
