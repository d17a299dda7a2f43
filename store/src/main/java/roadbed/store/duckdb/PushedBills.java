package roadbed.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Keeps the lines that were pushed apart by their bills: the account that is billed, at a provider, for a month. A bill that
 * is imported as well counts once, as it was imported, whichever came first: the folder of its pushed lines is then passed
 * over ({@link BillingFolder#files}).
 */
final class PushedBills {
  private static final String FOLDER = "bill=";
  private static final int TOLD = 5;

  /** A bill's name in SQL; {@link LakeManifest} has the same in Java. */
  private static final String KEY =
      "strftime(" + StagedLines.MONTH + ", '%Y-%m') || chr(10) || " + StagedLines.PROVIDER + " || chr(10) || " + StagedLines.ACCOUNT;

  private static final String NAME = "substring(sha256(" + KEY + "), 1, 16)";

  private final DuckDBConnection connection;

  PushedBills(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Whether a file is of a bill of these names. */
  static boolean isOf(Path file, Set<String> names) {
    Path parent = file.getParent();
    String folder = parent == null ? "" : String.valueOf(parent.getFileName());
    return folder.startsWith(FOLDER) && names.contains(folder.substring(FOLDER.length()));
  }

  /**
   * Keeps the files of a generation by bill.
   *
   * @param imported names of the bills that are imported
   * @return what is told of those that are in both
   */
  List<Diagnostic> keepApart(String source, Path generation, Set<String> imported) throws IOException, SQLException {
    List<Path> parts;
    try (Stream<Path> files = Files.list(generation)) {
      parts = files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
    Map<String, String> twice = new LinkedHashMap<>();
    for (Path part : parts) {
      try (PlainPaths paths = new PlainPaths()) {
        Map<String, String> bills = bills(paths.literal(part));
        bills.forEach((name, words) -> {
          if (imported.contains(name)) {
            twice.put(name, words);
          }
        });
        if (bills.size() == 1) {
          Path folder = Files.createDirectories(generation.resolve(FOLDER + bills.keySet().iterator().next()));
          Files.move(part, folder.resolve(part.getFileName()));
        } else if (bills.size() > 1) {
          split(part, generation, paths);
        }
      }
    }
    return twice.isEmpty()
        ? List.of()
        : List.of(
            Diagnostic.warning(
                "billing.imported-too",
                Location.of(source),
                "%d %s pushed and imported, and counts once, as imported: %s"
                    .formatted(
                        twice.size(),
                        twice.size() == 1 ? "bill is" : "bills are",
                        String.join("; ", twice.values().stream().limit(TOLD).toList())),
                "push bills or import them; roadbed cost import keeps what was corrected later"));
  }

  /** The bills in a file, with how a person calls them, by their names. */
  private Map<String, String> bills(String file) throws SQLException {
    Map<String, String> bills = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select " + NAME + ", replace(" + KEY + ", chr(10), ' ') from read_parquet([" + file
                    + "], hive_partitioning = false) group by 1, 2 order by 2")) {
      while (row.next()) {
        bills.put(row.getString(1), row.getString(2).strip());
      }
    }
    return bills;
  }

  private void split(Path part, Path generation, PlainPaths paths) throws IOException, SQLException {
    String name = String.valueOf(part.getFileName()).replace(".parquet", "");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          String.format(
              Locale.ROOT,
              "copy (select *, %s as bill from read_parquet([%s], hive_partitioning = false)) to %s (format parquet,"
                  + " compression zstd, partition_by (bill), filename_pattern '%s-{i}', overwrite_or_ignore true)",
              NAME,
              paths.literal(part),
              paths.literal(generation),
              name));
    }
    Files.delete(part);
  }
}
