package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.MetricSeries;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/**
 * Samples of counters to counts of slices.
 *
 * <p>What a counter grew between two samples belongs to the slice of the later one, so that the slices add up to the whole
 * growth, whatever the times of the samples. A counter that fell began anew and counts in full. A series that is first seen
 * at some number counts in full where its service was being measured before, because the first event makes its series;
 * else it was there before anybody looked, and what it counted then is not ours.
 */
public final class CounterGrowth {
  private static final long ONE = 1_000;

  private final long seconds;
  private final Map<Long, Long> some = new HashMap<>();
  private final Map<Long, Long> total = new HashMap<>();
  private final Map<Long, Boolean> up = new HashMap<>();
  private long watchedSince = Long.MAX_VALUE;

  private CounterGrowth(long seconds) {
    this.seconds = seconds;
  }

  /**
   * The slices between the first and the last sample.
   *
   * @param slice not shorter than the time between samples
   * @param part counters of the good events or of the bad ones
   * @param good whether {@code part} are the good ones
   * @param all counters of all events
   * @param targets whether targets could be measured: above 0 where they could. Empty where nothing says; then a slice
   *     without samples is no-data
   */
  public static List<SliceCount> of(
      String objective,
      Duration slice,
      List<MetricSeries> part,
      boolean good,
      List<MetricSeries> all,
      List<MetricSeries> targets) {
    CounterGrowth growth = new CounterGrowth(slice.toSeconds());
    for (MetricSeries series : targets) {
      for (int i = 0; i < series.size(); i++) {
        growth.seen(series.second(i), series.value(i) > 0);
      }
    }
    boolean told = !targets.isEmpty();
    for (MetricSeries series : all) {
      for (int i = 0; i < series.size(); i++) {
        if (!told) {
          growth.seen(series.second(i), true);
        }
      }
    }
    all.forEach(series -> growth.count(series, growth.total));
    part.forEach(series -> growth.count(series, growth.some));
    return growth.slices(objective, slice, good);
  }

  private void seen(long second, boolean measured) {
    up.merge(Math.ceilDiv(second, seconds) - 1, measured, Boolean::logicalOr);
    if (measured) {
      watchedSince = Math.min(watchedSince, second);
    }
  }

  private void count(MetricSeries series, Map<Long, Long> into) {
    long before = -1;
    for (int i = 0; i < series.size(); i++) {
      // The counter's value is rounded, and not its growth, so that the rounding does not add up.
      long value = Math.round(series.value(i) * ONE);
      if (value < 0) {
        continue;
      }
      long grown = before < 0 ? (series.second(i) > watchedSince ? value : 0) : value >= before ? value - before : value;
      if (grown > 0) {
        into.merge(Math.ceilDiv(series.second(i), seconds) - 1, grown, Math::addExact);
      }
      before = value;
    }
  }

  private List<SliceCount> slices(String objective, Duration slice, boolean good) {
    List<SliceCount> slices = new ArrayList<>();
    if (up.isEmpty()) {
      return slices;
    }
    long first = up.keySet().stream().mapToLong(Long::longValue).min().orElseThrow();
    long last = up.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    if (last - first >= EventLedger.MOST_SLICES) {
      throw new IllegalArgumentException("samples span more than " + EventLedger.MOST_SLICES + " slices");
    }
    for (long at = first; at <= last; at++) {
      Instant start = Instant.ofEpochSecond(at * seconds);
      long counted = total.getOrDefault(at, 0L);
      Boolean measured = up.get(at);
      if (counted == 0 && (measured == null || !measured)) {
        slices.add(SliceCount.without(objective, start, slice, measured == null ? SliceState.NO_DATA : SliceState.TARGET_GONE));
        continue;
      }
      long part = Math.min(some.getOrDefault(at, 0L), counted);
      slices.add(SliceCount.of(objective, start, slice, events(good ? part : counted - part), events(counted)));
    }
    return slices;
  }

  private static BigDecimal events(long thousandths) {
    return BigDecimal.valueOf(thousandths, SliceCount.PLACES).setScale(SliceCount.PLACES, RoundingMode.UNNECESSARY);
  }
}
