package roadbed.assess.cost.anomaly;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What made a change of cost, for each day: more or less of what was bought before, another list price, another discount or
 * commitment, things that are new or gone, and what cannot be said because no quantity is stated. Price times quantity before
 * and after: volume is the change of quantity at the price before, price the change of price at the quantity after; the price's
 * part that the list price moved by is told apart from the rest. All parts add up to the change.
 *
 * @param volume by quantity
 * @param listPrice by list prices
 * @param discount by what is paid of list prices
 * @param appeared what was not bought before, and what is no longer bought
 * @param unsaid by lines that state no quantity
 * @param drivers things that changed most, largest first
 */
public record Makeup(
    BigDecimal volume,
    BigDecimal listPrice,
    BigDecimal discount,
    BigDecimal appeared,
    BigDecimal unsaid,
    List<Driver> drivers) {
  private static final int DRIVERS = 8;
  private static final MathContext PRECISE = MathContext.DECIMAL64;

  /** Copies the drivers. */
  public Makeup {
    drivers = List.copyOf(drivers);
  }

  /**
   * One thing that one resource uses.
   *
   * @param before cost a day before
   * @param now cost a day since
   * @param quantity in words: what was used a day before and since, empty where it is not stated
   */
  public record Driver(
      String sku, String description, String resource, String quantity, BigDecimal before, BigDecimal now) {
    /** By how much it changed. */
    public BigDecimal change() {
      return now.subtract(before);
    }
  }

  private record Thing(String sku, String resource, String unit) {}

  /** What is bought of a thing in a day, on average. */
  private record Daily(String description, Optional<BigDecimal> quantity, BigDecimal effective, BigDecimal list) {
    static final Daily NONE = new Daily("", Optional.empty(), BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /**
   * Compares lines of two spans of days.
   *
   * @return empty where there is no line on either side
   */
  public static Optional<Makeup> of(List<UsageLine> before, int daysBefore, List<UsageLine> now, int daysNow) {
    Map<Thing, Daily> old = daily(before, daysBefore);
    Map<Thing, Daily> fresh = daily(now, daysNow);
    if (old.isEmpty() && fresh.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal volume = BigDecimal.ZERO;
    BigDecimal listPrice = BigDecimal.ZERO;
    BigDecimal discount = BigDecimal.ZERO;
    BigDecimal appeared = BigDecimal.ZERO;
    BigDecimal unsaid = BigDecimal.ZERO;
    List<Driver> drivers = new ArrayList<>();
    Map<Thing, Daily> all = new LinkedHashMap<>(fresh);
    old.forEach(all::putIfAbsent);
    for (Thing thing : all.keySet()) {
      Daily was = old.getOrDefault(thing, Daily.NONE);
      Daily is = fresh.getOrDefault(thing, Daily.NONE);
      BigDecimal change = is.effective.subtract(was.effective);
      if (!old.containsKey(thing) || !fresh.containsKey(thing)) {
        appeared = appeared.add(change);
      } else if (known(was) && known(is)) {
        BigDecimal price = was.effective.divide(was.quantity.get(), PRECISE);
        BigDecimal byVolume = is.quantity.get().subtract(was.quantity.get()).multiply(price, PRECISE);
        BigDecimal byPrice = change.subtract(byVolume);
        BigDecimal byList = BigDecimal.ZERO;
        if (was.list.signum() > 0 && is.list.signum() > 0) {
          BigDecimal listBefore = was.list.divide(was.quantity.get(), PRECISE);
          BigDecimal listNow = is.list.divide(is.quantity.get(), PRECISE);
          byList = listNow.divide(listBefore, PRECISE).subtract(BigDecimal.ONE).multiply(price, PRECISE).multiply(is.quantity.get(), PRECISE);
        }
        volume = volume.add(byVolume);
        listPrice = listPrice.add(byList);
        discount = discount.add(byPrice.subtract(byList));
      } else {
        unsaid = unsaid.add(change);
      }
      drivers.add(
          new Driver(
              thing.sku,
              is.description.isEmpty() ? was.description : is.description,
              thing.resource,
              words(was, is, thing.unit),
              cents(was.effective),
              cents(is.effective)));
    }
    drivers.sort(
        Comparator.comparing((Driver one) -> one.change().abs()).reversed().thenComparing(Driver::sku).thenComparing(Driver::resource));
    return Optional.of(
        new Makeup(
            cents(volume), cents(listPrice), cents(discount), cents(appeared), cents(unsaid),
            drivers.subList(0, Math.min(DRIVERS, drivers.size()))));
  }

  private static boolean known(Daily daily) {
    return daily.quantity.filter(amount -> amount.signum() > 0).isPresent();
  }

  private static String words(Daily was, Daily is, String unit) {
    if (was.quantity.isEmpty() && is.quantity.isEmpty()) {
      return "";
    }
    String before = was.quantity.map(Makeup::shortest).orElse("0");
    String now = is.quantity.map(Makeup::shortest).orElse("0");
    return before + " to " + now + (unit.isEmpty() ? "" : " " + unit);
  }

  private static String shortest(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN);
  }

  private static Map<Thing, Daily> daily(List<UsageLine> lines, int days) {
    BigDecimal divisor = BigDecimal.valueOf(Math.max(1, days));
    Map<Thing, Daily> daily = new LinkedHashMap<>();
    for (UsageLine line : lines) {
      daily.merge(
          new Thing(line.sku(), line.resource(), line.unit()),
          new Daily(
              line.description(),
              line.quantity().map(amount -> amount.divide(divisor, PRECISE)),
              line.effective().divide(divisor, PRECISE),
              line.list().divide(divisor, PRECISE)),
          (a, b) ->
              new Daily(
                  a.description,
                  a.quantity.flatMap(one -> b.quantity.map(one::add)),
                  a.effective.add(b.effective),
                  a.list.add(b.list)));
    }
    return daily;
  }

  /** What made most of it: {@code volume}, {@code list price}, {@code discount}, {@code new or gone} or {@code not stated}. */
  public String mostly() {
    Map<String, BigDecimal> parts = new LinkedHashMap<>();
    parts.put("volume", volume);
    parts.put("list price", listPrice);
    parts.put("discount", discount);
    parts.put("new or gone", appeared);
    parts.put("not stated", unsaid);
    return parts.entrySet().stream()
        .max(Comparator.comparing((Map.Entry<String, BigDecimal> one) -> one.getValue().abs()))
        .map(Map.Entry::getKey)
        .orElse("not stated");
  }
}
