package roadbed.assess.cost.statement;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** Where closed months are kept, each written once. A folder or a server's database. */
public interface ClosedMonthStore {

  /** All closed months of one kind of cost, oldest first. */
  List<ClosedMonth> all(String cost);

  /** A closed month, if it is closed. */
  Optional<ClosedMonth> of(YearMonth month, String cost);

  /**
   * Keeps a month for ever.
   *
   * @return whether it was kept; false where it is closed already
   */
  boolean close(ClosedMonth month);
}
