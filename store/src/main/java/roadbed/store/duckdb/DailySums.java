package roadbed.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/**
 * Sums by day and by what most questions are about, in a file beside each file of lines, with the view's own names.
 * They are as many as there are combinations, which is a small part of the lines. (The lake's folders are named {@code
 * month=} and {@code account=} for whoever looks; DuckDB must not read their names as columns, which would hide those
 * of the same name.)
 */
final class DailySums {
  private static final String ENDING = ".daily";

  private DailySums() {}

  /** Where the sums of a file of lines stand. */
  static Path of(Path lines) {
    return lines.resolveSibling(lines.getFileName() + ENDING);
  }

  /** Writes the sums of a file of lines. */
  static void write(DuckDBConnection connection, Path lines, PlainPaths paths) throws IOException, SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          copy (select month, day, provider_name, account, account_name, service, category, region, charge_category,
                       pricing_category, commitment_status, currency, count(*) as lines, sum(billed) as billed,
                       sum(effective) as effective, sum(list) as list, sum(contracted) as contracted
                from (%s) group by all)
          to %s (format parquet, compression zstd)
          """
              .formatted(
                  BillingLines.select(List.of(paths.literal(lines))),
                  DuckDb.quoted(of(lines).toAbsolutePath().toString())));
    }
  }

  /** The view {@code line} over sums, or empty where some lines that count have none. */
  static Optional<String> view(Path billing, PlainPaths paths) throws IOException {
    List<String> sums = new ArrayList<>();
    for (Path lines : new BillingFolder(billing).files()) {
      if (!Files.exists(of(lines))) {
        return Optional.empty();
      }
      sums.add(paths.literal(of(lines)));
    }
    return sums.isEmpty()
        ? Optional.empty()
        : Optional.of("create or replace temp view line as select * from read_parquet([" + String.join(", ", sums)
                + "], hive_partitioning = false)");
  }
}
