package roadbed.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import roadbed.series.anomaly.Anomaly;
import roadbed.series.anomaly.Watch;

/**
 * Daily billing with anomalies that are known: series with weekends, growth, a fee on the first of the month and noise of its
 * own size, into which one anomaly of seven kinds is put. There is no public set of cloud cost with labels; this one is made
 * from a seed, so that anyone gets the same. Prints what the watch finds, how late, and how often it alarms where nothing is,
 * under two budgets of false alarms. With a folder as argument the series and their labels are written there as well: {@code
 * costs.csv} has a line a day (day, series, cost), {@code labels.csv} a line a series (series, kind, first and last day).
 */
public final class InjectedAnomalies {
  private static final int DAYS = 365;
  private static final int FOR_EACH_KIND = 150;
  private static final int QUIET = 500;
  private static final long SEED = 20_260_101;
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);

  /** False alarms a year and series that are put up with. */
  private static final double[] BUDGETS = {4, 0.5};

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

  /** A year of a series with what was put into it; quiet ones have no kind. */
  private record Labelled(String id, List<Double> values, Optional<Kind> kind, int at, int until) {
    Labelled {
      values = List.copyOf(values);
    }

    double[] days() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** What a watch made of the series of one kind. */
  private static final class Outcome {
    private final List<Integer> late = new ArrayList<>();
    private int elsewhere;

    void add(Labelled one, double falseAlarms) {
      boolean hit = false;
      for (Anomaly alarm : Watch.over(one.days(), 7, new Watch.Settings(falseAlarms, DAYS, 0))) {
        boolean inside =
            one.kind.isPresent() && alarm.until() > one.at && alarm.from() <= Math.max(one.until, one.at + LATE);
        if (inside && !hit) {
          late.add(Math.max(0, alarm.from() - one.at));
          hit = true;
        }
        elsewhere += inside ? 0 : 1;
      }
    }

    String cells(int series) {
      int[] sorted = late.stream().mapToInt(Integer::intValue).sorted().toArray();
      return String.format(
          Locale.ROOT,
          " %.0f %% | %.0f %% | %s | %.1f |",
          100.0 * sorted.length / series,
          100.0 * sorted.length / Math.max(1, sorted.length + elsewhere),
          sorted.length == 0 ? "" : Integer.toString(sorted[sorted.length / 2]),
          (double) elsewhere / series);
    }
  }

  /** Writes the table, and the series where a folder is named. */
  public static void main(String[] arguments) throws IOException {
    List<Labelled> all = series();
    if (arguments.length > 0) {
      write(all, Path.of(arguments[0]));
    }
    System.out.println("| kind | series | budget | found | of alarms | days late, median | alarms elsewhere, a series and year |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|");
    for (double budget : BUDGETS) {
      int found = 0;
      for (Kind kind : Kind.values()) {
        Outcome outcome = new Outcome();
        all.stream().filter(one -> one.kind.equals(Optional.of(kind))).forEach(one -> outcome.add(one, budget));
        found += outcome.late.size();
        row(kind.description, FOR_EACH_KIND, budget, outcome.cells(FOR_EACH_KIND));
      }
      Outcome quiet = new Outcome();
      all.stream().filter(one -> one.kind.isEmpty()).forEach(one -> quiet.add(one, budget));
      row("nothing", QUIET, budget, String.format(Locale.ROOT, " | | | %.1f |", (double) quiet.elsewhere / QUIET));
      row(
          "all kinds",
          FOR_EACH_KIND * Kind.values().length,
          budget,
          String.format(Locale.ROOT, " %.0f %% | | | |", 100.0 * found / (FOR_EACH_KIND * Kind.values().length)));
    }
  }

  private static void row(String what, int series, double budget, String cells) {
    System.out.printf(Locale.ROOT, "| %s | %d | %s |%s%n", what, series, budget, cells);
  }

  private static List<Labelled> series() {
    Random random = new Random(SEED);
    List<Labelled> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < FOR_EACH_KIND; i++) {
        double[] values = quiet(random);
        int at = 150 + random.nextInt(180);
        int until = inject(kind, values, at, random);
        all.add(new Labelled(kind.name().toLowerCase(Locale.ROOT) + "-" + i, Arrays.stream(values).boxed().toList(), Optional.of(kind), at, until));
      }
    }
    for (int i = 0; i < QUIET; i++) {
      all.add(new Labelled("quiet-" + i, Arrays.stream(quiet(random)).boxed().toList(), Optional.empty(), 0, 0));
    }
    return all;
  }

  private static void write(List<Labelled> all, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (PrintWriter costs = new PrintWriter(Files.newBufferedWriter(folder.resolve("costs.csv")));
        PrintWriter labels = new PrintWriter(Files.newBufferedWriter(folder.resolve("labels.csv")))) {
      costs.println("day,series,cost");
      labels.println("series,kind,from,until");
      for (Labelled one : all) {
        for (int day = 0; day < DAYS; day++) {
          costs.printf(Locale.ROOT, "%s,%s,%.2f%n", FIRST.plusDays(day), one.id, one.values.get(day));
        }
        one.kind.ifPresent(
            kind ->
                labels.printf(
                    "%s,%s,%s,%s%n",
                    one.id,
                    kind.name().toLowerCase(Locale.ROOT),
                    FIRST.plusDays(one.at),
                    FIRST.plusDays(Math.min(one.until, DAYS - 1))));
      }
    }
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
