package roadbed.series.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roadbed.testkit.SharedData;

/** Against series whose future is known: every fourth, so that it takes seconds. {@code bench/series.sh} runs them all. */
class AccuracyTest {
  private record Case(double[] past, double[] future) {}

  private record Score(double percentageError, double scaledError, double coverage80, double coverage95) {}

  @Test
  void monthsOfTheM3Competition() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.at("forecast/m3-monthly.csv"))) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("id")) {
        cases.add(new Case(numbers(Arrays.stream(cells[4].split(" "))), numbers(Arrays.stream(cells[5].split(" ")))));
      }
    }
    Score score = score(everyFourth(cases), 12, 18);
    assertThat(score.percentageError).isLessThan(13.2);
    assertThat(score.scaledError).isLessThan(0.84);
    assertThat(score.coverage80).isBetween(0.76, 0.87);
    assertThat(score.coverage95).isBetween(0.92, 0.98);
  }

  @Test
  void hoursOfTheM4Competition() throws IOException {
    Map<String, double[]> futures = new HashMap<>();
    for (String line : Files.readAllLines(SharedData.at("forecast/m4-hourly-test.csv"))) {
      String[] cells = line.replace("\"", "").split(",", -1);
      futures.put(cells[0], line.startsWith("V1") ? new double[0] : numbers(Arrays.stream(cells).skip(1)));
    }
    List<Case> cases = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.at("forecast/m4-hourly-train.csv"))) {
      String[] cells = line.replace("\"", "").split(",", -1);
      if (!line.startsWith("V1")) {
        cases.add(new Case(numbers(Arrays.stream(cells).skip(1)), futures.get(cells[0])));
      }
    }
    Score score = score(everyFourth(cases), 24, 48);
    // The overall weighted average beside the seasonally adjusted naive forecast, whose errors the competition published.
    double owa = (score.percentageError / 18.383 + score.scaledError / 2.395) / 2;
    assertThat(owa).isLessThan(0.44);
    assertThat(score.coverage80).isBetween(0.74, 0.87);
    assertThat(score.coverage95).isBetween(0.91, 0.98);
  }

  private static List<Case> everyFourth(List<Case> cases) {
    List<Case> some = new ArrayList<>();
    for (int i = 0; i < cases.size(); i += 4) {
      some.add(cases.get(i));
    }
    return some;
  }

  private static double[] numbers(Stream<String> cells) {
    return cells.filter(cell -> !cell.isBlank()).mapToDouble(Double::parseDouble).toArray();
  }

  private static Score score(List<Case> cases, int season, int horizon) {
    List<Forecast> forecasts =
        Forecaster.forecastAll(cases.stream().map(Case::past).toList(), season, horizon, _ -> {});
    double percentage = 0;
    double scaled = 0;
    double inside80 = 0;
    double inside95 = 0;
    for (int i = 0; i < cases.size(); i++) {
      double[] past = cases.get(i).past;
      double movement = 0;
      for (int j = season; j < past.length; j++) {
        movement += Math.abs(past[j] - past[j - season]) / (past.length - season);
      }
      for (Forecast.Step step : forecasts.get(i).steps()) {
        double value = cases.get(i).future[step.ahead() - 1];
        double error = Math.abs(value - step.mean());
        percentage += 200 * error / (Math.abs(value) + Math.abs(step.mean()));
        scaled += error / movement;
        inside80 += value >= step.low80() && value <= step.high80() ? 1 : 0;
        inside95 += value >= step.low95() && value <= step.high95() ? 1 : 0;
      }
    }
    double count = (double) cases.size() * horizon;
    return new Score(percentage / count, scaled / count, inside80 / count, inside95 / count);
  }
}
