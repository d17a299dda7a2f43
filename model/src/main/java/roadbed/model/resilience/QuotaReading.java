package roadbed.model.resilience;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import roadbed.model.Location;

/**
 * How much of a limit was used at a moment.
 *
 * @param provider {@code aws}, {@code azure}, {@code gcp} or another name
 * @param account account, subscription or project; empty where it is not told
 * @param region region or location; empty where it has none or it is not told
 * @param service the provider's service
 * @param quota what is limited, as the provider names it
 * @param limit how much there may be; empty where it is not limited or not told
 * @param used how much there is; empty where it is not told
 * @param unit of both
 * @param at when it was so; empty where it was so when it was collected
 */
public record QuotaReading(
    String provider,
    String account,
    String region,
    String service,
    String quota,
    Optional<BigDecimal> limit,
    Optional<BigDecimal> used,
    Optional<String> unit,
    Optional<Instant> at,
    Location location)
    implements ResilienceFact {

  /** The same, taken at a time where it says none of its own. */
  public QuotaReading takenAt(Instant time) {
    return at.isPresent()
        ? this
        : new QuotaReading(provider, account, region, service, quota, limit, used, unit, Optional.of(time), location);
  }

  /** What is limited where, by which readings of one quota are joined. */
  public String key() {
    return String.join("/", provider, account, region, service, quota);
  }
}
