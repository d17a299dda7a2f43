package roadbed.model;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A rate of exchange of one day: an amount in {@code from} times the rate is the amount in {@code to}.
 *
 * @param day the day for which it was published
 * @param from three capital letters, as ISO 4217 has them
 * @param to likewise, another one
 * @param rate above zero
 */
public record ExchangeRate(LocalDate day, String from, String to, BigDecimal rate) {
  public ExchangeRate {
    if (!isCurrency(from) || !isCurrency(to) || from.equals(to)) {
      throw new IllegalArgumentException(from + " and " + to + " are not two currencies of three capital letters");
    }
    if (rate.signum() <= 0) {
      throw new IllegalArgumentException("the rate is not above zero");
    }
  }

  /** Whether a text has the form of a currency's code. */
  public static boolean isCurrency(String text) {
    return text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }
}
