package roadbed.assess.cost.currency;

import java.util.List;
import roadbed.model.ExchangeRate;

/** Rates by day, kept beside the bills. Implemented by {@code store}. */
public interface RateStore {

  /** All that are kept. */
  Rates rates();

  /** Adds rates; one for a day and a pair that has another takes its place. */
  Kept add(List<ExchangeRate> rates);

  /**
   * What adding came to.
   *
   * @param added pairs of day and currencies that had none
   * @param same that had the same rate
   * @param replaced that had another one, as they were
   */
  record Kept(int added, int same, List<ExchangeRate> replaced) {
    public Kept {
      replaced = List.copyOf(replaced);
    }
  }
}
