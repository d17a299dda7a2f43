package roadbed.store.duckdb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * The data sets that FOCUS has beside cost and usage: contract commitments from 1.3, billing periods and invoice details
 * from 1.4. Their rows are kept as they came, every value as text, and the newest delivery of an invoice counts; what
 * invoices bill is compared with their lines.
 */
enum FurtherSet {
  CONTRACT_COMMITMENT("contractcommitmentid"),
  BILLING_PERIOD("billingperiodstatus"),
  INVOICE_DETAIL("invoicedetailid");

  private static final String FOLDER = "datasets";
  private static final String ENDING = ".set";
  private static final int TOLD = 20;

  private final String telling;

  FurtherSet(String telling) {
    this.telling = telling;
  }

  /** Columns of which one stands beside the telling one. */
  private Set<String> besides() {
    return switch (this) {
      case CONTRACT_COMMITMENT -> Set.of("contractcommitmentcategory", "contractid", "contractcommitmentcost");
      case BILLING_PERIOD -> Set.of("billingperiodstart");
      case INVOICE_DETAIL -> Set.of("invoiceissuedate", "invoicedetailgrain", "invoiceissuestatus", "paymentcurrency");
    };
  }

  /** The data set that columns are, or empty where they are cost and usage or none of FOCUS. */
  static Optional<FurtherSet> of(List<String> names) {
    Set<String> lower = new HashSet<>();
    names.forEach(name -> lower.add(name.strip().toLowerCase(Locale.ROOT)));
    if (lower.contains("chargeperiodstart")) {
      return Optional.empty();
    }
    return Stream.of(values())
        .filter(set -> lower.contains(set.telling) && set.besides().stream().anyMatch(lower::contains))
        .findFirst();
  }

  /** The name in paths and messages, for example {@code invoice-detail}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where a file's rows stand while its delivery is read. */
  Path staged(Path target) {
    return target.resolveSibling(target.getFileName() + "." + id() + ENDING);
  }

  /** Moves what was read of all data sets to where it counts; gives how many files that were. */
  static int keep(Path staging, Path lake, String delivery, Instant at) throws IOException {
    List<Path> staged;
    try (Stream<Path> files = Files.list(staging)) {
      staged = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
    int number = 0;
    for (Path file : staged) {
      for (FurtherSet set : values()) {
        if (file.toString().endsWith("." + set.id() + ENDING)) {
          Path home = Files.createDirectories(lake.resolve(FOLDER).resolve(set.id()));
          Files.move(file, home.resolve("%015d-%s-%d.parquet".formatted(at.toEpochMilli(), delivery, number++)));
        }
      }
    }
    return number;
  }

  /** Invoices whose details bill something else than their lines do. */
  static List<Diagnostic> invoices(DuckDBConnection connection, Path billing) throws IOException, SQLException {
    Path home = billing.resolve(FOLDER).resolve(INVOICE_DETAIL.id());
    List<Diagnostic> told = new ArrayList<>();
    List<Path> lines = LakeManifest.read(billing).files();
    if (!Files.isDirectory(home) || lines.isEmpty()) {
      return told;
    }
    try (PlainPaths paths = new PlainPaths();
        Statement statement = connection.createStatement()) {
      List<String> details = new ArrayList<>();
      for (Path file : StagedLines.parquet(home)) {
        details.add(paths.literal(file));
      }
      List<String> parts = new ArrayList<>();
      for (Path file : lines) {
        parts.add(paths.literal(file));
      }
      try (ResultSet row =
          statement.executeQuery(
              """
              with detail as (
                select *, max(filename) over (partition by "InvoiceId") as newest
                from read_parquet([%s], union_by_name = true, filename = true, hive_partitioning = false)),
              invoiced as (
                select "InvoiceId" as invoice, "BillingCurrency" as currency,
                       sum(try_cast("BilledCost" as decimal(38, 18))) as billed
                from detail where filename = newest and "InvoiceId" is not null group by 1, 2),
              charged as (
                select "InvoiceId" as invoice, "BillingCurrency" as currency, sum("BilledCost") as billed
                from read_parquet([%s], union_by_name = true, hive_partitioning = false)
                where "InvoiceId" is not null group by 1, 2)
              select invoice, currency, i.billed, c.billed
              from invoiced i join charged c using (invoice, currency)
              where i.billed is distinct from c.billed order by 1, 2 limit %d
              """
                  .formatted(String.join(", ", details), String.join(", ", parts), TOLD))) {
        while (row.next()) {
          told.add(
              Diagnostic.warning(
                  "billing.invoice",
                  Location.of(home.toString()),
                  "invoice %s bills %s %s, and its lines %s"
                      .formatted(
                          row.getString(1),
                          plain(row.getBigDecimal(3)),
                          row.getString(2),
                          plain(row.getBigDecimal(4))),
                  "is a delivery of the month missing, or one too many?"));
        }
      }
    }
    return told;
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
