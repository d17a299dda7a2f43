package roadbed.assess.cost.waste;

import roadbed.model.Money;

/**
 * What something costs in a month.
 *
 * @param money how much
 * @param basis where the number is from
 * @param words the same for a person: the days of the bill, or quantity and price
 */
public record MonthlyCost(Money money, Basis basis, String words) {

  /** Where a cost is from. */
  public enum Basis {
    /** A bill says what it cost. */
    BILL,
    /** No bill knows it: a price sheet says what it would cost. */
    PRICES;

    /** The identifier used in documents, for example {@code bill}. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
