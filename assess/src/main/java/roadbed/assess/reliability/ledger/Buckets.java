package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

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
        one -> reaches(one, target, about) ? BigDecimal.ONE : BigDecimal.ZERO);
  }

  /** Binary fractions decide what is not close; what is, is multiplied out. */
  private static boolean reaches(Tally.Weighed one, BigDecimal target, double about) {
    double difference = (double) one.good() / one.valid() - about;
    return Math.abs(difference) > CLOSE
        ? difference > 0
        : BigDecimal.valueOf(one.good()).compareTo(BigDecimal.valueOf(one.valid()).multiply(target)) >= 0;
  }

  /** The share of good events in each slice. */
  static Buckets ratios(EventLedger ledger, StatePolicy policy, WindowSpan window, Instant at, Duration slice) {
    return gather(
        ledger,
        policy,
        window,
        at,
        slice,
        one -> BigDecimal.valueOf(one.good()).divide(BigDecimal.valueOf(one.valid()), MathContext.DECIMAL128));
  }

  private static Buckets gather(
      EventLedger ledger,
      StatePolicy policy,
      WindowSpan window,
      Instant at,
      Duration slice,
      Function<Tally.Weighed, BigDecimal> value) {
    long seconds = Math.max(slice.toSeconds(), ledger.slice().toSeconds());
    // Slices of a calendar's period begin with it; others stand at multiples of their length.
    long origin = window.end().isAfter(at) ? window.from().getEpochSecond() : 0;
    long from = Math.max(window.from().getEpochSecond(), ledger.start().getEpochSecond());
    BigDecimal good = BigDecimal.ZERO;
    long whole = 0;
    long valid = 0;
    for (long begin = origin + Math.ceilDiv(from - origin, seconds) * seconds;
        begin + seconds <= at.getEpochSecond();
        begin += seconds) {
      Tally.Weighed one =
          ledger.tally(begin, begin + seconds).weighed(policy);
      if (one.valid() > 0) {
        BigDecimal share = one.bad() == 0 ? BigDecimal.ONE : value.apply(one);
        if (share.compareTo(BigDecimal.ONE) == 0) {
          whole++;
        } else if (share.signum() > 0) {
          good = good.add(share);
        }
        valid++;
      }
    }
    return new Buckets(good.add(BigDecimal.valueOf(whole)), valid);
  }
}
