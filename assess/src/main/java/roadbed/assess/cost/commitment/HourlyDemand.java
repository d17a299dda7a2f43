package roadbed.assess.cost.commitment;

import java.util.Arrays;

/** Demand by the hour, in units that one unit of commitment covers. What is not finite or below zero counts as none. */
public final class HourlyDemand {
  static final int WEEK = 168;

  private final double[] units;

  /** Demand from hour 0 on. */
  public HourlyDemand(double[] units) {
    this.units = units.clone();
    for (int i = 0; i < this.units.length; i++) {
      this.units[i] = Double.isFinite(units[i]) ? Math.max(0, units[i]) : 0;
    }
  }

  /** How many hours are known. */
  public int hours() {
    return units.length;
  }

  /** Demand in an hour. */
  double at(int hour) {
    return units[hour];
  }

  /** The demand of hours, sorted; fewer where they begin before hour 0. */
  double[] sorted(int from, int to) {
    double[] part = Arrays.copyOfRange(units, Math.max(0, from), Math.max(0, Math.min(to, units.length)));
    Arrays.sort(part);
    return part;
  }

  double mean(int from, int to) {
    return Arrays.stream(units, Math.max(0, from), Math.max(0, Math.min(to, units.length))).average().orElse(0);
  }

  /**
   * How much the mean of a week usually differs from that of the week before, as the standard deviation of its logarithm's
   * change, up to an hour. Where little is known, a tenth.
   */
  double weeklyChange(int until) {
    double squares = 2 * 0.1 * 0.1;
    int count = 2;
    double before = Double.NaN;
    int first = Math.max(until % WEEK, until - 52 * WEEK);
    for (int week = first; week + WEEK <= until; week += WEEK) {
      double mean = mean(week, week + WEEK);
      if (mean > 0 && before > 0) {
        double change = Math.log(mean / before);
        squares += change * change;
        count++;
      }
      before = mean;
    }
    return Math.sqrt(squares / count);
  }

  /** The value below which a share of sorted values lies, straight between two of them. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    double place = Math.clamp(share, 0, 1) * (sorted.length - 1);
    int before = (int) place;
    int after = Math.min(before + 1, sorted.length - 1);
    return sorted[before] + (place - before) * (sorted[after] - sorted[before]);
  }
}
