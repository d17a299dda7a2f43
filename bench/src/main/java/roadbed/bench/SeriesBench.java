package roadbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import roadbed.series.anomaly.Watch;
import roadbed.series.forecast.Forecast;
import roadbed.series.forecast.Forecaster;

/** How well and how fast series are forecast and watched. The folder of the shared forecast data is the argument. */
public final class SeriesBench {
  private static final int MANY = 10_000;
  private static final long SEED = 4;

  private SeriesBench() {}

  /** A series as it was known, and how it went on. */
  private static final class Case {
    private final double[] past;
    private final double[] future;

    Case(double[] past, double[] future) {
      this.past = past;
      this.future = future;
    }

    double[] past() {
      return past;
    }
  }

  /** Writes the tables. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    List<Case> months = months(data.resolve("m3-monthly.csv"));
    List<Case> hours = hours(data.resolve("m4-hourly-train.csv"), data.resolve("m4-hourly-test.csv"));
    System.out.println("| series | horizon | sMAPE | MASE | OWA | inside 80 % | inside 95 % | seconds |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
    String byHorizon = accuracy("M3 monthly", months, 12, 18) + accuracy("M4 hourly", hours, 24, 48);
    System.out.println("\nShare of values inside the intervals of 80 and 95 %, by horizon:\n");
    System.out.println(byHorizon);
    System.out.println("| what | series | values each | seconds | CPU seconds of all cores | limit |");
    System.out.println("|---|--:|--:|--:|--:|--:|");
    speed("forecast of 18 months", repeated(months.stream().map(Case::past).toList()), 12, 18);
    speed("forecast of 90 days", days(), 7, 90);
    Clock started = Clock.now();
    int cases = Watch.overAll(days(), 7, Watch.Settings.DAYS, _ -> {}).stream().mapToInt(List::size).sum();
    row("whole year watched day by day (" + cases + " cases)", MANY, 365, started, "30");
  }

  private static String accuracy(String name, List<Case> cases, int season, int horizon) {
    long started = System.nanoTime();
    List<Forecast> forecasts = Forecaster.forecastAll(cases.stream().map(Case::past).toList(), season, horizon, _ -> {});
    double seconds = (System.nanoTime() - started) / 1e9;
    double percentage = 0;
    double scaled = 0;
    double[] inside80 = new double[horizon];
    double[] inside95 = new double[horizon];
    for (int i = 0; i < cases.size(); i++) {
      double[] past = cases.get(i).past;
      double movement = 0;
      for (int j = season; j < past.length; j++) {
        movement += Math.abs(past[j] - past[j - season]) / (past.length - season);
      }
      for (Forecast.Step step : forecasts.get(i).steps()) {
        double value = cases.get(i).future[step.ahead() - 1];
        double error = Math.abs(value - step.mean());
        percentage += 200 * error / (Math.abs(value) + Math.abs(step.mean())) / horizon / cases.size();
        scaled += error / movement / horizon / cases.size();
        inside80[step.ahead() - 1] += (value >= step.low80() && value <= step.high80() ? 100.0 : 0) / cases.size();
        inside95[step.ahead() - 1] += (value >= step.low95() && value <= step.high95() ? 100.0 : 0) / cases.size();
      }
    }
    // M4's naive forecast on seasonally adjusted hours, as the competition published its errors.
    double owa = (percentage / 18.383 + scaled / 2.395) / 2;
    System.out.printf(
        Locale.ROOT,
        "| %s, %d | %d | %.2f | %.3f | %s | %.1f | %.1f | %.1f |%n",
        name,
        cases.size(),
        horizon,
        percentage,
        scaled,
        season == 24 ? String.format(Locale.ROOT, "%.3f", owa) : "",
        Arrays.stream(inside80).average().orElse(0),
        Arrays.stream(inside95).average().orElse(0),
        seconds);
    StringBuilder text = new StringBuilder("- " + name + ":");
    for (int h = 0; h < horizon; h += Math.max(1, horizon / 8)) {
      text.append(String.format(Locale.ROOT, " %d: %.0f / %.0f;", h + 1, inside80[h], inside95[h]));
    }
    return text.append('\n').toString();
  }

  private static void speed(String what, List<double[]> series, int season, int horizon) {
    Clock started = Clock.now();
    Forecaster.forecastAll(series, season, horizon, _ -> {});
    row(what, series.size(), series.getFirst().length, started, "60");
  }

  private static void row(String what, int count, int length, Clock started, String limit) {
    Clock now = Clock.now();
    double seconds = (now.wall - started.wall) / 1e9;
    double cpu = (now.cpu - started.cpu) / 1e9;
    System.out.printf(Locale.ROOT, "| %s | %,d | %d | %.1f | %.1f | %s |%n", what, count, length, seconds, cpu, limit);
  }

  /** Nanoseconds by the wall's clock and of the processor; the second says more where others work beside. */
  private record Clock(long wall, long cpu) {
    static Clock now() {
      long cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
      return new Clock(System.nanoTime(), cpu);
    }
  }

  private static List<double[]> repeated(List<double[]> series) {
    return IntStream.range(0, MANY).mapToObj(i -> series.get(i % series.size())).toList();
  }

  private static List<double[]> days() {
    Random random = new Random(SEED);
    return IntStream.range(0, MANY)
        .mapToObj(
            _ -> {
              double level = 10 + 1_000 * random.nextDouble();
              double weekend = 0.5 + 0.5 * random.nextDouble();
              return IntStream.range(0, 365)
                  .mapToDouble(day -> level * (day % 7 >= 5 ? weekend : 1) * Math.exp(0.05 * random.nextGaussian()))
                  .toArray();
            })
        .toList();
  }

  private static List<Case> months(Path file) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("id")) {
        cases.add(new Case(numbers(Arrays.stream(cells[4].split(" ", -1))), numbers(Arrays.stream(cells[5].split(" ", -1)))));
      }
    }
    return cases;
  }

  private static List<Case> hours(Path train, Path test) throws IOException {
    Map<String, double[]> futures = new HashMap<>();
    for (String line : Files.readAllLines(test)) {
      String[] cells = line.split(",", -1);
      if (!line.startsWith("V1")) {
        futures.put(cells[0], numbers(Arrays.stream(cells).skip(1)));
      }
    }
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(train)) {
      String[] cells = line.split(",", -1);
      double[] future = futures.get(cells[0]);
      if (future != null) {
        cases.add(new Case(numbers(Arrays.stream(cells).skip(1)), future));
      }
    }
    return cases;
  }

  private static double[] numbers(Stream<String> cells) {
    return cells.filter(cell -> !cell.isBlank()).mapToDouble(Double::parseDouble).toArray();
  }
}
