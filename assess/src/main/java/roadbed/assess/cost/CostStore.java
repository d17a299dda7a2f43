package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.waste.ResourceUse;
import roadbed.model.ResourceId;

/** Aggregated cost, ready to be asked. Implemented by {@code store}. */
public interface CostStore {

  /** Replaces a source's aggregates. */
  void record(
      String source, List<BillingStore.DailyCost> daily, List<BillingStore.ResourceCost> byResource);

  /** Replaces what commitments did. */
  void recordCommitments(List<CommitmentDay> days);

  /** Replaces what was used of what is provisioned, as it was known on a day; earlier days stay as they are. */
  void recordUses(LocalDate day, List<ResourceUse> uses);

  /** The state of the bills ({@link BillingStore#state}) that the aggregates were last made of; empty before the first. */
  String bills();

  /** Notes the state of the bills that the aggregates are made of. */
  void recordBills(String state);

  /** Currencies that occur, the one with most cost first. Amounts of different currencies are never added. */
  List<String> currencies();

  /** First and last day with cost, or empty where there is none. */
  List<LocalDate> span();

  /**
   * Effective cost by a dimension in a span of days, most first.
   *
   * @param dimension provider, service, service_category, account, region, owner, environment or
   *     charge_category
   * @param filters exact values by dimension
   */
  List<Slice> by(
      String dimension, LocalDate from, LocalDate to, String currency, Map<String, String> filters);

  /** One value of a dimension, with the same span before it for comparison. */
  record Slice(String value, BigDecimal effective, BigDecimal before) {}

  /** Effective cost by day, or by month for long spans, split by a dimension (empty for the total). */
  List<Point> series(
      String dimension,
      boolean monthly,
      LocalDate from,
      LocalDate to,
      String currency,
      Map<String, String> filters);

  /** One point of a series. */
  record Point(LocalDate at, String value, BigDecimal effective) {}

  /**
   * Effective cost by day of an owner and a service, in one currency; empty texts where nobody, or nothing, is known.
   */
  List<OwnedDay> owned(LocalDate from, LocalDate to, String currency);

  /** One day of an owner's cost of a service. */
  record OwnedDay(LocalDate day, String owner, String service, BigDecimal effective) {}

  /** Effective cost of a resource by month, oldest first. */
  List<BillingStore.ResourceCost> ofResource(ResourceId id);

  /** Cost with and without an owner. */
  Allocation allocation(LocalDate from, LocalDate to, String currency);

  /** Allocated and unallocated effective cost. */
  record Allocation(BigDecimal allocated, BigDecimal unallocated) {}
}
