package roadbed.assess.cost.commitment;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One hour of use of computing that commitments cover or could cover, by provider, region and service, from the lines of
 * bills. All amounts are of one currency.
 *
 * @param at the hour's beginning
 * @param onDemand cost of what nothing covers
 * @param coveredList what covered use would have cost at list prices
 * @param used effective cost of commitments that covered use
 * @param unused effective cost of commitments that covered nothing
 */
public record CommitmentHour(
    Instant at,
    String provider,
    String region,
    String service,
    String currency,
    BigDecimal onDemand,
    BigDecimal coveredList,
    BigDecimal used,
    BigDecimal unused) {

  /** What all use of the hour would cost without commitments. */
  public BigDecimal demand() {
    return onDemand.add(coveredList);
  }
}
