package roadbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import roadbed.series.forecast.Forecast;
import roadbed.series.forecast.Forecaster;

/**
 * How often what came in all lay inside the intervals of totals: months to come of the M3 series (the folder of the shared
 * forecast data is the argument), and days to come of billing made from a seed, to the ends of month, quarter and year. Beside
 * it stands what adding up the single steps' intervals would have given, and how wide both are.
 */
public final class TotalsCoverage {
  private static final long SEED = 7;
  private static final int SERIES = 400;

  private TotalsCoverage() {}

  private static final class Tally {
    private int count;
    private double inside80;
    private double inside95;
    private double added80;
    private double width;
    private double widthAdded;

    private synchronized void add(Forecast forecast, double came) {
      Forecast.Step total = forecast.totals().getLast();
      double low = 0;
      double high = 0;
      for (Forecast.Step step : forecast.steps()) {
        low += step.low80();
        high += step.high80();
      }
      count++;
      inside80 += came >= total.low80() && came <= total.high80() ? 1 : 0;
      inside95 += came >= total.low95() && came <= total.high95() ? 1 : 0;
      added80 += came >= low && came <= high ? 1 : 0;
      width += (total.high80() - total.low80()) / came;
      widthAdded += (high - low) / came;
    }

    private void print(String what, int values, int horizon) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.1f | %.1f | %.1f %% | %.1f | %.1f %% |%n",
          what,
          values,
          horizon,
          100 * inside80 / count,
          100 * inside95 / count,
          100 * width / count,
          100 * added80 / count,
          100 * widthAdded / count);
    }
  }

  /** Writes the table. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(
        "| series | values | steps to come | inside 80 % | inside 95 % | width of 80 % | steps added up: inside 80 % | width |");
    System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
    for (int horizon : new int[] {3, 6, 12, 18}) {
      Tally tally = new Tally();
      List<double[][]> cases = months(Path.of(arguments[0]).resolve("m3-monthly.csv"));
      cases.parallelStream()
          .forEach(
              one -> tally.add(Forecaster.forecast(one[0], 12, horizon), Arrays.stream(one[1], 0, horizon).sum()));
      tally.print("M3 months, " + cases.size(), (int) cases.stream().mapToInt(one -> one[0].length).average().orElse(0), horizon);
    }
    for (int known : new int[] {60, 180, 400, 700}) {
      for (int horizon : new int[] {3, 15, 30, 60, 90, 180, 300}) {
        if (horizon <= known) {
          days(known, horizon);
        }
      }
    }
  }

  private static void days(int known, int horizon) {
    Tally tally = new Tally();
    IntStream.range(0, SERIES)
        .parallel()
        .forEach(
            i -> {
              double[] values = billing(new Random(SEED + i), known + horizon);
              tally.add(
                  Forecaster.forecast(Arrays.copyOf(values, known), 7, horizon),
                  Arrays.stream(values, known, known + horizon).sum());
            });
    tally.print("days of billing, " + SERIES, known, horizon);
  }

  /** A service's or team's days: a level that drifts and now and then steps, weekends, a fee on each thirtieth day, noise. */
  private static double[] billing(Random random, int days) {
    double level = Math.exp(3 + 4 * random.nextDouble());
    double weekend = 0.4 + 0.6 * random.nextDouble();
    double growth = 0.0015 * (random.nextDouble() - 0.3);
    double noise = 0.01 + 0.07 * random.nextDouble();
    double drift = 0.008 * random.nextDouble();
    double steps = random.nextInt(2) == 0 ? 0.01 * random.nextDouble() : 0;
    double fee = random.nextInt(4) == 0 ? 0.3 * random.nextDouble() : 0;
    double carried = 0;
    double at = 0;
    double[] values = new double[days];
    for (int day = 0; day < days; day++) {
      carried = 0.6 * carried + noise * random.nextGaussian();
      at += growth + drift * random.nextGaussian();
      if (random.nextDouble() < steps) {
        at += 0.2 * random.nextGaussian();
      }
      double shape = day % 7 >= 5 ? weekend : 1;
      values[day] = level * Math.exp(at) * (shape * Math.exp(carried) + (day % 30 == 0 ? fee : 0));
    }
    return values;
  }

  private static List<double[][]> months(Path file) throws IOException {
    List<double[][]> cases = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("id")) {
        cases.add(new double[][] {numbers(cells[4]), numbers(cells[5])});
      }
    }
    return cases;
  }

  private static double[] numbers(String cells) {
    return Stream.of(cells.split(" ", -1)).filter(cell -> !cell.isBlank()).mapToDouble(Double::parseDouble).toArray();
  }
}
