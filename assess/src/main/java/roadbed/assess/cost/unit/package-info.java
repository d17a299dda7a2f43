/** What one customer, transaction or build minute costs, and what would be if there were more of them. Pure. */
@NullMarked
package roadbed.assess.cost.unit;

import org.jspecify.annotations.NullMarked;
