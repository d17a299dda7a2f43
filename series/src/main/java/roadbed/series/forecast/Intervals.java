package roadbed.series.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far values lay from forecasts, as intervals around new ones (split conformal prediction). Errors of all horizons are
 * brought to one size by a curve of how errors grow with the horizon, and the quantile of those sizes is the interval's half.
 * Series above zero are measured in ratios, so that their intervals stay above zero.
 */
final class Intervals {
  private static final double NORMAL_80 = 1.2816;
  private static final double NORMAL_95 = 1.96;

  /** Errors of neighbouring points and horizons are not independent: so many count as one. */
  private static final double ALIKE = 3;

  /** The wide interval is at least so much wider than the narrow one; a few errors show no tail. That of a normal error. */
  private static final double TAIL = NORMAL_95 / NORMAL_80;

  /** Errors that chose the weights are smaller than those to come: measured on hourly series whose future is known. */
  private static final double CHOSEN = 1.15;

  /**
   * A sum over many steps was seen only a few times, and errors found from few are too small: by this times the sum's share
   * of the steps that were tried on, at 80 %. Measured on months and days whose future is known.
   */
  private static final double FEW_80 = 0.4;

  /** The same at 95 %, where few errors show no tail. */
  private static final double FEW_95 = 0.8;

  /** Values and forecasts below this share of the greatest value make no ratio. */
  private static final double LEAST_OF_A_RATIO = 1e-4;

  /** Relative errors beyond this are no proportion any more; such series are measured in absolute errors. */
  private static final double LARGEST_RATIO = 1.2;

  private static final double ALWAYS = Double.POSITIVE_INFINITY;

  /** The least size that errors are taken to have, so that a series without any has intervals of no width. */
  private static final double FLOOR = 1e-9;

  private final boolean ratios;
  private final double size;
  private final double growth;
  private final double at80;
  private final double at95;

  /** How many steps the forecasts were tried on reach over; infinite where the number of steps that are summed says nothing. */
  private final double tried;

  private Intervals(boolean ratios, double size, double growth, double at80, double at95, double tried) {
    this.tried = tried;
    this.ratios = ratios;
    this.size = size;
    this.growth = growth;
    this.at80 = at80;
    this.at95 = at95;
  }

  /** Forecasts from earlier points beside what came. */
  static final class Misses {
    private final double[][] absolute;
    private final double[][] relative;
    private final boolean chosen;
    private final boolean sums;
    private final int tried;

    private Misses(List<double[]> came, List<double[]> forecasts, boolean chosen, boolean sums, int tried) {
      this.tried = tried;
      this.chosen = chosen;
      this.sums = sums;
      this.absolute = new double[came.size()][];
      boolean ratios =
          Stream.concat(came.stream(), forecasts.stream())
              .flatMapToDouble(Arrays::stream)
              .allMatch(value -> value > LEAST_OF_A_RATIO);
      this.relative = new double[ratios ? came.size() : 0][];
      for (int k = 0; k < came.size(); k++) {
        double[] values = came.get(k);
        double[] forecast = forecasts.get(k);
        absolute[k] = new double[forecast.length];
        for (int h = 0; h < forecast.length; h++) {
          absolute[k][h] = Math.abs(values[h] - forecast[h]);
        }
        if (ratios) {
          relative[k] = new double[forecast.length];
          for (int h = 0; h < forecast.length; h++) {
            relative[k][h] = Math.abs(Math.log(values[h] / forecast[h]));
          }
        }
      }
    }

    /**
     * Misses of single steps.
     *
     * @param origins index of the first value of each forecast
     * @param chosen whether these errors also chose the methods' weights
     */
    static Misses ofSteps(double[] values, int[] origins, List<double[]> forecasts, boolean chosen) {
      return new Misses(came(values, origins, forecasts), forecasts, chosen, false, values.length - origins[0]);
    }

    /** Misses of the sums from the first step on; errors of one forecast go in one direction for long, or cancel out. */
    static Misses ofSums(double[] values, int[] origins, List<double[]> forecasts, boolean chosen) {
      return new Misses(
          came(values, origins, forecasts).stream().map(Misses::sums).toList(),
          forecasts.stream().map(Misses::sums).toList(),
          chosen,
          true,
          values.length - origins[0]);
    }

    private static List<double[]> came(double[] values, int[] origins, List<double[]> forecasts) {
      return IntStream.range(0, origins.length)
          .mapToObj(k -> Arrays.copyOfRange(values, origins[k], origins[k] + forecasts.get(k).length))
          .toList();
    }

    private static double[] sums(double[] values) {
      double[] sums = values.clone();
      Arrays.parallelPrefix(sums, Double::sum);
      return sums;
    }

    boolean ratios() {
      return relative.length > 0;
    }

    /** Errors by point and step, as they are or as logarithms of ratios. */
    double[][] of(boolean ratios) {
      return ratios ? relative : absolute;
    }
  }

  static Intervals of(Misses misses) {
    return without(misses, -1);
  }

  /** The intervals that all points but one give. */
  private static Intervals without(Misses misses, int left) {
    Intervals inRatios = misses.ratios() ? without(misses, left, true) : null;
    return inRatios != null && inRatios.at95 * inRatios.size <= LARGEST_RATIO ? inRatios : without(misses, left, false);
  }

  private static Intervals without(Misses misses, int left, boolean ratios) {
    double[][] errors = misses.of(ratios);
    int longest = 0;
    int all = 0;
    for (int k = 0; k < errors.length; k++) {
      longest = Math.max(longest, errors[k].length);
      all += k == left ? 0 : errors[k].length;
    }
    double[] sums = new double[longest];
    int[] counts = new int[longest];
    for (int k = 0; k < errors.length; k++) {
      for (int h = 0; h < errors[k].length && k != left; h++) {
        sums[h] += errors[k][h];
        counts[h]++;
      }
    }
    double[] curve = curve(sums, counts, Growth.of(misses.sums, ratios));
    double size = curve[0];
    double growth = curve[1];
    double[] units = units(size, growth, longest);
    double[] sorted = new double[all];
    int count = 0;
    for (int k = 0; k < errors.length; k++) {
      for (int h = 0; h < errors[k].length && k != left; h++) {
        sorted[count++] = errors[k][h] / units[h];
      }
    }
    Arrays.sort(sorted);
    double at80 = quantile(sorted, 0.8);
    double at95 = Math.max(quantile(sorted, 0.95), at80 * TAIL);
    double wider = misses.chosen ? CHOSEN : 1;
    double tried = misses.sums ? misses.tried : ALWAYS;
    return new Intervals(ratios, size, growth, wider * at80, wider * at95, tried);
  }

  /**
   * Exponents with which errors grow by the horizon.
   *
   * @param usual nearly a random walk's
   */
  private record Growth(double least, double usual, double most) {
    static Growth of(boolean sums, boolean ratios) {
      if (!sums) {
        return new Growth(0, 0.4, 0.8);
      }
      // A sum of independent errors grows with the root of their number, one of a random walk with its power of 1.5; beside
      // a sum that grows with the number itself both are one less.
      return ratios ? new Growth(-0.5, 0, 0.6) : new Growth(0.5, 1, 1.6);
    }
  }

  /** What errors are measured by at each step. */
  private static double[] units(double size, double growth, int steps) {
    double[] units = new double[steps];
    for (int h = 0; h < steps; h++) {
      units[h] = size * Math.pow(h + 1, growth);
    }
    return units;
  }

  /** Size at one step and exponent of the growth: least squares on logarithms, weighed by how many errors there are. */
  private static double[] curve(double[] sums, int[] counts, Growth bounds) {
    double weights = 0;
    double across = 0;
    double up = 0;
    double all = 0;
    int total = 0;
    for (int h = 0; h < sums.length; h++) {
      all += sums[h];
      total += counts[h];
      if (sums[h] > 0) {
        weights += counts[h];
        across += counts[h] * Math.log(h + 1);
        up += counts[h] * Math.log(sums[h] / counts[h]);
      }
    }
    double mean = total == 0 ? 0 : all / total;
    if (!(mean > 0)) {
      return new double[] {FLOOR, bounds.usual};
    }
    double covariance = 0;
    double variance = 0;
    for (int h = 0; h < sums.length; h++) {
      if (sums[h] > 0) {
        double x = Math.log(h + 1) - across / weights;
        covariance += counts[h] * x * (Math.log(sums[h] / counts[h]) - up / weights);
        variance += counts[h] * x * x;
      }
    }
    // Few errors say little of growth; what is usual is drawn on for what is missing.
    double prior = 2;
    double growth = Math.clamp((covariance + prior * bounds.usual) / (variance + prior), bounds.least, bounds.most);
    double scale = 0;
    for (int h = 0; h < sums.length; h++) {
      scale += counts[h] * Math.pow(h + 1, growth);
    }
    return new double[] {Math.max(all / scale, FLOOR), growth};
  }

  private static double quantile(double[] sorted, double level) {
    int n = sorted.length;
    double independent = Math.max(1, n / ALIKE);
    double place = Math.min(level * (1 + 1 / independent), 1) * n - 1;
    if (place <= 0) {
      return sorted[0];
    }
    int before = (int) Math.min(place, n - 1);
    double share = place - before;
    double after = sorted[Math.min(before + 1, n - 1)];
    return sorted[before] + share * (after - sorted[before]);
  }

  /** Shares of values inside the intervals that all other points give, at 80 and 95 %. */
  static double[] coverage(Misses misses) {
    int count = 0;
    int inside80 = 0;
    int inside95 = 0;
    int points = misses.absolute.length;
    if (points < 2) {
      return new double[] {Double.NaN, Double.NaN};
    }
    for (int k = 0; k < points; k++) {
      Intervals others = without(misses, k);
      double[] errors = misses.of(others.ratios)[k];
      double[] units = units(others.size, others.growth, errors.length);
      for (int h = 0; h < errors.length; h++) {
        inside80 += errors[h] <= others.at80 * units[h] ? 1 : 0;
        inside95 += errors[h] <= others.at95 * units[h] ? 1 : 0;
        count++;
      }
    }
    return new double[] {(double) inside80 / count, (double) inside95 / count};
  }

  /** For series too short to try anything on: a random walk with steps as large as those seen. */
  static Intervals ofMovement(double[] values) {
    double squares = 0;
    for (int i = 1; i < values.length; i++) {
      squares += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
    }
    int steps = Math.max(1, values.length - 1);
    double few = 1 + 2.0 / steps;
    return new Intervals(false, Math.sqrt(squares / steps) * few, 0.5, NORMAL_80, NORMAL_95, ALWAYS);
  }

  /** The same for the sums from the first step on. */
  static Intervals ofMovementOfSums(double[] values) {
    Intervals steps = ofMovement(values);
    return new Intervals(false, steps.size / Math.sqrt(3), 1.5, steps.at80, steps.at95, ALWAYS);
  }

  /** Steps around point forecasts. */
  List<Forecast.Step> around(double[] mean, boolean notBelowZero) {
    List<Forecast.Step> steps = new ArrayList<>(mean.length);
    for (int h = 0; h < mean.length; h++) {
      double unit = size * Math.pow(h + 1, growth);
      double few = (h + 1) / tried;
      double[] narrow = ends(mean[h], at80 * unit * (1 + FEW_80 * few), notBelowZero);
      double[] wide = ends(mean[h], at95 * unit * (1 + FEW_95 * few), notBelowZero);
      steps.add(new Forecast.Step(h + 1, mean[h], narrow[0], narrow[1], wide[0], wide[1]));
    }
    return steps;
  }

  private double[] ends(double mean, double half, boolean notBelowZero) {
    if (ratios) {
      double factor = Math.exp(half);
      return new double[] {mean / factor, mean * factor};
    }
    return new double[] {notBelowZero ? Math.max(0, mean - half) : mean - half, mean + half};
  }
}
