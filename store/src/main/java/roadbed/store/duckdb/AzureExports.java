package roadbed.store.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import roadbed.model.BillingFile;

/**
 * Which of several exports of Azure has actual cost and which amortised cost. Both together are one bill: what is
 * billed of commitments stands in the one, what of it belongs to which use in the other, and all else in both.
 */
final class AzureExports {
  private final DuckDBConnection connection;

  AzureExports(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** The kind of each file that is a cost export of Azure; where there are both kinds, they complete each other. */
  Map<Path, ForeignBill.Azure> kinds(List<BillingFile> files) {
    Map<Path, ForeignBill.Azure> kinds = new HashMap<>();
    for (BillingFile file : files) {
      amortized(file)
          .ifPresent(
              amortized ->
                  kinds.put(file.path(), amortized ? ForeignBill.Azure.AMORTIZED : ForeignBill.Azure.ACTUAL));
    }
    if (kinds.containsValue(ForeignBill.Azure.AMORTIZED) && kinds.containsValue(ForeignBill.Azure.ACTUAL)) {
      kinds.replaceAll(
          (_, kind) ->
              kind == ForeignBill.Azure.AMORTIZED
                  ? ForeignBill.Azure.AMORTIZED_BESIDE_ACTUAL
                  : ForeignBill.Azure.ACTUAL_BESIDE_AMORTIZED);
    }
    return kinds;
  }

  /**
   * Whether a file has amortised cost: its path says it, else its lines; empty for a file that is no export of Azure, or
   * cannot be read, which is told where it is read.
   */
  private Optional<Boolean> amortized(BillingFile file) {
    try (PlainPaths paths = new PlainPaths();
        Statement statement = connection.createStatement()) {
      Map<String, String> types = new LinkedHashMap<>();
      String source =
          switch (file.format()) {
            case JSON -> "";
            case PARQUET -> parquet(file, paths, types, statement);
            case CSV, CSV_GZIP -> csv(file, paths, types);
          };
      if (!ForeignBill.azure(types)) {
        return Optional.empty();
      }
      String path = file.path().toString().toLowerCase(Locale.ROOT);
      if (path.contains("amortized") || path.contains("amortised")) {
        return Optional.of(true);
      }
      if (path.contains("actual")) {
        return Optional.of(false);
      }
      try (ResultSet found =
          statement.executeQuery("select exists (select 1 from " + source + " where " + ForeignBill.amortized(types) + ")")) {
        found.next();
        return Optional.of(found.getBoolean(1));
      }
    } catch (IOException | SQLException e) {
      return Optional.empty();
    }
  }

  private static String parquet(BillingFile file, PlainPaths paths, Map<String, String> types, Statement statement)
      throws IOException, SQLException {
    String source = "read_parquet(" + paths.literal(file.path()) + ")";
    try (ResultSet described = statement.executeQuery("describe select * from " + source)) {
      while (described.next()) {
        types.put(described.getString(1), described.getString(2));
      }
    }
    return source;
  }

  private static String csv(BillingFile file, PlainPaths paths, Map<String, String> types) throws IOException {
    List<String> columns = new ArrayList<>();
    for (String name : new FocusFile(file).header()) {
      if (types.put(name, "VARCHAR") != null) {
        types.clear();
        return "";
      }
      columns.add(DuckDb.quoted(name) + ": 'varchar'");
    }
    return "read_csv(" + paths.literal(file.path())
        + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', compression = '"
        + (file.format() == BillingFile.Format.CSV_GZIP ? "gzip" : "none")
        + "', nullstr = ['NULL', ''], max_line_size = 20000000, null_padding = false, ignore_errors = true, columns = {"
        + String.join(", ", columns) + "})";
  }
}
