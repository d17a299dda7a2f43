package roadbed.assess.cost.commitment;

import java.math.BigDecimal;

/**
 * A commitment to spend.
 *
 * @param id its identifier
 * @param owner the account that bought it
 * @param kind what it covers
 * @param family the one instance family that a plan for instances covers; empty for others
 * @param region the one region that a plan for instances covers; empty for others
 * @param hourly what is paid every hour, used or not, at the plan's rates
 */
public record SavingsPlan(String id, String owner, Kind kind, String family, String region, BigDecimal hourly) {

  /** Checks the amount. */
  public SavingsPlan {
    if (hourly.signum() <= 0) {
      throw new IllegalArgumentException("a plan commits to more than nothing an hour");
    }
  }

  /** What a plan covers, in the order in which plans are applied. */
  public enum Kind {
    /** One family of instances in one region. */
    EC2_INSTANCE,
    /** All computing. */
    COMPUTE
  }

  /** Whether it covers use of a kind. */
  boolean covers(Usage use) {
    boolean inside =
        switch (kind) {
          case EC2_INSTANCE -> use.kind().family().equals(family) && use.kind().region().equals(region);
          case COMPUTE -> true;
        };
    return inside && use.planRates().containsKey(kind);
  }
}
