package roadbed.collect.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.collect.SourceFile;

/** Against files that DuckDB writes. */
class ParquetColumnsTest {

  private record Bytes(byte[] bytes) implements SourceFile {
    @Override
    public String name() {
      return "x.parquet";
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private static byte[] parquet(Path folder) throws SQLException, IOException {
    Path file = folder.resolve("x.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (select i::decimal(18,6) as BilledCost, i::double as EffectiveCost, 'EUR' as BillingCurrency,"
              + " timestamp '2026-01-01' as ChargePeriodStart, map{'team': 'a'} as Tags, i % 2 = 0 as flag"
              + " from range(1000) r(i)) to '" + file + "' (format parquet)");
    }
    return Files.readAllBytes(file);
  }

  @Test
  void theColumnsAreReadFromTheFooter(@TempDir Path folder) throws SQLException, IOException {
    byte[] bytes = parquet(folder);
    assertThat(ParquetColumns.read(new Bytes(bytes), bytes.length).orElseThrow())
        .contains("BilledCost", "EffectiveCost", "BillingCurrency", "ChargePeriodStart", "Tags", "flag");
  }

  @Test
  void whatIsCutOffOrDamagedIsNoFooter(@TempDir Path folder) throws SQLException, IOException {
    byte[] bytes = parquet(folder);
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 20);
    assertThat(ParquetColumns.read(new Bytes(cut), cut.length)).isEmpty();
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = bytes.clone();
      for (int j = 0; j < 5; j++) {
        damaged[bytes.length - 9 - random.nextInt(Math.min(bytes.length - 9, 1_500))] = (byte) random.nextInt(256);
      }
      Optional<List<String>> read = ParquetColumns.read(new Bytes(damaged), damaged.length);
      assertThat(read.map(List::size).orElse(0)).isLessThan(10_001);
    }
  }
}
