package roadbed.assess.cost.statement;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

/**
 * What one owner bears in a month, in one currency.
 *
 * @param owner empty for what nobody bears
 * @param total in whole cents; the sum of what its lines show
 * @param exact the same without rounding
 * @param lines most cost first; adjustments for closed months last
 * @param closed whether the month is closed, so that this never changes again
 */
public record Statement(
    String owner,
    YearMonth month,
    String currency,
    BigDecimal total,
    BigDecimal exact,
    List<Line> lines,
    boolean closed) {
  public Statement {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param exact the amount to the last digit
   * @param shown the amount in whole cents, so that the lines sum to the total
   */
  public record Line(Position position, BigDecimal exact, BigDecimal shown) {

    /** Whether it corrects a month that was closed before. */
    public boolean adjusts(YearMonth month) {
      return !position.of().equals(month);
    }
  }
}
