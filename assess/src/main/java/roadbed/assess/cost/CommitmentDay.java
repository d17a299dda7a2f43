package roadbed.assess.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What commitments did on one day for one service, by effective cost, as FOCUS counts coverage and utilisation.
 *
 * @param covered use that commitments cover
 * @param onDemand use at standard prices of a service in which there is use that commitments cover
 * @param used the part of commitments that was used
 * @param unused the part of commitments that was not
 */
public record CommitmentDay(
    LocalDate day,
    String provider,
    String account,
    String service,
    String currency,
    BigDecimal covered,
    BigDecimal onDemand,
    BigDecimal used,
    BigDecimal unused) {}
