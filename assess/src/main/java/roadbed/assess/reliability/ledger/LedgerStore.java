package roadbed.assess.reliability.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import roadbed.model.slo.SliceCount;

/** Keeps counts of events, and how objectives stood at the ends of days. */
public interface LedgerStore {

  /**
   * Adds counts, all or none; of two for one slice the later counts.
   *
   * @throws IllegalArgumentException where slices are not as long as those of their day before, or do not divide a day
   */
  void add(List<SliceCount> counts);

  /** The counts of an objective from a time on; empty where there are none. */
  Optional<EventLedger> ledger(String objective, Instant since);

  /** When the last slice of an objective ends that anything is known of. */
  Optional<Instant> end(String objective);

  /** Keeps results; of one objective and day the later. */
  void record(List<DayResult> results);

  /**
   * How an objective stood at the end of a day, or so far.
   *
   * @param alone what there was on this day alone
   */
  record DayResult(LocalDate day, Standing standing, Tally alone) {}
}
