package roadbed.assess.cost.change;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A part of a resource that is priced.
 *
 * @param item what is sold, as a price sheet names it
 * @param quantity how many units in a month; empty where that depends on use that nobody told
 * @param why why the item or the quantity is not known; empty where both are
 */
public record Component(String item, Optional<BigDecimal> quantity, String why) {
  /** Hours of a month of 365.25 / 12 days, as clouds count them. */
  public static final BigDecimal HOURS = new BigDecimal("730");

  static Component hours(String item, BigDecimal count) {
    return new Component(item, Optional.of(HOURS.multiply(count)), "");
  }

  static Component of(String item, BigDecimal quantity) {
    return new Component(item, Optional.of(quantity), "");
  }

  static Component byUse(String item) {
    return new Component(item, Optional.empty(), "depends on use");
  }

  static Component unknown(String what, String why) {
    return new Component(what, Optional.empty(), why);
  }
}
