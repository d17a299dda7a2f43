/**
 * The backlog of optimisations: opportunities that somebody accepts, does, and that bills verify. A saving counts
 * when it is verified, and never as a promise. Pure.
 */
@NullMarked
package roadbed.assess.cost.backlog;

import org.jspecify.annotations.NullMarked;
