/**
 * Budgets by any scope: what is spent of them, how far the money will go, and who is to be told. Pure.
 *
 * <p>Knows nothing of where budgets are written and of how people are told.
 */
@NullMarked
package roadbed.assess.cost.budget;

import org.jspecify.annotations.NullMarked;
