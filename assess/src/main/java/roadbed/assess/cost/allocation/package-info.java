/**
 * Who pays for what: rules that classify lines, steps that split what is shared, a preview of what a change of
 * rules moves, and suggestions for what nobody owns. Pure, and exact: no step makes or loses the last digit.
 *
 * <p>Knows nothing of files and databases: a store groups billing lines into {@link
 * roadbed.assess.cost.allocation.Charge charges} and asks a {@link
 * roadbed.assess.cost.allocation.Classifier} once for each combination of what rules look at.
 */
@NullMarked
package roadbed.assess.cost.allocation;

import org.jspecify.annotations.NullMarked;
