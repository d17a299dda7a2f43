package roadbed.assess.cost.explore;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rates of exchange by day. A day without a rate has that of the last day before it, of a week at most. */
public final class Rates {
  private static final int DAYS = 7;

  private final Map<String, TreeMap<LocalDate, BigDecimal>> rates = new HashMap<>();

  /** No rates at all: amounts stay in their currencies. */
  public static Rates none() {
    return new Rates();
  }

  /**
   * Reads lines of {@code date,from,to,rate}, with or without a header: an amount in {@code from} times the rate is
   * the amount in {@code to}.
   *
   * @throws IllegalArgumentException naming the line that is none
   */
  public static Rates read(String text) {
    Rates rates = new Rates();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String[] parts = line.split(",", -1);
      if (line.isBlank() || (number == 1 && parts[0].strip().equalsIgnoreCase("date"))) {
        continue;
      }
      try {
        if (parts.length != 4) {
          throw new IllegalArgumentException("it has " + parts.length + " fields");
        }
        BigDecimal rate = new BigDecimal(parts[3].strip());
        if (rate.signum() <= 0) {
          throw new IllegalArgumentException("the rate is not above zero");
        }
        rates
            .rates
            .computeIfAbsent(parts[1].strip() + ">" + parts[2].strip(), _ -> new TreeMap<>())
            .put(LocalDate.parse(parts[0].strip()), rate);
      } catch (java.time.DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "line " + number + " of the rates is not date,from,to,rate: " + e.getMessage(), e);
      }
    }
    return rates;
  }

  /** What an amount in one currency is multiplied with to be in another. */
  public Optional<BigDecimal> of(LocalDate day, String from, String to) {
    if (from.equals(to)) {
      return Optional.of(BigDecimal.ONE);
    }
    TreeMap<LocalDate, BigDecimal> days = rates.get(from + ">" + to);
    if (days == null) {
      return Optional.empty();
    }
    Map.Entry<LocalDate, BigDecimal> last = days.floorEntry(day);
    return last == null || last.getKey().isBefore(day.minusDays(DAYS)) ? Optional.empty() : Optional.of(last.getValue());
  }
}
