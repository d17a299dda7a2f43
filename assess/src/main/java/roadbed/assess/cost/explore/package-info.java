/**
 * Questions to billing, as a person asks them: by what, of what, over which days, compared with which others. A
 * question is a value; the answer's amounts are exact, and those of different currencies are never added unless rates
 * by day say how.
 *
 * <p>Knows nothing of where lines are kept and of pages.
 */
@NullMarked
package roadbed.assess.cost.explore;

import org.jspecify.annotations.NullMarked;
