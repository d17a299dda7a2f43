package roadbed.assess.cost.anomaly;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was bought of one thing by one resource over some days.
 *
 * @param sku what was bought
 * @param description what the bill says of it
 * @param unit of the quantity, empty where none is stated
 * @param quantity empty where no line states one
 * @param list cost at list prices, zero where none is stated
 */
public record UsageLine(
    String sku, String description, String resource, String unit, Optional<BigDecimal> quantity, BigDecimal effective, BigDecimal list) {

  /** Lines of a bill, summed. Implemented by {@code store}. */
  @FunctionalInterface
  public interface Source {
    /** What was bought in a scope from one day to another, both included; the dearest first, at most {@code most}. */
    List<UsageLine> lines(Scope scope, String currency, LocalDate from, LocalDate to, int most);
  }
}
