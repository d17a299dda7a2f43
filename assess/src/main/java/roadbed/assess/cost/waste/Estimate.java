package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.Optional;
import roadbed.model.Money;

/** What a change would save in a month. */
public sealed interface Estimate {

  /** How it was found, or why it is not known. */
  String how();

  /**
   * That much.
   *
   * @param monthly exact, in the currency of the bill or of the prices; never negative
   * @param how how it was computed
   */
  record Known(Money monthly, String how) implements Estimate {
    public Known {
      if (monthly.amount().signum() < 0) {
        throw new IllegalArgumentException("a saving is not negative");
      }
    }
  }

  /**
   * At most that much: the facts at hand do not tell what part of it. It is never part of a sum.
   *
   * @param monthly the most
   * @param how how it was computed
   */
  record AtMost(Money monthly, String how) implements Estimate {}

  /**
   * Nobody knows.
   *
   * @param how why not
   */
  record Unknown(String how) implements Estimate {}

  /** The amount, where it is known. */
  default Optional<Money> known() {
    return switch (this) {
      case Known known -> Optional.of(known.monthly());
      case AtMost _, Unknown _ -> Optional.empty();
    };
  }

  /** The amount by which findings are put in order: what is known, or the most. */
  default BigDecimal rank() {
    return switch (this) {
      case Known known -> known.monthly().amount();
      case AtMost most -> most.monthly().amount();
      case Unknown _ -> BigDecimal.ZERO;
    };
  }
}
