package roadbed.assess.cost;

import java.util.List;
import java.util.Set;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Unowned;
import roadbed.model.AllocationRules.Span;

/** Billing lines summed into charges under rules. Implemented by {@code store}, next to {@link BillingStore}. */
public interface ChargeStore {

  /** How finely lines are told apart by time. */
  enum Grain {
    DAY,
    /** Charges stand on the first day of their month: far fewer where a bill has many lines. */
    MONTH
  }

  /**
   * All lines of a span of days, as the rules place them.
   *
   * @return in no particular order
   */
  List<Charge> charges(Classifier rules, Span days, Grain grain);

  /** The same under two sets of rules. */
  List<Preview.Pair> pairs(Classifier today, Classifier toCome, Span days, Grain grain);

  /**
   * What no rule gives to anybody, by resource, most first.
   *
   * @param most how many at most
   */
  List<Unowned> unowned(Classifier rules, Span days, int most);

  /**
   * How much was used in each month, most cost first.
   *
   * @param most how many rows at most
   */
  List<BilledUse> use(Span days, int most);

  /** What single resources cost on each day of a span, by what is sold. */
  List<ResourceDay> resourceDays(Set<String> resources, Span days);
}
