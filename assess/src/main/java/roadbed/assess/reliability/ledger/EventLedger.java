package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;

/**
 * The counts of one objective, slice after slice without a gap: what nobody told of has the state no-data. Holds running
 * sums, so that the events of any stretch are a difference. Counts are exact, in thousandths of an event.
 */
public final class EventLedger {
  /** The most slices that one ledger holds: four years of minutes. */
  public static final int MOST_SLICES = 2_200_000;

  private static final List<SliceState> STATES = List.of(SliceState.values());

  private final long start;
  private final int seconds;
  private final long[] good;
  private final long[] total;
  private final byte[] states;

  /** Which states occur, a bit for each. */
  private final int occurring;

  private EventLedger(long start, int seconds, long[] good, long[] total, byte[] states) {
    this.start = start;
    this.seconds = seconds;
    this.good = good;
    this.total = total;
    this.states = states;
    int seen = 0;
    for (byte state : states) {
      seen |= 1 << state;
    }
    this.occurring = seen;
  }

  /** Whether no slice without events means anything, nor time after the last slice. */
  boolean isEventsAlone(StatePolicy policy) {
    return policy.noData() == StatePolicy.Meaning.IGNORE
        && (policy.noTraffic() == StatePolicy.Meaning.IGNORE || !occurs(SliceState.NO_TRAFFIC))
        && (policy.targetGone() == StatePolicy.Meaning.IGNORE || !occurs(SliceState.TARGET_GONE));
  }

  private boolean occurs(SliceState state) {
    return (occurring & (1 << code(state))) != 0;
  }

  /**
   * Of counts of one objective. Of two for one slice the later in the list counts.
   *
   * @param counts all with one length, at multiples of it from the first on
   * @throws IllegalArgumentException where they have not, where there are none, or where they span too long a time
   */
  public static EventLedger of(List<SliceCount> counts) {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("a ledger has at least one slice");
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    int seconds = Math.toIntExact(counts.getFirst().length().toSeconds());
    for (SliceCount count : counts) {
      first = Math.min(first, count.start().getEpochSecond());
      last = Math.max(last, count.start().getEpochSecond());
    }
    long slices = (last - first) / seconds + 1;
    if (slices > MOST_SLICES) {
      throw new IllegalArgumentException(
          "counts from " + Instant.ofEpochSecond(first) + " to " + Instant.ofEpochSecond(last) + " are more than "
              + MOST_SLICES + " slices of " + seconds + " s");
    }
    int size = (int) slices;
    long[] good = new long[size + 1];
    long[] total = new long[size + 1];
    byte[] states = new byte[size];
    Arrays.fill(states, code(SliceState.NO_DATA));
    for (SliceCount count : counts) {
      long offset = count.start().getEpochSecond() - first;
      if (count.length().toSeconds() != seconds || offset % seconds != 0) {
        throw new IllegalArgumentException(
            "the slice at " + count.start() + " of " + count.length().toSeconds() + " s does not stand in a row of slices of "
                + seconds + " s");
      }
      int at = (int) (offset / seconds);
      good[at + 1] = thousandths(count.good());
      total[at + 1] = thousandths(count.total());
      states[at] = code(count.state());
    }
    for (int i = 1; i <= size; i++) {
      good[i] = Math.addExact(good[i], good[i - 1]);
      total[i] = Math.addExact(total[i], total[i - 1]);
    }
    return new EventLedger(first, seconds, good, total, states);
  }

  /** A state as a slice keeps it. */
  private static byte code(SliceState state) {
    return (byte) STATES.indexOf(state);
  }

  private static long thousandths(BigDecimal count) {
    return count.movePointRight(SliceCount.PLACES).longValueExact();
  }

  /** When the first slice begins. */
  public Instant start() {
    return Instant.ofEpochSecond(start);
  }

  /** When the last slice ends. */
  public Instant end() {
    return Instant.ofEpochSecond(start + (long) states.length * seconds);
  }

  /** How long a slice is. */
  public Duration slice() {
    return Duration.ofSeconds(seconds);
  }

  /** How many slices there are. */
  public int size() {
    return states.length;
  }

  /** When a slice begins. */
  public Instant start(int slice) {
    return Instant.ofEpochSecond(start + (long) slice * seconds);
  }

  /** What is known of a slice. */
  public SliceState state(int slice) {
    return STATES.get(states[slice]);
  }

  /** The good events of some slices, in thousandths. */
  long good(int from, int until) {
    return good[until] - good[from];
  }

  /** All events of some slices, in thousandths. */
  long total(int from, int until) {
    return total[until] - total[from];
  }

  /** The first slice that begins at a time or after it, and at least 0; it may be after the last. */
  long index(Instant time) {
    long second = time.getEpochSecond() + (time.getNano() > 0 ? 1 : 0);
    return Math.max(0, Math.ceilDiv(second - start, (long) seconds));
  }

  /**
   * What there was in the slices that begin at a time or after it and before another. Of time after the last slice nothing
   * is known; time before the first is no part of the ledger.
   */
  public Tally tally(Instant from, Instant until) {
    return slices(index(from), index(until));
  }

  /** The same, for times in seconds since 1970. */
  Tally tally(long from, long until) {
    return slices(
        Math.max(0, Math.ceilDiv(from - start, (long) seconds)), Math.max(0, Math.ceilDiv(until - start, (long) seconds)));
  }

  private Tally slices(long from, long until) {
    int low = (int) Math.min(from, states.length);
    int high = (int) Math.min(Math.max(until, low), states.length);
    int[] seen = new int[STATES.size()];
    for (int i = low; i < high; i++) {
      seen[states[i]]++;
    }
    int after = Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, Math.max(0, until - Math.max(from, states.length))));
    return new Tally(
        good[high] - good[low],
        total[high] - total[low],
        seen[code(SliceState.COUNTED)],
        seen[code(SliceState.NO_TRAFFIC)],
        seen[code(SliceState.NO_DATA)] + after,
        seen[code(SliceState.TARGET_GONE)]);
  }

  /** The slices again, as counts of an objective. */
  public List<SliceCount> counts(String objective) {
    List<SliceCount> counts = new ArrayList<>(states.length);
    for (int i = 0; i < states.length; i++) {
      counts.add(
          new SliceCount(
              objective,
              start(i),
              slice(),
              BigDecimal.valueOf(good(i, i + 1), SliceCount.PLACES),
              BigDecimal.valueOf(total(i, i + 1), SliceCount.PLACES),
              state(i)));
    }
    return counts;
  }
}
