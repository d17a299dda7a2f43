/**
 * Statements of what each owner bears in a month, with the trail of each line; months that are closed and never
 * change again, and adjustments for what later turns out otherwise. Pure.
 *
 * <p>Knows nothing of files and formats: a {@link roadbed.assess.cost.statement.ClosedMonth} is kept by its caller.
 */
@NullMarked
package roadbed.assess.cost.statement;

import org.jspecify.annotations.NullMarked;
