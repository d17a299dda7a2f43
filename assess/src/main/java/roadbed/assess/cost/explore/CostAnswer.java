package roadbed.assess.cost.explore;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.currency.Unrated;

/**
 * The answer to a question.
 *
 * @param question what was asked
 * @param ofDailySums whether daily sums answered it; else lines did
 * @param rows most first; the last may be what was left out of the top
 * @param totals over all groups, by currency
 * @param before the same in the days compared with
 * @param unrated what stays in its own currency where another was asked for, of all these days together
 */
public record CostAnswer(
    CostQuestion question,
    boolean ofDailySums,
    List<Row> rows,
    Map<String, BigDecimal> totals,
    Map<String, BigDecimal> before,
    List<Unrated> unrated) {

  /** What the row of all groups beyond the top is called. */
  public static final String OTHERS = "(others)";

  /** What the columns of {@link #cells} are called. */
  public List<String> header() {
    List<String> header = new ArrayList<>();
    if (question.grain() != Grain.WHOLE) {
      header.add(question.grain().name().toLowerCase(Locale.ROOT));
    }
    header.addAll(question.groups());
    header.add("currency");
    header.add(question.measure().id());
    if (question.compared().isPresent()) {
      header.add("before");
      header.add("change");
    }
    return header;
  }

  /** A row as texts: its time and groups, currency, amount and, where days are compared, the amount before and the change. */
  public List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    if (question.grain() != Grain.WHOLE) {
      cells.add(row.at().map(LocalDate::toString).orElse(""));
    }
    cells.addAll(row.values());
    cells.add(row.currency());
    cells.add(row.amount().toPlainString());
    if (question.compared().isPresent()) {
      cells.add(row.before().toPlainString());
      cells.add((row.change().signum() > 0 ? "+" : "") + row.change().toPlainString());
    }
    return cells;
  }

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
