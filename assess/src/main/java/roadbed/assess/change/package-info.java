/**
 * What a change means before it is made: what depends on what it touches, how risky that is and why, and who must agree by
 * rules in Rego. Pure; it knows nothing of how a change came to be known, of who agreed, and of where that is kept.
 */
@NullMarked
package roadbed.assess.change;

import org.jspecify.annotations.NullMarked;
