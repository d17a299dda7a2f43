/**
 * Estimates the emissions of what a bill says was used, by coefficients that somebody published: energy of a unit, times
 * the effectiveness of the data centre, times the emissions of its electricity, and what making the hardware emitted.
 * What has no coefficient is counted and never taken for nothing.
 *
 * <p>Has no coefficients of its own and knows nothing of the files that they come from.
 */
@NullMarked
package roadbed.assess.cost.carbon;

import org.jspecify.annotations.NullMarked;
