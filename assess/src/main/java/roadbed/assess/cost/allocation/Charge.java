package roadbed.assess.cost.allocation;

import java.time.LocalDate;

/**
 * Lines of a bill that are alike in all that reports and rules look at, summed up.
 *
 * @param day the day on which their charge period starts, in UTC
 * @param currency ISO 4217 code; amounts of different currencies are never added
 * @param service FOCUS ServiceName
 * @param category FOCUS ServiceCategory
 * @param region FOCUS RegionId
 * @param chargeCategory FOCUS ChargeCategory
 * @param commitment FOCUS CommitmentDiscountId; empty where none covers them
 * @param unused whether they are the unused part of that commitment
 * @param placement where the rules put them
 * @param amounts their costs
 */
public record Charge(
    LocalDate day,
    String currency,
    String service,
    String category,
    String region,
    String chargeCategory,
    String commitment,
    boolean unused,
    Placement placement,
    Amounts amounts) {

  /** The same lines under other rules. */
  public Charge under(Placement other) {
    return new Charge(
        day, currency, service, category, region, chargeCategory, commitment, unused, other, amounts);
  }
}
