/**
 * The gates: what a change brings, what is done about it, and the record of it. Pure.
 *
 * <p>Knows nothing of how the two sides of a change are read, of where decisions are kept and of how they are shown.
 */
@NullMarked
package roadbed.assess.policy.gate;

import org.jspecify.annotations.NullMarked;
