/**
 * Whether an estate would come back: objectives over the graph of dependencies, backups that were due and what proves them,
 * measured recoveries, limits that run out, versions past their life. An unknown is never a pass.
 *
 * <p>Knows nothing of formats, of stores, and of how an exercise is run.
 */
@NullMarked
package roadbed.assess.resilience;

import org.jspecify.annotations.NullMarked;
