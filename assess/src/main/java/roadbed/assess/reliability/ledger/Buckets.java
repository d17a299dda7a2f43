package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Slices as an objective counts them, each made of slices of the ledger: those that begin in it. Slices of a ledger that
 * are longer stand for themselves.
 *
 * @param good how many were good, or the sum of their shares
 * @param valid how many there were that mean anything
 */
record Buckets(BigDecimal good, long valid) {
  private static final double CLOSE = 1e-9;

  /** A slice is good where the share of good events in it reaches a target. */
  static Buckets good(
      EventLedger ledger, StatePolicy policy, WindowSpan window, Instant at, Duration slice, BigDecimal target) {
    double about = target.doubleValue();
    return gather(
        ledger,
        policy,
        window,
        at,
        slice,
        (good, valid) -> reaches(good, valid, target, about) ? BigDecimal.ONE : BigDecimal.ZERO);
  }

  /** Binary fractions decide what is not close; what is, is multiplied out. */
  private static boolean reaches(long good, long valid, BigDecimal target, double about) {
    double difference = (double) good / valid - about;
    return Math.abs(difference) > CLOSE
        ? difference > 0
        : BigDecimal.valueOf(good).compareTo(BigDecimal.valueOf(valid).multiply(target)) >= 0;
  }

  /** The share of good events in each slice. */
  static Buckets ratios(EventLedger ledger, StatePolicy policy, WindowSpan window, Instant at, Duration slice) {
    return gather(
        ledger,
        policy,
        window,
        at,
        slice,
        (good, valid) -> BigDecimal.valueOf(good).divide(BigDecimal.valueOf(valid), MathContext.DECIMAL128));
  }

  /** What a slice with bad events is worth, from 0 to 1. */
  @FunctionalInterface
  private interface Worth {
    BigDecimal of(long good, long valid);
  }

  /** Adds slices up. */
  private static final class Sum {
    private final Worth worth;
    private BigDecimal parts = BigDecimal.ZERO;
    private long whole;
    private long valid;

    Sum(Worth worth) {
      this.worth = worth;
    }

    void add(long good, long all) {
      if (all == 0) {
        return;
      }
      valid++;
      if (good == all) {
        whole++;
        return;
      }
      BigDecimal share = worth.of(good, all);
      if (share.compareTo(BigDecimal.ONE) == 0) {
        whole++;
      } else if (share.signum() > 0) {
        parts = parts.add(share);
      }
    }

    Buckets buckets() {
      return new Buckets(parts.add(BigDecimal.valueOf(whole)), valid);
    }
  }

  private static Buckets gather(
      EventLedger ledger,
      StatePolicy policy,
      WindowSpan window,
      Instant at,
      Duration slice,
      Worth worth) {
    long seconds = Math.max(slice.toSeconds(), ledger.slice().toSeconds());
    // Slices of a calendar's period begin with it; others stand at multiples of their length.
    long origin = window.end().isAfter(at) ? window.from().getEpochSecond() : 0;
    long from = Math.max(window.from().getEpochSecond(), ledger.start().getEpochSecond());
    long first = origin + Math.ceilDiv(from - origin, seconds) * seconds;
    long last = at.getEpochSecond() - seconds;
    Sum sum = new Sum(worth);
    long unit = ledger.slice().toSeconds();
    if (ledger.isEventsAlone(policy) && seconds % unit == 0 && (first - ledger.start().getEpochSecond()) % unit == 0) {
      // Nothing but events counts, and the slices lie on those of the ledger: differences of its sums are all there is to it.
      int step = Math.toIntExact(seconds / unit);
      long slice0 = (first - ledger.start().getEpochSecond()) / unit;
      long most = first > last ? slice0 : slice0 + ((last - first) / seconds + 1) * step;
      int size = ledger.size();
      for (long i = slice0; i < most && i < size; i += step) {
        int low = (int) i;
        int high = (int) Math.min(i + step, size);
        sum.add(ledger.good(low, high), ledger.total(low, high));
      }
    } else {
      for (long begin = first; begin <= last; begin += seconds) {
        Tally.Weighed one = ledger.tally(begin, begin + seconds).weighed(policy);
        sum.add(one.good(), one.valid());
      }
    }
    return sum.buckets();
  }
}
