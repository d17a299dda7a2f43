package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import roadbed.assess.reliability.ledger.StatePolicy.Meaning;

/**
 * What there was in a stretch of time.
 *
 * @param good good events, in thousandths
 * @param total all events, in thousandths
 * @param counted slices with events
 * @param noTraffic slices that were measured and had none
 * @param noData slices of which nothing is known
 * @param targetGone slices in which the service was not there to be measured
 */
public record Tally(long good, long total, int counted, int noTraffic, int noData, int targetGone) {
  private static final long ONE = 1_000;

  /** Events that were not good, in thousandths. */
  public long bad() {
    return total - good;
  }

  /** All slices. */
  public int slices() {
    return counted + noTraffic + noData + targetGone;
  }

  /** The same events with the slices of another one as well. */
  Tally withSlicesOf(Tally other) {
    return new Tally(
        good,
        total,
        counted + other.counted,
        noTraffic + other.noTraffic,
        noData + other.noData,
        targetGone + other.targetGone);
  }

  /** A count of thousandths as a number of events. */
  public static BigDecimal events(long thousandths) {
    return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros();
  }

  /**
   * Good events and those that count, in thousandths.
   *
   * @param good the good ones
   * @param valid the good and the bad ones
   */
  record Weighed(long good, long valid) {
    long bad() {
      return valid - good;
    }
  }

  /**
   * The events, with what the slices without any mean. A slice that means something weighs as much as the mean of the
   * measured ones, or one event where none had any.
   */
  Weighed weighed(StatePolicy policy) {
    int asGood = slicesMeaning(Meaning.GOOD, policy);
    int asBad = slicesMeaning(Meaning.BAD, policy);
    if (asGood == 0 && asBad == 0) {
      return new Weighed(good, total);
    }
    long moreGood = share(asGood);
    return new Weighed(
        Math.addExact(good, moreGood), Math.addExact(Math.addExact(total, moreGood), share(asBad)));
  }

  private int slicesMeaning(Meaning meaning, StatePolicy policy) {
    return (policy.noTraffic() == meaning ? noTraffic : 0)
        + (policy.noData() == meaning ? noData : 0)
        + (policy.targetGone() == meaning ? targetGone : 0);
  }

  private long share(int slices) {
    if (total == 0) {
      return slices * ONE;
    }
    return BigInteger.valueOf(total)
        .multiply(BigInteger.valueOf(slices))
        .divide(BigInteger.valueOf(counted + noTraffic))
        .longValueExact();
  }
}
