/**
 * What the estate costs, for whom, and how much of it has an owner. Pure; the lines themselves live behind
 * {@link roadbed.assess.cost.BillingStore}.
 *
 * <p>Knows nothing of file formats and databases; imports no sibling under {@code assess}.
 */
@NullMarked
package roadbed.assess.cost;

import org.jspecify.annotations.NullMarked;
