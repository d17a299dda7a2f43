package roadbed.assess.cost.currency;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cost that stays in its own currency, for no rate says what it is in the one that was asked for.
 *
 * @param currency its own
 * @param days how many days of it have no rate
 * @param first the first of them
 * @param last the last of them
 * @param amount what it comes to, in its own currency
 */
public record Unrated(String currency, int days, LocalDate first, LocalDate last, BigDecimal amount) {

  /** Sums up amounts by currency and day. */
  public static List<Unrated> of(Map<String, ? extends SortedMap<LocalDate, BigDecimal>> amounts) {
    return new TreeMap<String, SortedMap<LocalDate, BigDecimal>>(amounts)
        .entrySet().stream()
            .map(
                entry ->
                    new Unrated(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().firstKey(),
                        entry.getValue().lastKey(),
                        entry.getValue().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)))
            .toList();
  }

  /** In words, for example {@code 3 days of USD (2026-01-05 to 2026-01-07, 12.5 USD) have no rate to EUR}. */
  public String words(String to) {
    return "%s of %s (%s, %s %s) %s no rate to %s and %s in %s"
        .formatted(
            days == 1 ? "1 day" : days + " days",
            currency,
            first.equals(last) ? first : first + " to " + last,
            amount.stripTrailingZeros().toPlainString(),
            currency,
            days == 1 ? "has" : "have",
            to,
            days == 1 ? "stays" : "stay",
            currency);
  }
}
