package roadbed.assess.cost.allocation;

import java.util.Map;
import roadbed.model.BillingColumn;

/**
 * A line of a bill as rules see it.
 *
 * @param columns texts by column; one that is not there is empty
 * @param tags its tags by name in lower case
 */
public record BilledLine(Map<BillingColumn, String> columns, Map<String, String> tags) {

  /** A column's text, empty where the line has none. */
  public String column(BillingColumn column) {
    return columns.getOrDefault(column, "");
  }
}
