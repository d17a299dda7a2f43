package roadbed.series.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Watches series of days or hours for what does not fit their season and level. What is expected is the median of the level of
 * the last seasons with the median of what this place of the season adds or multiplies; how far off values usually are is
 * learned from the past, and the tail beyond it is taken to fall off exponentially. A value is told where chance alone would
 * bring one as far off less often than the budget of false alarms allows. While a case lasts it is told once: what stays at
 * another level for some steps becomes a step with its own new level, what comes again at the same place of the next season is
 * a new pattern and is learned, and what comes back was a spike.
 */
public final class Watch {
  /** Seasons that the level is the median of. */
  private static final int LEVEL_SEASONS = 2;

  /** Seasons that the season's shape is the median of. */
  private static final int SHAPE_SEASONS = 8;

  private static final int LEAST_ERRORS = 20;
  private static final int MOST_ERRORS = 400;

  /** From this quantile on errors are the tail. */
  private static final double TAIL = 0.9;

  /** So many values off on one side are a new level; a day of hours. */
  private static final int OF_A_STEP = 4;

  private static final double HALF = 0.5;

  /** Budgets below this are of no use: no series is long enough to learn such a tail. */
  private static final double LEAST_BUDGET = 0.01;

  private final double[] values;
  private final int season;
  private final Settings settings;
  private final boolean ratios;
  private final int ofAStep;

  /** Off values that are told, as they were expected to be: what is learned from instead of them. */
  private final double[] learned;

  /** The median of a season around a step, once all of it is known. */
  private final double[] levels;

  /** The sign of every value that was told, 0 for the others. */
  private final byte[] told;

  /** What each step should have been, and between what it would have been unremarkable. */
  private final Band band;

  private final double[] errors;
  private int errorCount;
  private final List<Anomaly> cases = new ArrayList<>();

  private Watch(double[] values, int season, Settings settings) {
    this.values = values;
    this.season = season;
    this.settings = settings;
    this.ratios = Arrays.stream(values).allMatch(value -> Double.isNaN(value) || value > 0);
    this.ofAStep = (int) Math.max(OF_A_STEP, Math.round(settings.stepsInYear() / 365));
    this.learned = values.clone();
    this.told = new byte[values.length];
    this.levels = new double[values.length];
    Arrays.fill(levels, Double.NaN);
    this.errors = new double[values.length];
    this.band = new Band(new double[values.length], new double[values.length], new double[values.length]);
  }

  /**
   * How to watch.
   *
   * @param falseAlarms how many a year and series are put up with
   * @param stepsInYear 365 for days, 8760 for hours
   * @param least differences smaller than this, added up over a case, are not told
   */
  public record Settings(double falseAlarms, double stepsInYear, double least) {
    /** Days, four false alarms a year. */
    public static final Settings DAYS = new Settings(4, 365, 0);

    /** Hours, four false alarms a year. */
    public static final Settings HOURS = new Settings(4, 8_760, 0);

    /** Checks the ranges. */
    public Settings {
      if (!(falseAlarms >= LEAST_BUDGET) || !(stepsInYear >= 1) || !(least >= 0)) {
        throw new IllegalArgumentException("a budget of false alarms is at least " + LEAST_BUDGET + " a year, a least size not below zero");
      }
    }
  }

  /** What was expected of each step and the range that would have been unremarkable; NaN while it is being learned. */
  public static final class Band {
    private final double[] expected;
    private final double[] low;
    private final double[] high;

    private Band(double[] expected, double[] low, double[] high) {
      this.expected = expected;
      this.low = low;
      this.high = high;
      Arrays.fill(expected, Double.NaN);
      Arrays.fill(low, Double.NaN);
      Arrays.fill(high, Double.NaN);
    }

    /** What a step should have been. */
    public double expected(int step) {
      return expected[step];
    }

    /** Lower end of the range. */
    public double low(int step) {
      return low[step];
    }

    /** Upper end of the range. */
    public double high(int step) {
      return high[step];
    }
  }

  /**
   * What was expected of a series, step by step as it was watched.
   *
   * @param values in order; gaps are NaN
   * @param season steps in a season
   */
  public static Band band(double[] values, int season, Settings settings) {
    Watch watch = new Watch(values.clone(), season, settings);
    watch.run();
    return watch.band;
  }

  /**
   * Finds all cases of a series, each by what came before and during it alone.
   *
   * @param values in order; gaps are NaN
   * @param season steps in a season: 7 for days, 168 for hours
   */
  public static List<Anomaly> over(double[] values, int season, Settings settings) {
    if (season < 1) {
      throw new IllegalArgumentException("a season has at least one step, not " + season);
    }
    Watch watch = new Watch(values.clone(), season, settings);
    watch.run();
    return watch.cases.stream().filter(one -> Math.abs(one.size()) >= settings.least()).toList();
  }

  /**
   * Finds the cases of many series, on all cores. This is the one place where series are watched side by side.
   *
   * @param done told how many are finished, from any thread
   */
  public static List<List<Anomaly>> overAll(List<double[]> series, int season, Settings settings, IntConsumer done) {
    AtomicInteger finished = new AtomicInteger();
    return series.parallelStream()
        .map(
            values -> {
              List<Anomaly> cases = over(values, season, settings);
              done.accept(finished.incrementAndGet());
              return cases;
            })
        .toList();
  }

  /**
   * What a step should have been by all that lies before it.
   *
   * @return NaN where nothing is known before it
   */
  public static double expected(double[] values, int season, int step) {
    Watch watch = new Watch(Arrays.copyOf(values, step + 1), season, Settings.DAYS);
    return watch.expected(step, step);
  }

  private void run() {
    int warmUp = LEVEL_SEASONS * season;
    int i = warmUp;
    while (i < values.length) {
      double expected = expected(i, i);
      double error = error(values[i], expected);
      if (Double.isNaN(error)) {
        i++;
        continue;
      }
      double limit = limit();
      tell(i, expected, limit);
      if (Math.abs(error) <= limit) {
        errors[errorCount++] = Math.abs(error);
        i++;
      } else {
        i = opened(i, limit);
      }
    }
  }

  private void tell(int step, double expected, double limit) {
    band.expected[step] = expected;
    if (Double.isFinite(limit)) {
      band.low[step] = end(expected, -limit);
      band.high[step] = end(expected, limit);
    }
  }

  /** Follows a case from its first value to its end and returns the step after it. */
  private int opened(int from, double limit) {
    int sign = error(values[from], expected(from, from)) > 0 ? 1 : -1;
    int until = from;
    int off = 0;
    double size = 0;
    double likelihood = 0;
    while (until < values.length) {
      double expected = expected(until, from);
      double error = error(values[until], expected) * sign;
      tell(until, expected, limit);
      if (Double.isNaN(error)) {
        until++;
        continue;
      }
      if (error <= limit * (off == 0 ? 1 : HALF)) {
        break;
      }
      off++;
      size += values[until] - expected;
      likelihood = Math.max(likelihood, error / limit);
      until++;
      if (off == ofAStep) {
        break;
      }
    }
    boolean step = off >= ofAStep;
    boolean again = !step && from >= season && told[from - season] == sign;
    Anomaly.Kind kind =
        step
            ? Anomaly.Kind.STEP
            : again ? Anomaly.Kind.PATTERN : until >= values.length ? Anomaly.Kind.OPEN : Anomaly.Kind.SPIKE;
    double expected = expected(from, from);
    cases.add(
        new Anomaly(
            from, until, kind, values[from], expected, end(expected, -limit), end(expected, limit), size, likelihood));
    Arrays.fill(told, from, until, (byte) sign);
    if (step) {
      moveLevel(from, until);
    } else {
      double[] instead = new double[until - from];
      for (int i = from; i < until; i++) {
        instead[i - from] = expected(i, from);
      }
      for (int i = from; i < until; i++) {
        if (i >= season && told[i - season] == sign) {
          movePlace(i, instead[i - from]);
        } else {
          learned[i] = instead[i - from];
        }
      }
    }
    Arrays.fill(levels, Math.max(0, from - (SHAPE_SEASONS + 1) * season), values.length, Double.NaN);
    return until;
  }

  /** After a step the past is moved to the new level, so that the season's shape is kept and nothing is told twice. */
  private void moveLevel(int from, int until) {
    double[] moved = new double[until - from];
    int count = 0;
    for (int i = from; i < until; i++) {
      double expected = expected(i, from);
      if (!Double.isNaN(values[i])) {
        moved[count++] = ratios ? values[i] / expected : values[i] - expected;
      }
    }
    double by = median(moved, count);
    for (int i = Math.max(0, from - SHAPE_SEASONS * season); i < from; i++) {
      learned[i] = ratios ? learned[i] * by : learned[i] + by;
    }
  }

  /** What was off at the same place of the season twice is the season's new shape: its past is moved there. */
  private void movePlace(int place, double expected) {
    if (Double.isNaN(values[place])) {
      return;
    }
    double by = ratios ? values[place] / expected : values[place] - expected;
    for (int i = place - season; i >= 0 && i >= place - SHAPE_SEASONS * season; i -= season) {
      learned[i] = ratios ? learned[i] * by : learned[i] + by;
    }
    learned[place] = values[place];
  }

  /** What a step should have been by what is known before another. */
  private double expected(int step, int known) {
    int width = LEVEL_SEASONS * season;
    double level = median(learned, Math.max(0, known - width), known);
    if (season == 1) {
      return level;
    }
    double[] shapes = new double[SHAPE_SEASONS];
    int count = 0;
    for (int at = step - season; at >= 0 && count < SHAPE_SEASONS; at -= season) {
      if (at < known && !Double.isNaN(learned[at])) {
        double around = levelAround(at, known);
        shapes[count++] = ratios ? learned[at] / around : learned[at] - around;
      }
    }
    double shape = count == 0 ? (ratios ? 1 : 0) : median(shapes, count);
    return ratios ? level * shape : level + shape;
  }

  /** The median of a season around a step, of what is known. */
  private double levelAround(int at, int known) {
    if (!Double.isNaN(levels[at])) {
      return levels[at];
    }
    int centred = at - season / 2;
    int from = Math.max(0, Math.min(centred, known - season));
    double level = median(learned, from, Math.min(known, from + season));
    if (from == centred) {
      levels[at] = level;
    }
    return level;
  }

  private double error(double value, double expected) {
    if (Double.isNaN(value) || Double.isNaN(expected)) {
      return Double.NaN;
    }
    return ratios ? Math.log(value / expected) : value - expected;
  }

  private double end(double expected, double error) {
    return ratios ? expected * Math.exp(error) : expected + error;
  }

  /** How far off a value may be: the tail's distance that is gone beyond as often as the budget says. */
  private double limit() {
    int count = Math.min(errorCount, MOST_ERRORS);
    if (count < LEAST_ERRORS) {
      return unlearned(count);
    }
    double[] newest = Arrays.copyOfRange(errors, errorCount - count, errorCount);
    Arrays.sort(newest);
    int first = (int) (TAIL * count);
    double start = newest[first];
    double beyond = 0;
    for (int i = first; i < count; i++) {
      beyond += (newest[i] - start) / (count - first);
    }
    double chance = Math.min(settings.falseAlarms() / settings.stepsInYear(), 1 - TAIL);
    // The mean of few excesses is uncertain; it is taken at least as large as a normal error's.
    double mean = Math.max(beyond, 0.25 * start) * (1 + 4.0 / (count - first));
    return Math.max(start + mean * Math.log((1 - TAIL) / chance), least());
  }

  /** Before enough is learned: far beyond all that was seen. */
  private double unlearned(int count) {
    double most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, errors[i]);
    }
    return count == 0 ? Double.POSITIVE_INFINITY : Math.max(3 * most, least());
  }

  /** A hundredth, so that what never moved does not alarm at a cent. */
  private double least() {
    return ratios ? 0.01 : 1e-9;
  }

  private static double median(double[] from, int count) {
    return median(from, 0, count);
  }

  private static double median(double[] values, int from, int to) {
    double[] known = new double[Math.max(0, to - from)];
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(values[i])) {
        known[count++] = values[i];
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(known, 0, count);
    return (known[(count - 1) / 2] + known[count / 2]) / 2;
  }
}
