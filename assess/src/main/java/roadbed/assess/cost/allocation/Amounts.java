package roadbed.assess.cost.allocation;

import java.math.BigDecimal;

/**
 * The four costs of FOCUS, in one currency.
 *
 * @param billed BilledCost: what the invoice says
 * @param effective EffectiveCost: with commitments spread over what they cover
 * @param list ListCost: at list prices
 * @param contracted ContractedCost: at negotiated prices
 */
public record Amounts(BigDecimal billed, BigDecimal effective, BigDecimal list, BigDecimal contracted) {
  /** Nothing. */
  public static final Amounts ZERO =
      new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** Both together. */
  public Amounts plus(Amounts other) {
    return new Amounts(
        billed.add(other.billed),
        effective.add(other.effective),
        list.add(other.list),
        contracted.add(other.contracted));
  }

  /** This without the other. */
  public Amounts minus(Amounts other) {
    return new Amounts(
        billed.subtract(other.billed),
        effective.subtract(other.effective),
        list.subtract(other.list),
        contracted.subtract(other.contracted));
  }

  /** Whether all four are nothing. */
  public boolean isZero() {
    return billed.signum() == 0 && effective.signum() == 0 && list.signum() == 0 && contracted.signum() == 0;
  }

  /** The same number without zeros at its end. */
  public static BigDecimal shortest(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  /** Whether they are the same numbers, however many zeros stand at their ends. */
  public boolean sameAs(Amounts other) {
    return minus(other).isZero();
  }
}
