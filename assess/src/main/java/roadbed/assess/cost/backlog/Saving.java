package roadbed.assess.cost.backlog;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.ResourceDay;

/**
 * What was saved, as bills tell.
 *
 * @param from first day after the change that was looked at
 * @param to last day
 * @param before effective cost of a day before the change
 * @param after effective cost of a day after it
 * @param expected what a day would have cost without the change
 * @param monthly what is saved in a month of 365.25 / 12 days; negative where it costs more now
 * @param normalised by what the expectation was corrected, in words
 */
public record Saving(
    LocalDate from,
    LocalDate to,
    BigDecimal before,
    BigDecimal after,
    BigDecimal expected,
    BigDecimal monthly,
    String normalised) {
  private static final BigDecimal DAYS_OF_A_MONTH = new BigDecimal("30.4375");
  private static final int LEAST_DAYS = 7;
  private static final int LONGEST_DAYS = 28;

  /**
   * Measures a change.
   *
   * <p>Without the change a day would have cost what it did before, times what became of the control (which carries use
   * and price alike); without a control, times the driver's change and times what became of the list prices of what was
   * bought before.
   *
   * @param days cost by resource and day around the change
   * @param done the day of the change, which counts neither before nor after
   * @param driver how use changed, as a factor, where somebody knows
   * @return empty where there are fewer than seven days of cost on either side
   */
  public static Optional<Saving> of(
      Opportunity.Idea idea, List<ResourceDay> days, LocalDate done, Optional<BigDecimal> driver) {
    Optional<LocalDate> last =
        days.stream()
            .filter(day -> day.currency().equals(idea.currency()))
            .map(ResourceDay::day)
            .filter(done::isBefore)
            .max(LocalDate::compareTo);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    long length = Math.min(LONGEST_DAYS, ChronoUnit.DAYS.between(done, last.get()));
    LocalDate to = done.plusDays(length);
    LocalDate begin = done.minusDays(length);
    boolean known = days.stream().anyMatch(day -> !day.day().isAfter(begin) && idea.resources().contains(day.resource()));
    if (length < LEAST_DAYS || !known) {
      return Optional.empty();
    }
    BigDecimal count = BigDecimal.valueOf(length);
    BigDecimal before = sum(days, idea, idea.resources(), begin, done.minusDays(1)).divide(count, MathContext.DECIMAL64);
    BigDecimal after = sum(days, idea, idea.resources(), done.plusDays(1), to).divide(count, MathContext.DECIMAL64);
    BigDecimal controlBefore = sum(days, idea, idea.control(), begin, done.minusDays(1));
    BigDecimal controlAfter = sum(days, idea, idea.control(), done.plusDays(1), to);
    BigDecimal factor;
    String words;
    if (controlBefore.signum() > 0) {
      factor = controlAfter.divide(controlBefore, MathContext.DECIMAL64);
      words = "by a control of " + idea.control().size() + " resources, whose cost became " + percent(factor) + " of what it was";
    } else {
      BigDecimal prices = prices(days, idea, begin, done, to);
      factor = prices.multiply(driver.orElse(BigDecimal.ONE));
      words =
          "by list prices, which became " + percent(prices) + " of what they were"
              + driver.map(use -> ", and by use, which became " + percent(use)).orElse("; use is taken as unchanged");
    }
    BigDecimal expected = before.multiply(factor, MathContext.DECIMAL64);
    return Optional.of(
        new Saving(
            done.plusDays(1),
            to,
            before,
            after,
            expected,
            expected.subtract(after).multiply(DAYS_OF_A_MONTH, MathContext.DECIMAL64),
            words));
  }

  private static String percent(BigDecimal factor) {
    return factor.movePointRight(2).setScale(1, java.math.RoundingMode.HALF_EVEN).toPlainString() + "%";
  }

  private static BigDecimal sum(
      List<ResourceDay> days, Opportunity.Idea idea, List<String> resources, LocalDate from, LocalDate to) {
    return days.stream()
        .filter(day -> day.currency().equals(idea.currency()) && resources.contains(day.resource()))
        .filter(day -> !day.day().isBefore(from) && !day.day().isAfter(to))
        .map(ResourceDay::effective)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What was bought before at the list prices of after, over the same at those of before; 1 where that is not known. */
  private static BigDecimal prices(
      List<ResourceDay> days, Opportunity.Idea idea, LocalDate begin, LocalDate done, LocalDate to) {
    java.util.Map<String, BigDecimal> later = new java.util.HashMap<>();
    for (ResourceDay day : days) {
      if (day.day().isAfter(done) && !day.day().isAfter(to) && day.quantity().signum() > 0) {
        later.putIfAbsent(day.sku(), day.list().divide(day.quantity(), MathContext.DECIMAL64));
      }
    }
    BigDecimal was = BigDecimal.ZERO;
    BigDecimal is = BigDecimal.ZERO;
    for (ResourceDay day : days) {
      BigDecimal price = later.get(day.sku());
      if (idea.resources().contains(day.resource())
          && !day.day().isBefore(begin)
          && day.day().isBefore(done)
          && price != null) {
        was = was.add(day.list());
        is = is.add(day.quantity().multiply(price, MathContext.DECIMAL64));
      }
    }
    return was.signum() > 0 ? is.divide(was, MathContext.DECIMAL64) : BigDecimal.ONE;
  }
}
