package roadbed.assess.cost.currency;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.model.ExchangeRate;

/**
 * Rates of exchange by day. A day without a rate, as days without trade are, has that of the last day before it, of a
 * week at most; what is further away is not known.
 *
 * <p>A pair for which there is no rate is told by the rate of the opposite direction, or by way of one third currency
 * that has rates with both, as tables against one base currency are meant. Such a rate has sixteen digits; one that is
 * stated is taken as it stands.
 */
public final class Rates {
  private static final int DAYS = 7;
  private static final MathContext DERIVED = new MathContext(16, RoundingMode.HALF_EVEN);

  private final Map<String, Map<String, TreeMap<LocalDate, BigDecimal>>> rates = new HashMap<>();
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  /** These rates; of two for the same day and pair the later one holds. */
  public static Rates of(List<ExchangeRate> all) {
    Rates rates = new Rates();
    for (ExchangeRate rate : all) {
      rates
          .rates
          .computeIfAbsent(rate.from(), _ -> new HashMap<>())
          .computeIfAbsent(rate.to(), _ -> new TreeMap<>())
          .put(rate.day(), rate.rate());
      rates.neighbours.computeIfAbsent(rate.from(), _ -> new TreeSet<>()).add(rate.to());
      rates.neighbours.computeIfAbsent(rate.to(), _ -> new TreeSet<>()).add(rate.from());
    }
    return rates;
  }

  /** No rates at all: amounts stay in their currencies. */
  public static Rates none() {
    return new Rates();
  }

  /** Every currency that a rate is of, in the order of their codes. */
  public List<String> currencies() {
    return List.copyOf(new TreeSet<>(neighbours.keySet()));
  }

  /** All rates by pair and day, in order. */
  public List<ExchangeRate> all() {
    List<ExchangeRate> all = new ArrayList<>();
    new TreeMap<>(rates)
        .forEach(
            (from, targets) ->
                new TreeMap<>(targets)
                    .forEach(
                        (to, days) -> days.forEach((day, rate) -> all.add(new ExchangeRate(day, from, to, rate)))));
    return all;
  }

  /** What is stated for exactly this day and pair. */
  public Optional<BigDecimal> stated(LocalDate day, String from, String to) {
    return Optional.ofNullable(rates.getOrDefault(from, Map.of()).get(to)).map(days -> days.get(day));
  }

  /** What an amount in one currency is multiplied with to be in another; empty where that is not known. */
  public Optional<BigDecimal> of(LocalDate day, String from, String to) {
    if (from.equals(to)) {
      return Optional.of(BigDecimal.ONE);
    }
    Optional<BigDecimal> direct = between(day, from, to);
    if (direct.isPresent()) {
      return direct;
    }
    for (String third : neighbours.getOrDefault(from, Set.of())) {
      if (neighbours.getOrDefault(to, Set.of()).contains(third)) {
        Optional<BigDecimal> first = between(day, from, third);
        Optional<BigDecimal> second = between(day, third, to);
        if (first.isPresent() && second.isPresent()) {
          return Optional.of(first.get().multiply(second.get(), DERIVED));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<BigDecimal> between(LocalDate day, String from, String to) {
    return last(day, from, to)
        .or(() -> last(day, to, from).map(opposite -> BigDecimal.ONE.divide(opposite, DERIVED)));
  }

  private Optional<BigDecimal> last(LocalDate day, String from, String to) {
    TreeMap<LocalDate, BigDecimal> days = rates.getOrDefault(from, Map.of()).get(to);
    if (days == null) {
      return Optional.empty();
    }
    Map.Entry<LocalDate, BigDecimal> last = days.floorEntry(day);
    return last == null || last.getKey().isBefore(day.minusDays(DAYS)) ? Optional.empty() : Optional.of(last.getValue());
  }
}
