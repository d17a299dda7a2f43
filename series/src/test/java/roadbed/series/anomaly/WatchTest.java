package roadbed.series.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {
  /** Daily cost with weekends at six tenths and some noise. */
  private static double[] days(int count, double noise, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> 1_000 * (i % 7 >= 5 ? 0.6 : 1) * Math.exp(noise * random.nextGaussian()))
        .toArray();
  }

  private static List<Anomaly> cases(double[] values) {
    return Watch.over(values, 7, Watch.Settings.DAYS);
  }

  @Test
  void aDayThatCostsTwiceIsASpikeWithWhatItShouldHaveCost() {
    double[] values = days(120, 0.03, 1);
    values[100] *= 2;
    assertThat(cases(values))
        .anySatisfy(
            one -> {
              assertThat(one.from()).isEqualTo(100);
              assertThat(one.until()).isEqualTo(101);
              assertThat(one.kind()).isEqualTo(Anomaly.Kind.SPIKE);
              assertThat(one.expected()).isCloseTo(values[100] / 2, within(100.0));
              assertThat(one.size()).isCloseTo(one.value() - one.expected(), within(1e-9));
              assertThat(one.high()).isBetween(one.expected(), one.value());
            });
  }

  @Test
  void aStepIsToldOnceAndItsLevelIsLearned() {
    double[] values = days(160, 0.03, 2);
    for (int i = 90; i < values.length; i++) {
      values[i] *= 1.5;
    }
    List<Anomaly> after = cases(values).stream().filter(one -> one.from() >= 88).toList();
    assertThat(after.getFirst().kind()).isEqualTo(Anomaly.Kind.STEP);
    assertThat(after.getFirst().from()).isEqualTo(90);
    assertThat(after).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void weekendsAreNotAnomalies() {
    assertThat(cases(days(200, 0, 0))).isEmpty();
  }

  @Test
  void falseAlarmsKeepToTheirBudget() {
    int alarms = 0;
    for (int seed = 0; seed < 60; seed++) {
      alarms += cases(days(365 + 35, 0.1, 100 + seed)).size();
    }
    assertThat(alarms / 60.0).isLessThan(Watch.Settings.DAYS.falseAlarms() * 1.5);
  }

  @Test
  void nothingIsKnownOfTheFuture() {
    double[] values = days(150, 0.05, 3);
    values[80] *= 3;
    values[120] *= 0.2;
    List<Anomaly> all = cases(values);
    for (int length : new int[] {85, 100, 125}) {
      List<Anomaly> early = cases(Arrays.copyOf(values, length));
      assertThat(early).isEqualTo(all.stream().filter(one -> one.until() < length).toList());
    }
  }

  @Test
  void aNewShapeOfTheWeekIsToldTwiceAndThenLearned() {
    double[] values = days(160, 0.02, 9);
    for (int i = 90; i < values.length; i++) {
      values[i] /= i % 7 == 6 ? 0.6 : 1;
    }
    List<Anomaly> sundays = cases(values).stream().filter(one -> one.from() >= 90 && one.from() % 7 == 6).toList();
    assertThat(sundays).extracting(Anomaly::kind).containsExactly(Anomaly.Kind.SPIKE, Anomaly.Kind.PATTERN);
  }

  @Test
  void aCaseThatLastsIsOpen() {
    double[] values = days(100, 0.03, 4);
    values[99] *= 3;
    assertThat(cases(values).getLast().kind()).isEqualTo(Anomaly.Kind.OPEN);
  }

  @Test
  void gapsShortSeriesConstantsAndNegativesAreWatchedToo() {
    assertThat(cases(new double[0])).isEmpty();
    assertThat(cases(new double[] {1, 2, 3})).isEmpty();
    double[] constant = new double[90];
    Arrays.fill(constant, 5);
    assertThat(cases(constant)).isEmpty();
    constant[70] = 9;
    assertThat(cases(constant)).hasSize(1);
    double[] credits = days(120, 0.05, 5);
    credits[50] = Double.NaN;
    credits[100] = -4_000;
    assertThat(cases(credits)).anySatisfy(one -> assertThat(one.from()).isEqualTo(100));
  }

  @Test
  void smallSizesAreNotWorthTelling() {
    double[] values = days(120, 0.03, 6);
    values[100] *= 2;
    assertThat(Watch.over(values, 7, new Watch.Settings(4, 365, 5_000))).isEmpty();
  }

  @Test
  void hoursAreWatchedByTheirWeek() {
    Random random = new Random(8);
    double[] values =
        IntStream.range(0, 24 * 7 * 8)
            .mapToDouble(i -> (i / 24 % 7 < 5 && i % 24 >= 8 && i % 24 < 18 ? 50 : 20) * Math.exp(0.05 * random.nextGaussian()))
            .toArray();
    int night = 24 * 7 * 7 + 24 * 2 + 3;
    values[night] = 50;
    List<Anomaly> cases = Watch.over(values, 168, Watch.Settings.HOURS);
    assertThat(cases).anySatisfy(one -> assertThat(one.from()).isEqualTo(night));
    assertThat(cases).hasSizeLessThan(5);
  }
}
