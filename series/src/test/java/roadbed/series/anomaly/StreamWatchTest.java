package roadbed.series.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamWatchTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

  private static double[] scores(int count, IntToDoubleFunction value) {
    StreamWatch watch = new StreamWatch(Duration.ofMinutes(5));
    return IntStream.range(0, count)
        .mapToDouble(i -> watch.next(START.plus(Duration.ofMinutes(5L * i)), value.applyAsDouble(i)))
        .toArray();
  }

  private static long alarms(double[] scores, int from, int to) {
    return Arrays.stream(scores, from, to).filter(score -> score >= 0.5).count();
  }

  @Test
  void aValueFarAboveAllBeforeIsScoredAtOnceAndOnce() {
    Random random = new Random(1);
    double[] scores = scores(3_000, i -> 50 + random.nextGaussian() + (i >= 2_000 && i < 2_040 ? 60 : 0));
    assertThat(scores[2_000]).isGreaterThan(0.9);
    assertThat(alarms(scores, 2_000, 2_200)).isEqualTo(1);
  }

  @Test
  void aDayWithoutItsPeakIsSeen() {
    Random random = new Random(2);
    IntToDoubleFunction day = i -> i % 288 >= 100 && i % 288 < 200 ? 80 : 20;
    double[] scores =
        scores(4_000, i -> (i / 288 == 10 ? 20 : day.applyAsDouble(i)) + random.nextGaussian());
    assertThat(alarms(scores, 2_880, 3_168)).isPositive();
    assertThat(alarms(scores, 864, 2_880)).isLessThanOrEqualTo(2);
  }

  @Test
  void whatNeverMovesScoresNothing() {
    assertThat(scores(2_000, _ -> 45)).containsOnly(0);
  }

  @Test
  void noiseHasFewAlarms() {
    Random random = new Random(3);
    assertThat(alarms(scores(20_000, _ -> random.nextGaussian()), 1_000, 20_000)).isLessThan(8);
  }

  @Test
  void gapsAndOddValuesArePassedOver() {
    double[] scores = scores(500, i -> i % 50 == 7 ? Double.NaN : i % 50 == 8 ? Double.POSITIVE_INFINITY : i % 5);
    assertThat(scores).doesNotContain(Double.NaN);
    assertThat(Arrays.stream(scores).allMatch(score -> score >= 0 && score <= 1)).isTrue();
  }
}
