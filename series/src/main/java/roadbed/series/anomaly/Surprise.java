package roadbed.series.anomaly;

/**
 * How far a statistic goes beyond all that it was before, beside how far it went from its usual value then. A record drawn by
 * chance goes a little beyond the last one, and records become rare; both hold whatever the statistic's distribution is. A
 * record moves the bar a part of the way only, so that one extreme does not hide those after it.
 */
final class Surprise {
  private static final int WARM_UP = 150;
  private static final double LEARNED = 0.4;

  private final RunningMedian usual = new RunningMedian();
  private double record = Double.NEGATIVE_INFINITY;
  private int seen;

  /**
   * Tells how surprising a value is, 0 for not at all.
   *
   * @param least distances from the usual value smaller than this count as this
   */
  double next(double value, double least) {
    double surprise = 0;
    boolean warm = seen >= WARM_UP;
    if (warm && value > record) {
      double reach = Math.max(record - usual.get(), least);
      surprise = reach > 0 ? (value - record) / reach : Double.MAX_VALUE;
    }
    if (value > record) {
      record = warm ? record + LEARNED * (value - record) : value;
    }
    usual.add(value);
    seen++;
    return surprise;
  }
}
