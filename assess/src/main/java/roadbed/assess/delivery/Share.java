package roadbed.assess.delivery;

/**
 * A part of a whole, with the bounds of the rate behind it.
 *
 * <p>The bounds are the score interval of Wilson ("Probable inference, the law of succession, and statistical inference",
 * 1927) at 95%: it is sound for small samples and for rates near 0 and 1.
 *
 * @param part how many
 * @param whole of how many
 */
public record Share(int part, int whole) {
  private static final double Z = 1.959963984540054;

  public Share {
    if (part < 0 || whole < part) {
      throw new IllegalArgumentException(part + " of " + whole);
    }
  }

  /** Whether there is anything to be a part of: a rate of nothing is not known. */
  public boolean isKnown() {
    return whole > 0;
  }

  /** From 0 to 1; not a number where the whole is nothing. */
  public double rate() {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }

  /** The lower bound of the rate. */
  public double low() {
    return part == 0 && whole > 0 ? 0 : bound(-1);
  }

  /** The upper bound of the rate. */
  public double high() {
    return part == whole && whole > 0 ? 1 : bound(1);
  }

  private double bound(int side) {
    if (whole == 0) {
      return Double.NaN;
    }
    double n = whole;
    double p = rate();
    double z2 = Z * Z;
    return (p + z2 / (2 * n) + side * Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  }
}
