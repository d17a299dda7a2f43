/**
 * What the tenants of a cluster cost, by the formulas that OpenCost publishes: of a node's price each container bears
 * what it asked for or used, whichever is more; what is left is idle; what serves everybody is shared out. No sharing
 * changes a total.
 *
 * <p>Knows nothing of Prometheus and of price sheets: it takes series and rates.
 */
@NullMarked
package roadbed.assess.cost.kubernetes;

import org.jspecify.annotations.NullMarked;
