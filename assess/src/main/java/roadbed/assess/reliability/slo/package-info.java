/**
 * Service level objectives to rules of Prometheus: the usual ones, which average ratios, and our own, which count events.
 * Pure.
 *
 * <p>Knows nothing of the formats that objectives are written in, and evaluates no rule.
 */
@NullMarked
package roadbed.assess.reliability.slo;

import org.jspecify.annotations.NullMarked;
