/**
 * What is out of the ordinary in daily cost, as cases that people triage: where it comes from, how much money it is, whether
 * price or volume made it, and what people answered before, which widens or narrows what is told. Knows nothing of databases,
 * pages and clocks; what happened near in time is told to it.
 */
@NullMarked
package roadbed.assess.cost.anomaly;

import org.jspecify.annotations.NullMarked;
