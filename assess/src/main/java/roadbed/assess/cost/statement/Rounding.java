package roadbed.assess.cost.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;

/** Rounds amounts so that they sum to a rounded total: those whose rest is largest are rounded up. */
final class Rounding {
  private Rounding() {}

  /** Digits behind the point in which a currency is paid; two where it is not known. */
  static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException _) {
      return 2;
    }
  }

  /** The amounts in whole units of so many digits, whose sum is the total; that differs from theirs by less than one unit. */
  static List<BigDecimal> to(List<BigDecimal> amounts, BigDecimal total, int digits) {
    List<BigDecimal> rounded = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal amount : amounts) {
      BigDecimal down = amount.setScale(digits, RoundingMode.FLOOR);
      rounded.add(down);
      sum = sum.add(down);
    }
    int left = total.subtract(sum).movePointRight(digits).intValueExact();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < amounts.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing((Integer i) -> amounts.get(i).subtract(rounded.get(i))).reversed());
    for (int i : order.subList(0, left)) {
      rounded.set(i, rounded.get(i).add(BigDecimal.ONE.movePointLeft(digits)));
    }
    return rounded;
  }
}
