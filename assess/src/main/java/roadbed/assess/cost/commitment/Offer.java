package roadbed.assess.cost.commitment;

/**
 * Something that can be bought.
 *
 * @param name what people call it
 * @param hours how long it holds
 * @param priceRatio what it costs for the same use, beside the price without commitment; between 0 and 1
 * @param upfront share that is paid on the first day, from 0 to 1
 */
public record Offer(String name, int hours, double priceRatio, double upfront) {
  /** Hours in a year of 365 days. */
  public static final int YEAR = 8_760;

  /** Checks the ranges. */
  public Offer {
    if (hours < 1 || !(priceRatio > 0 && priceRatio < 1) || !(upfront >= 0 && upfront <= 1)) {
      throw new IllegalArgumentException("an offer holds for an hour or more, costs less than without, and has a share upfront");
    }
  }

  /** A year, nothing upfront. */
  public static Offer year(double priceRatio) {
    return new Offer("1 year, no upfront", YEAR, priceRatio, 0);
  }

  /**
   * The price ratio with what money costs that is paid before its use.
   *
   * @param yearly what money costs in a year, as a share
   */
  public double ratioWithCapital(double yearly) {
    return priceRatio * (1 + upfront * yearly * hours / YEAR / 2);
  }
}
