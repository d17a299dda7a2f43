package roadbed.series.forecast;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * When the steps of a series are, and what days do to it: months of 31 days cost more than those of 28, holidays are not like
 * other days of their week, and the first of the month carries what is billed once a month.
 *
 * @param first day, or any day of the month, of the first value
 * @param step what lies between two values
 * @param holidays days that are unlike others of their week, of the past and to come
 */
public record Calendar(LocalDate first, Step step, Set<LocalDate> holidays) {
  private static final int WEEK = 7;
  private static final int LEAST_DAYS = 3 * WEEK;

  /** A day must be further from its likes than this, in their usual distance, to be counted as special. */
  private static final double SPECIAL = 2.5;

  /** Copies the set. */
  public Calendar {
    holidays = Set.copyOf(holidays);
  }

  /** What lies between two values. */
  public enum Step {
    /** A day. */
    DAY,
    /** A month. */
    MONTH
  }

  /** What each value and each step ahead is multiplied by, 1 where nothing is special. */
  double[] factors(double[] values, int horizon) {
    return switch (step) {
      case MONTH -> months(values.length + horizon);
      case DAY -> days(values, horizon);
    };
  }

  private double[] months(int count) {
    double[] factors = new double[count];
    double mean = 365.2425 / 12;
    for (int i = 0; i < count; i++) {
      factors[i] = first.plusMonths(i).lengthOfMonth() / mean;
    }
    return factors;
  }

  private double[] days(double[] values, int horizon) {
    double[] factors = new double[values.length + horizon];
    Arrays.fill(factors, 1);
    if (values.length < LEAST_DAYS || Arrays.stream(values).anyMatch(value -> value <= 0)) {
      return factors;
    }
    double[] ratios = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ratios[i] = values[i] / likes(values, i);
    }
    double usual = median(Arrays.stream(ratios).map(ratio -> Math.abs(ratio - 1)).toArray());
    double holiday = special(ratios, usual, true);
    double billed = special(ratios, usual, false);
    for (int i = 0; i < factors.length; i++) {
      factors[i] = isHoliday(i) ? holiday : isFirst(i) ? billed : 1;
    }
    return factors;
  }

  private boolean isHoliday(int index) {
    return holidays.contains(first.plusDays(index));
  }

  private boolean isFirst(int index) {
    return first.plusDays(index).getDayOfMonth() == 1;
  }

  /** The usual ratio of special days, 1 where it does not stand out from what days do anyway or there are too few. */
  private double special(double[] ratios, double usual, boolean holiday) {
    double[] found =
        IntStream.range(0, ratios.length)
            .filter(i -> Double.isFinite(ratios[i]))
            .filter(i -> holiday ? isHoliday(i) : isFirst(i) && !isHoliday(i))
            .mapToDouble(i -> ratios[i])
            .toArray();
    if (found.length < 2) {
      return 1;
    }
    double ratio = median(found);
    return Math.abs(ratio - 1) > SPECIAL * usual / Math.sqrt(found.length) ? ratio : 1;
  }

  /** The median of the same weekday in the two weeks before and after, holidays and firsts of the month left out. */
  private double likes(double[] values, int index) {
    double[] likes = new double[4];
    int count = 0;
    for (int weeks = -2; weeks <= 2; weeks++) {
      int at = index + weeks * WEEK;
      if (weeks != 0 && at >= 0 && at < values.length && Double.isFinite(values[at]) && !isHoliday(at) && !isFirst(at)) {
        likes[count++] = values[at];
      }
    }
    return count == 0 ? Double.NaN : median(Arrays.copyOf(likes, count));
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
