/**
 * What a scope will have cost at the end of the month, the quarter and the year, from its days so far and from what is planned.
 * Knows nothing of databases and pages.
 */
@NullMarked
package roadbed.assess.cost.forecast;

import org.jspecify.annotations.NullMarked;
