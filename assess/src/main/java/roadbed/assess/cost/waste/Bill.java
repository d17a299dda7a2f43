package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What was billed in the newest stretch of days that a month's cost can be told from: the last whole month, or what
 * days there are of it.
 *
 * @param from first day
 * @param to last day
 * @param uses what was used, by resource and meter
 */
public record Bill(LocalDate from, LocalDate to, List<Use> uses) {
  private static final BigDecimal DAYS_OF_A_MONTH = new BigDecimal("30.4375");

  /** No bill. */
  public static final Bill NONE = new Bill(LocalDate.EPOCH, LocalDate.EPOCH, List.of());

  public Bill {
    uses = List.copyOf(uses);
  }

  /**
   * Charges of category usage for one meter of one resource.
   *
   * @param provider FOCUS ProviderName
   * @param account the account as billed
   * @param resource identifier of the resource as billed; empty for what is of none
   * @param sku FOCUS SkuId
   * @param meter FOCUS SkuMeter, where AWS writes the usage type
   * @param description FOCUS ChargeDescription, one of them
   * @param unit of the quantity
   * @param effective EffectiveCost
   * @param quantity ConsumedQuantity, or PricingQuantity
   */
  public record Use(
      String provider,
      String account,
      String region,
      String service,
      String resource,
      String sku,
      String meter,
      String description,
      String unit,
      String currency,
      BigDecimal effective,
      BigDecimal quantity) {

    /** What says best what was sold: the meter, or the description where there is none. */
    String words() {
      return meter.isEmpty() ? description : meter;
    }
  }

  /** How many days it is of. */
  public long days() {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }

  /** Whether it is of a whole month of the calendar. */
  public boolean whole() {
    return from.getDayOfMonth() == 1 && to.equals(YearMonth.from(from).atEndOfMonth());
  }

  /** An amount of these days as one of a month: itself for a whole month, else for 30.4375 days. */
  public BigDecimal monthly(BigDecimal amount) {
    return whole()
        ? amount
        : amount
            .multiply(DAYS_OF_A_MONTH)
            .divide(BigDecimal.valueOf(days()), MathContext.DECIMAL128)
            .setScale(10, RoundingMode.HALF_EVEN);
  }

  /** The days in words. */
  public String period() {
    return whole()
        ? "in " + YearMonth.from(from)
        : "from " + from + " to " + to + ", taken to a month of 30.4375 days";
  }
}
