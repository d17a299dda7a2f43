package roadbed.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import roadbed.series.anomaly.Anomaly;
import roadbed.series.anomaly.Watch;

/**
 * Daily billing with anomalies that are known: series with weekends, growth, a fee on the first of the month and noise of its
 * own size, into which one anomaly of seven kinds is put. There is no public set of cloud cost with labels; this one is made
 * from a seed, so that anyone gets the same. Prints what the watch finds, how late, and how often it alarms where nothing is.
 */
public final class InjectedAnomalies {
  private static final int DAYS = 365;
  private static final int FOR_EACH_KIND = 150;
  private static final int QUIET = 500;
  private static final long SEED = 20_260_101;

  /** How late a case may begin and still count as found. */
  private static final int LATE = 10;

  private InjectedAnomalies() {}

  private enum Kind {
    SPIKE("one day costs 1.3 to 3 times as much"),
    BURST("three to six days cost 1.3 to 2 times as much"),
    STEP_UP("from a day on everything costs 1.2 to 2 times as much"),
    STEP_DOWN("from a day on it costs 0.3 to 0.8 times as much"),
    RAMP("growth of 3 to 6 % a day for two weeks"),
    WEEKENDS("what was switched off at weekends runs through"),
    OUTAGE("one to three days cost 0.05 to 0.6 times as much");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  /** Writes the table. */
  public static void main(String[] arguments) {
    System.out.println("| kind | series | found | days late, median | alarms elsewhere, a series and year |");
    System.out.println("|---|--:|--:|--:|--:|");
    Random random = new Random(SEED);
    int all = 0;
    for (Kind kind : Kind.values()) {
      List<Integer> late = new ArrayList<>();
      int elsewhere = 0;
      for (int i = 0; i < FOR_EACH_KIND; i++) {
        double[] values = quiet(random);
        int at = 150 + random.nextInt(180);
        int until = inject(kind, values, at, random);
        boolean hit = false;
        for (Anomaly one : Watch.over(values, 7, Watch.Settings.DAYS)) {
          boolean inside = one.until() > at && one.from() <= Math.max(until, at + LATE);
          if (inside && !hit) {
            late.add(Math.max(0, one.from() - at));
            hit = true;
          }
          elsewhere += inside ? 0 : 1;
        }
      }
      all += late.size();
      int[] sorted = late.stream().mapToInt(Integer::intValue).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.0f %% | %s | %.1f |%n",
          kind.description,
          FOR_EACH_KIND,
          100.0 * late.size() / FOR_EACH_KIND,
          sorted.length == 0 ? "" : Integer.toString(sorted[sorted.length / 2]),
          (double) elsewhere / FOR_EACH_KIND);
    }
    int alarms = 0;
    for (int i = 0; i < QUIET; i++) {
      alarms += Watch.over(quiet(random), 7, Watch.Settings.DAYS).size();
    }
    System.out.printf(Locale.ROOT, "| nothing | %d | | | %.1f |%n", QUIET, (double) alarms / QUIET);
    System.out.printf(
        Locale.ROOT,
        "%nAll kinds: %.0f %% found. The budget is four false alarms a year.%n",
        100.0 * all / (FOR_EACH_KIND * Kind.values().length));
  }

  /** A year of a team's or service's cost in which nothing happens. */
  private static double[] quiet(Random random) {
    double level = Math.exp(3 + 4 * random.nextDouble());
    double weekend = 0.4 + 0.6 * random.nextDouble();
    double growth = 0.0015 * (random.nextDouble() - 0.3);
    double noise = 0.01 + 0.07 * random.nextDouble();
    double fee = random.nextInt(4) == 0 ? 0.3 * random.nextDouble() : 0;
    double carried = 0;
    double[] values = new double[DAYS];
    for (int day = 0; day < DAYS; day++) {
      carried = 0.6 * carried + noise * random.nextGaussian();
      double shape = day % 7 >= 5 ? weekend : 1;
      values[day] = level * (shape * Math.exp(growth * day + carried) + (day % 30 == 0 ? fee : 0));
    }
    return values;
  }

  /** Puts an anomaly in and returns its last day. */
  private static int inject(Kind kind, double[] values, int at, Random random) {
    double u = random.nextDouble();
    return switch (kind) {
      case SPIKE -> times(values, at, at, 1.3 + 1.7 * u);
      case BURST -> times(values, at, at + 2 + random.nextInt(4), 1.3 + 0.7 * u);
      case STEP_UP -> times(values, at, DAYS - 1, 1.2 + 0.8 * u);
      case STEP_DOWN -> times(values, at, DAYS - 1, 0.3 + 0.5 * u);
      case OUTAGE -> times(values, at, at + random.nextInt(3), 0.05 + 0.55 * u);
      case RAMP -> {
        for (int day = at; day < DAYS; day++) {
          values[day] *= Math.exp((0.03 + 0.03 * u) * Math.min(14, day - at + 1));
        }
        yield at + 14;
      }
      case WEEKENDS -> {
        double[] before = values.clone();
        for (int day = at; day < DAYS; day++) {
          if (day % 7 >= 5) {
            values[day] = Math.max(values[day], Arrays.stream(before, day - 5, day).average().orElse(0));
          }
        }
        yield at + 14;
      }
    };
  }

  private static int times(double[] values, int from, int to, double factor) {
    for (int day = from; day <= Math.min(to, DAYS - 1); day++) {
      values[day] *= factor;
    }
    return Math.min(to, from + LATE);
  }
}
