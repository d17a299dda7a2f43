package roadbed.series.anomaly;

import java.util.Arrays;

/** The least and greatest values around each time of the day, over the last two weeks. */
final class DayBand {
  private static final int DAYS = 14;
  private static final int MOST_SLOTS = 288;
  private static final int LEAST_DAYS = 2;
  private static final long DAY = 86_400;

  private final int slots;
  private final int reach;
  private final double[][] least;
  private final double[][] greatest;
  private final long[] dayOf = new long[DAYS];

  /**
   * A band.
   *
   * @param step seconds between values
   */
  DayBand(long step) {
    this.slots = Math.clamp(DAY / step, 1, MOST_SLOTS);
    this.reach = slots == 1 ? 0 : Math.max(1, slots / 96);
    this.least = new double[DAYS][slots];
    this.greatest = new double[DAYS][slots];
    Arrays.fill(dayOf, Long.MIN_VALUE);
  }

  /** How far a value lies above the band of the days before (first) or below it (second); zeros where too few are known. */
  double[] beyond(long epochSecond, double value) {
    long day = Math.floorDiv(epochSecond, DAY);
    int slot = slot(epochSecond);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int known = 0;
    for (int row = 0; row < DAYS; row++) {
      if (dayOf[row] >= day || dayOf[row] < day - DAYS) {
        continue;
      }
      double lowOfDay = Double.POSITIVE_INFINITY;
      double highOfDay = Double.NEGATIVE_INFINITY;
      for (int i = slot - reach; i <= slot + reach; i++) {
        int at = Math.floorMod(i, slots);
        lowOfDay = Math.min(lowOfDay, least[row][at]);
        highOfDay = Math.max(highOfDay, greatest[row][at]);
      }
      if (lowOfDay <= highOfDay) {
        known++;
        low = Math.min(low, lowOfDay);
        high = Math.max(high, highOfDay);
      }
    }
    return known < LEAST_DAYS
        ? new double[] {0, 0}
        : new double[] {Math.max(0, value - high), Math.max(0, low - value)};
  }

  void add(long epochSecond, double value) {
    long day = Math.floorDiv(epochSecond, DAY);
    int row = Math.floorMod(day, DAYS);
    if (dayOf[row] != day) {
      dayOf[row] = day;
      Arrays.fill(least[row], Double.POSITIVE_INFINITY);
      Arrays.fill(greatest[row], Double.NEGATIVE_INFINITY);
    }
    int slot = slot(epochSecond);
    least[row][slot] = Math.min(least[row][slot], value);
    greatest[row][slot] = Math.max(greatest[row][slot], value);
  }

  private int slot(long epochSecond) {
    return (int) (Math.floorMod(epochSecond, DAY) * slots / DAY);
  }
}
