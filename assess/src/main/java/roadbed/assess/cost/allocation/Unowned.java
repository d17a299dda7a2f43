package roadbed.assess.cost.allocation;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Lines of one resource that nobody owns.
 *
 * @param provider FOCUS ProviderName
 * @param account FOCUS SubAccountId
 * @param resource its id in the bill; empty for lines without one
 * @param name its name in the bill; may be empty
 * @param tags its tags in the bill, by lower-case name
 * @param effective their effective cost
 */
public record Unowned(
    String provider,
    String account,
    String service,
    String resource,
    String name,
    Map<String, String> tags,
    String currency,
    BigDecimal effective) {
  public Unowned {
    tags = Map.copyOf(tags);
  }
}
