package roadbed.assess.cost.explore;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param question what was asked
 * @param ofDailySums whether daily sums answered it; else lines did
 * @param rows most first; the last may be what was left out of the top
 * @param totals over all groups, by currency
 * @param before the same in the days compared with
 */
public record CostAnswer(
    CostQuestion question,
    boolean ofDailySums,
    List<Row> rows,
    Map<String, BigDecimal> totals,
    Map<String, BigDecimal> before) {

  /** What the row of all groups beyond the top is called. */
  public static final String OTHERS = "(others)";

  /**
   * One group.
   *
   * @param at the first day of the time it is of, where time is split
   * @param values the groups' values; empty where a line states none
   * @param amount the sum, exact
   * @param before the sum in the days compared with; zero where nothing is compared
   */
  public record Row(
      Optional<LocalDate> at, List<String> values, String currency, BigDecimal amount, BigDecimal before) {

    /** By how much it changed. */
    public BigDecimal change() {
      return amount.subtract(before);
    }
  }

  /** A line of a bill, for whoever drills down to it; amounts as billed. */
  public record Item(
      LocalDate day,
      String provider,
      String account,
      String service,
      String chargeCategory,
      String resource,
      String sku,
      String description,
      String quantity,
      String currency,
      BigDecimal billed,
      BigDecimal effective,
      String tags) {}
}
