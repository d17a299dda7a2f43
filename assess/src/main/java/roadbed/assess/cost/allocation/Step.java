package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.util.List;

/**
 * What one step of splitting did.
 *
 * @param name the step
 * @param pool what was shared out
 * @param method by what measure, in words
 * @param shares who got what, by period and currency
 * @param left what stays in the pool, by period and currency, with the reason
 */
public record Step(String name, String pool, String method, List<Share> shares, List<Left> left) {
  public Step {
    shares = List.copyOf(shares);
    left = List.copyOf(left);
  }

  /**
   * One receiver's share in a period.
   *
   * @param period month ({@code 2026-01}) or day
   * @param receiver an owner, or a pool as {@code pool:NAME}
   * @param weight the measure
   * @param amounts what was given
   */
  public record Share(String period, String currency, String receiver, BigDecimal weight, Amounts amounts) {}

  /** What could not be shared out. */
  public record Left(String period, String currency, String why, Amounts amounts) {}
}
