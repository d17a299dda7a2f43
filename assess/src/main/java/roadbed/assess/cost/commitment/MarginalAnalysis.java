package roadbed.assess.cost.commitment;

import java.util.Arrays;

/**
 * How much of its time one more unit of commitment would be used: the share of hours in which demand is above it, over what
 * demand may become. A unit is worth its price while that share is above the price ratio, which is its break-even.
 */
final class MarginalAnalysis {
  /** Middles of nine equal parts of the normal distribution. */
  private static final double[] NORMAL = {-1.593, -0.967, -0.589, -0.282, 0, 0.282, 0.589, 0.967, 1.593};

  private static final int HALVINGS = 40;

  private final double[] sorted;
  private final double spread;

  /**
   * An analysis.
   *
   * @param sorted demand of recent hours, ascending
   * @param spread how far demand may move over the term: standard deviation of its logarithm
   */
  MarginalAnalysis(double[] sorted, double spread) {
    this.sorted = sorted;
    this.spread = spread;
  }

  /** Share of time in which the unit above a level is used. */
  double utilisation(double level) {
    double sum = 0;
    for (double normal : NORMAL) {
      sum += above(level / Math.exp(spread * normal));
    }
    return sum / NORMAL.length;
  }

  private double above(double level) {
    int at = Arrays.binarySearch(sorted, level);
    int low = at < 0 ? -at - 1 : at;
    while (low > 0 && sorted[low - 1] >= level) {
      low--;
    }
    return sorted.length == 0 ? 0 : (double) (sorted.length - low) / sorted.length;
  }

  /** The greatest level whose unit is used at least so much of its time. */
  double level(double least) {
    double low = 0;
    double high = sorted.length == 0 ? 0 : sorted[sorted.length - 1] * Math.exp(spread * NORMAL[NORMAL.length - 1]);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (utilisation(middle) >= least) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Mean saving an hour of a commitment, in units at the price without commitment, over what demand may become. */
  double saving(double units, double priceRatio) {
    double sum = 0;
    for (double normal : NORMAL) {
      sum += savingAt(units, priceRatio, Math.exp(spread * normal));
    }
    return sum / NORMAL.length;
  }

  /** Mean saving an hour where demand is a multiple of what it was. */
  double savingAt(double units, double priceRatio, double factor) {
    if (sorted.length == 0) {
      return -priceRatio * units;
    }
    double used = 0;
    for (double demand : sorted) {
      used += Math.min(units, demand * factor);
    }
    return used / sorted.length - priceRatio * units;
  }

  /** The best that could have been saved where demand is a multiple of what it was. */
  double bestSavingAt(double priceRatio, double factor) {
    return savingAt(factor * HourlyDemand.quantile(sorted, 1 - priceRatio), priceRatio, factor);
  }
}
