package roadbed.series.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
  private static double[] series(int length, IntToDoubleFunction value) {
    return IntStream.range(0, length).mapToDouble(value).toArray();
  }

  private static double[] means(Forecast forecast) {
    return forecast.steps().stream().mapToDouble(Forecast.Step::mean).toArray();
  }

  private static void isInOrder(Forecast forecast) {
    for (Forecast.Step step : forecast.steps()) {
      double[] ends = {step.low95(), step.low80(), step.mean(), step.high80(), step.high95()};
      assertThat(ends).isSorted();
      assertThat(Arrays.stream(ends).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void aStraightLineGoesOn() {
    double[] means = means(Forecaster.forecast(series(60, i -> 100 + 2 * i), 1, 6));
    for (int h = 0; h < 6; h++) {
      assertThat(means[h]).isCloseTo(100 + 2 * (60 + h), within(4.0));
    }
  }

  @Test
  void aSeasonComesAgain() {
    double[] means = means(Forecaster.forecast(series(96, i -> 100 + 20 * Math.sin(i * Math.PI / 6)), 12, 12));
    for (int h = 0; h < 12; h++) {
      assertThat(means[h]).isCloseTo(100 + 20 * Math.sin((96 + h) * Math.PI / 6), within(3.0));
    }
  }

  @Test
  void hoursOfADayAndAWeekComeAgain() {
    IntToDoubleFunction office = i -> i / 24 % 7 < 5 && i % 24 >= 8 && i % 24 < 18 ? 500 : 100 + i % 24;
    double[] means = means(Forecaster.forecast(series(24 * 7 * 5, office), 24, 24 * 7));
    for (int h = 0; h < means.length; h++) {
      assertThat(means[h]).isCloseTo(office.applyAsDouble(24 * 7 * 5 + h), within(30.0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 25, 40})
  void aShortSeriesHasAForecastWithIntervals(int length) {
    Forecast forecast = Forecaster.forecast(series(length, i -> 10 + i * i % 7), 12, 5);
    assertThat(forecast.steps()).hasSize(5);
    isInOrder(forecast);
    assertThat(forecast.steps().getLast().high80()).isGreaterThan(forecast.steps().getLast().low80());
  }

  @Test
  void noValueAtAllHasNoForecast() {
    assertThat(Forecaster.forecast(new double[0], 7, 3).steps()).isEmpty();
    assertThat(Forecaster.forecast(new double[] {Double.NaN, Double.NaN}, 7, 3).steps()).isEmpty();
  }

  @Test
  void whatNeverMovedStays() {
    for (double value : new double[] {0, -3, 42.5}) {
      Forecast forecast = Forecaster.forecast(series(30, _ -> value), 7, 4);
      assertThat(means(forecast)).containsOnly(value);
    }
  }

  @Test
  void negativesZerosAndHugeValuesAreForecast() {
    Random random = new Random(11);
    for (double size : new double[] {1e-300, 1e-9, 1, 1e12, 1e300}) {
      for (int length : new int[] {6, 30, 250}) {
        double[] values = series(length, _ -> size * random.nextGaussian());
        isInOrder(Forecaster.forecast(values, 7, 14));
        isInOrder(Forecaster.forecast(series(length, i -> i % 4 == 0 ? size : 0), 7, 14));
      }
    }
  }

  @Test
  void whatIsNeverBelowZeroIsNotForecastBelowIt() {
    Forecast forecast = Forecaster.forecast(series(40, i -> Math.max(0, 40 - 1.2 * i)), 7, 20);
    assertThat(forecast.steps()).allSatisfy(step -> assertThat(step.low95()).isNotNegative());
  }

  @Test
  void gapsInsideAreClosedAndGapsAtTheEndAreForecastOver() {
    double[] values = series(70, i -> 50 + 10 * (i % 7));
    double[] full = means(Forecaster.forecast(values, 7, 7));
    double[] holes = values.clone();
    holes[20] = Double.NaN;
    holes[41] = Double.POSITIVE_INFINITY;
    holes[42] = Double.NaN;
    assertThat(means(Forecaster.forecast(holes, 7, 7))).containsExactly(full, within(2.0));
    double[] late = Arrays.copyOf(values, 73);
    Arrays.fill(late, 70, 73, Double.NaN);
    assertThat(means(Forecaster.forecast(late, 7, 4))).containsExactly(Arrays.copyOfRange(full, 3, 7), within(3.0));
  }

  @Test
  void theSameValuesGiveTheSameForecastAlsoInCompany() {
    Random random = new Random(5);
    List<double[]> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int shift = i;
      many.add(series(80, j -> 100 + shift + 10 * (j % 7) + random.nextGaussian()));
    }
    List<Forecast> together = Forecaster.forecastAll(many, 7, 10, _ -> {});
    for (int i = 0; i < many.size(); i++) {
      assertThat(together.get(i)).isEqualTo(Forecaster.forecast(many.get(i), 7, 10));
    }
  }

  @Test
  void intervalsHoldAboutWhatTheySay() {
    Random random = new Random(17);
    int inside80 = 0;
    int inside95 = 0;
    int count = 0;
    for (int series = 0; series < 150; series++) {
      double[] all = series(92, i -> 200 + 30 * (i % 7) + 15 * random.nextGaussian());
      Forecast forecast = Forecaster.forecast(Arrays.copyOf(all, 84), 7, 8);
      for (Forecast.Step step : forecast.steps()) {
        double value = all[83 + step.ahead()];
        inside80 += value >= step.low80() && value <= step.high80() ? 1 : 0;
        inside95 += value >= step.low95() && value <= step.high95() ? 1 : 0;
        count++;
      }
    }
    assertThat(inside80 / (double) count).isBetween(0.74, 0.9);
    assertThat(inside95 / (double) count).isBetween(0.9, 0.99);
  }

  @Test
  void theEndOfACommitmentRaisesWhatComesAfterIt() {
    double[] values = series(60, i -> 100 + i % 7);
    Outlook outlook =
        new Outlook(Optional.empty(), List.of(), List.of(Outlook.Change.endOfCommitment(4, 30, 50)));
    double[] plain = means(Forecaster.forecast(values, 7, 7));
    double[] changed = means(Forecaster.forecast(values, 7, 7, outlook));
    for (int h = 0; h < 7; h++) {
      assertThat(changed[h] - plain[h]).isCloseTo(h < 3 ? 0 : 20, within(1e-9));
    }
  }

  @Test
  void aKnownShiftIsNotTakenForATrend() {
    double[] values = series(60, i -> i < 50 ? 100 + i % 3 : 200 + i % 3);
    Outlook outlook = new Outlook(Optional.empty(), List.of(new Outlook.Shift(50)), List.of());
    for (double mean : means(Forecaster.forecast(values, 1, 10, outlook))) {
      assertThat(mean).isBetween(195.0, 207.0);
    }
  }

  @Test
  void longMonthsCostMoreThanShortOnes() {
    LocalDate first = LocalDate.of(2024, 1, 1);
    double[] values = series(24, i -> 10.0 * first.plusMonths(i).lengthOfMonth());
    Outlook outlook =
        new Outlook(
            Optional.of(new Calendar(first, Calendar.Step.MONTH, Set.of())), List.of(), List.of());
    double[] means = means(Forecaster.forecast(values, 12, 12, outlook));
    for (int h = 0; h < 12; h++) {
      assertThat(means[h]).isCloseTo(10.0 * first.plusMonths(24 + h).lengthOfMonth(), within(0.01));
    }
  }

  @Test
  void holidaysAndTheFirstOfTheMonthAreLikeTheirOwnKind() {
    LocalDate first = LocalDate.of(2026, 1, 5);
    Set<LocalDate> holidays =
        Set.of(LocalDate.of(2026, 2, 11), LocalDate.of(2026, 3, 18), LocalDate.of(2026, 4, 15), LocalDate.of(2026, 5, 5));
    Random random = new Random(3);
    double[] values =
        series(
            112,
            i -> {
              LocalDate day = first.plusDays(i);
              double factor = holidays.contains(day) ? 0.5 : day.getDayOfMonth() == 1 ? 3 : 1;
              return factor * (100 + random.nextGaussian());
            });
    Outlook outlook =
        new Outlook(Optional.of(new Calendar(first, Calendar.Step.DAY, holidays)), List.of(), List.of());
    double[] means = means(Forecaster.forecast(values, 7, 20, outlook));
    for (int h = 0; h < 20; h++) {
      LocalDate day = first.plusDays(112 + h);
      double expected = holidays.contains(day) ? 50 : day.getDayOfMonth() == 1 ? 300 : 100;
      assertThat(means[h]).as(day.toString()).isCloseTo(expected, within(0.05 * expected));
    }
  }

  @Test
  void aSeasonOrAHorizonOfNothingIsRefused() {
    assertThatThrownBy(() -> Forecaster.forecast(new double[] {1}, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Forecaster.forecast(new double[] {1}, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Series are made from the seeds 1000 to 1149. The total's range holds what comes as often as it says. */
  @ParameterizedTest
  @CsvSource({"180, 30", "400, 90", "700, 300"})
  void aTotalsIntervalHoldsItAsOftenAsItSays(int known, int horizon) {
    int series = 150;
    int inside80 = 0;
    int inside95 = 0;
    int narrower = 0;
    for (int i = 0; i < series; i++) {
      double[] days = drifting(new Random(1_000 + i), known + horizon);
      Forecast forecast = Forecaster.forecast(Arrays.copyOf(days, known), 7, horizon);
      Forecast.Step total = forecast.totals().getLast();
      double came = Arrays.stream(days, known, known + horizon).sum();
      inside80 += came >= total.low80() && came <= total.high80() ? 1 : 0;
      inside95 += came >= total.low95() && came <= total.high95() ? 1 : 0;
      double added = forecast.steps().stream().mapToDouble(step -> step.high80() - step.low80()).sum();
      narrower += total.high80() - total.low80() < added ? 1 : 0;
    }
    assertThat(100.0 * inside80 / series).isBetween(70.0, 90.0);
    assertThat(100.0 * inside95 / series).isGreaterThan(88);
    assertThat(100.0 * narrower / series).isGreaterThan(50);
  }

  private static double[] drifting(Random random, int length) {
    double at = 4;
    double[] days = new double[length];
    for (int day = 0; day < length; day++) {
      at += 0.005 * random.nextGaussian();
      days[day] = Math.exp(at + 0.04 * random.nextGaussian()) * (day % 7 >= 5 ? 0.6 : 1);
    }
    return days;
  }

  @Test
  void totalsAddUpTheStepsWithWhatIsPlanned() {
    double[] days = drifting(new Random(5), 200);
    Outlook planned = new Outlook(Optional.empty(), List.of(), List.of(Outlook.Change.times(11, 2)));
    Forecast plain = Forecaster.forecast(days, 7, 30);
    Forecast changed = Forecaster.forecast(days, 7, 30, planned);
    for (int h : new int[] {1, 10, 30}) {
      assertThat(changed.totals().get(h - 1).mean())
          .isCloseTo(changed.steps().stream().limit(h).mapToDouble(Forecast.Step::mean).sum(), within(1e-6));
    }
    assertThat(changed.totals().get(9)).isEqualTo(plain.totals().get(9));
    assertThat(changed.totals().getLast().mean()).isGreaterThan(1.5 * plain.totals().getLast().mean());
    double width = plain.totals().getLast().high80() - plain.totals().getLast().low80();
    assertThat(changed.totals().getLast().high80() - changed.totals().getLast().low80()).isBetween(1.4 * width, 2 * width);
  }
}
