package roadbed.assess.cost.commitment;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Use of one kind in one hour by one account.
 *
 * @param account who used it
 * @param kind what it is
 * @param instances how many ran, over the hour; parts of an hour are parts of one
 * @param onDemandRate price of one an hour without commitment
 * @param planRates price of one an hour by kind of savings plan; a kind that is not in it does not cover this use
 */
public record Usage(
    String account, Kind kind, BigDecimal instances, BigDecimal onDemandRate, Map<SavingsPlan.Kind, BigDecimal> planRates) {

  /** Checks the signs and copies the rates. */
  public Usage {
    planRates = Map.copyOf(planRates);
    if (instances.signum() < 0 || onDemandRate.signum() < 0 || planRates.values().stream().anyMatch(rate -> rate.signum() <= 0)) {
      throw new IllegalArgumentException("use is never below zero, and a plan's rate is above it");
    }
  }

  /**
   * What is used.
   *
   * @param family the instance family, such as {@code m5}; empty for functions and containers
   * @param size the size inside the family, such as {@code large}
   * @param region the region
   * @param zone the availability zone
   * @param platform operating system and licence, such as {@code Linux/UNIX}
   * @param dedicated whether on hardware of its own
   */
  public record Kind(String family, String size, String region, String zone, String platform, boolean dedicated) {}
}
