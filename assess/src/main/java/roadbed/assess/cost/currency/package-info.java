/**
 * Amounts of one currency told in another, by rates of the day: what rates say, what they say nothing of, and charges
 * turned into one currency before rules and splits look at them.
 *
 * <p>Knows nothing of where rates come from and where they are kept.
 */
@NullMarked
package roadbed.assess.cost.currency;

import org.jspecify.annotations.NullMarked;
