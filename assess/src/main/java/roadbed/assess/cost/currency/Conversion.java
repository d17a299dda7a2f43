package roadbed.assess.cost.currency;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;

/**
 * Charges turned into one currency by the rate of their day, exactly: no product is rounded, so that what is allocated
 * of them adds up as before. Charges without a rate stay as they are.
 *
 * @param charges all of them, in the order in which they came
 * @param unrated effective cost that stays in its own currency
 */
public record Conversion(List<Charge> charges, List<Unrated> unrated) {
  public Conversion {
    charges = List.copyOf(charges);
    unrated = List.copyOf(unrated);
  }

  /**
   * Converts charges.
   *
   * @param charges told apart by day
   */
  public static Conversion of(List<Charge> charges, String currency, Rates rates) {
    Map<String, TreeMap<LocalDate, BigDecimal>> without = new HashMap<>();
    List<Charge> converted = new ArrayList<>(charges.size());
    record Rated(LocalDate day, String currency) {}
    Map<Rated, Optional<BigDecimal>> known = new HashMap<>();
    for (Charge charge : charges) {
      Optional<BigDecimal> rate =
          known.computeIfAbsent(
              new Rated(charge.day(), charge.currency()), one -> rates.of(one.day(), one.currency(), currency));
      if (rate.isEmpty()) {
        without
            .computeIfAbsent(charge.currency(), _ -> new TreeMap<>())
            .merge(charge.day(), charge.amounts().effective(), BigDecimal::add);
        converted.add(charge);
      } else {
        converted.add(charge.currency().equals(currency) ? charge : in(charge, currency, rate.get()));
      }
    }
    return new Conversion(converted, Unrated.of(without));
  }

  private static Charge in(Charge charge, String currency, BigDecimal rate) {
    Function<BigDecimal, BigDecimal> times = amount -> amount.multiply(rate);
    Amounts amounts = charge.amounts();
    return new Charge(
        charge.day(), currency, charge.service(), charge.category(), charge.region(), charge.chargeCategory(),
        charge.commitment(), charge.unused(), charge.placement(),
        new Amounts(
            times.apply(amounts.billed()),
            times.apply(amounts.effective()),
            times.apply(amounts.list()),
            times.apply(amounts.contracted())));
  }
}
