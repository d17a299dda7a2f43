package roadbed.assess.cost.statement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A month whose statements were given out. It never changes.
 *
 * @param cost which cost: {@code effective} or {@code billed}
 * @param by who closed it
 * @param positions all amounts, those of adjustments for earlier months included
 */
public record ClosedMonth(
    YearMonth month, String cost, Instant at, String by, Map<Position, BigDecimal> positions) {
  public ClosedMonth {
    positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
  }
}
