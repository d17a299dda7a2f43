package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import roadbed.model.slo.SliceState;

/**
 * When a service worked again after it was made to fail, by counted events: from the first of three slices in a row in which
 * the share of good events reached the objective's target, after one in which it did not. Slices without traffic are passed
 * over; a slice of which nothing is known is no good one.
 *
 * @param lostAt when the first slice began in which the target was missed
 * @param recoveredAt when the first good slice began
 * @param words what is to be said of it
 */
public record RecoveryMeasure(Optional<Instant> lostAt, Optional<Instant> recoveredAt, String words) {
  private static final int STEADY = 3;

  /** Looks from a time on. */
  public static RecoveryMeasure of(EventLedger ledger, BigDecimal target, Instant fault) {
    Optional<Instant> lost = Optional.empty();
    Optional<Instant> good = Optional.empty();
    int steady = 0;
    // The slice in which it was made to fail counts as well.
    for (long slice = Math.max(0, ledger.index(fault.minus(ledger.slice()).plusNanos(1))); slice < ledger.size(); slice++) {
      int at = (int) slice;
      if (ledger.state(at) == SliceState.NO_TRAFFIC) {
        continue;
      }
      long total = ledger.total(at, at + 1);
      boolean known = total > 0;
      boolean reached = known && BigDecimal.valueOf(ledger.good(at, at + 1)).compareTo(target.multiply(BigDecimal.valueOf(total))) >= 0;
      if (reached && lost.isPresent()) {
        good = steady == 0 ? Optional.of(ledger.start(at)) : good;
        steady++;
        if (steady == STEADY) {
          return new RecoveryMeasure(lost, good, "by counted events, from " + lost.get() + " to " + good.orElseThrow());
        }
      } else if (!reached) {
        steady = 0;
        good = Optional.empty();
        lost = lost.isEmpty() && known ? Optional.of(ledger.start(at)) : lost;
      }
    }
    return lost.isEmpty()
        ? new RecoveryMeasure(lost, Optional.empty(), "no slice since then missed the objective")
        : new RecoveryMeasure(lost, Optional.empty(), "it has not reached its objective in three slices in a row since " + lost.get());
  }
}
