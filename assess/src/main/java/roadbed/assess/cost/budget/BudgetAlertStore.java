package roadbed.assess.cost.budget;

import java.time.Instant;
import java.util.List;

/** Where alerts of budgets are kept. */
public interface BudgetAlertStore {

  /**
   * Keeps those alerts that were not raised before for their budget, period, kind and threshold.
   *
   * @return the fresh ones, with their numbers
   */
  List<BudgetAlert> raise(List<BudgetAlert> alerts);

  /**
   * What was raised, the newest first.
   *
   * @param most how many at most
   */
  List<BudgetAlert> alerts(int most);

  /**
   * Somebody has seen an alert; who was first counts.
   *
   * @return whether it was there and nobody had acknowledged it
   */
  boolean acknowledge(long id, String by, Instant at);
}
