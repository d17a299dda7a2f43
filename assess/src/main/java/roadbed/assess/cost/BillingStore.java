package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import roadbed.inventory.Snapshot;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.ResourceId;

/** Billing lines, whatever their number. Implemented by {@code store} with DuckDB over Parquet. */
public interface BillingStore extends AutoCloseable {

  /**
   * Reads FOCUS files into Parquet. A line that breaks its column's type is reported with its place and left
   * out; the rest is kept. Ingesting the same source again replaces its lines.
   */
  Ingestion ingest(String source, List<BillingFile> files);

  /** What reading billing files gave. */
  record Ingestion(long lines, long rejected, List<Diagnostic> diagnostics) {}

  /**
   * Allocates all lines by the rules of a snapshot, splits what is shared, and aggregates them.
   *
   * @return one row for each day and combination of dimensions
   */
  List<DailyCost> daily(Snapshot snapshot);

  /** What commitments cover and leave unused, by day and service; services without any are not in it. */
  List<CommitmentDay> commitmentDays();

  /** A text that is another one as soon as other lines count; empty where there are none. */
  String state();

  /** Cost of single resources, by month, for those lines whose resource is in the snapshot. */
  List<ResourceCost> byResource(Snapshot snapshot);

  /**
   * Cost of one day and one combination of dimensions, in the billing currency.
   *
   * @param owner empty where the cost is unallocated
   * @param ownerBasis {@code tag}, {@code resource}, {@code rule}, {@code account}, {@code shared} for what is not yet
   *     shared out, {@code split} for a share, or empty
   * @param chargeCategory FOCUS ChargeCategory: Usage, Purchase, Tax, Credit, Adjustment, or empty
   * @param billed FOCUS BilledCost
   * @param effective FOCUS EffectiveCost
   * @param list FOCUS ListCost; a line without one adds nothing
   * @param contracted FOCUS ContractedCost; a line without one adds nothing
   */
  record DailyCost(
      LocalDate day,
      String provider,
      String account,
      String accountName,
      String service,
      String serviceCategory,
      String region,
      String owner,
      String ownerBasis,
      String environment,
      String chargeCategory,
      String currency,
      BigDecimal billed,
      BigDecimal effective,
      BigDecimal list,
      BigDecimal contracted) {}

  /** Effective cost of one resource in one month (its first day). */
  record ResourceCost(ResourceId resource, LocalDate month, String currency, BigDecimal effective) {}

  @Override
  void close();
}
