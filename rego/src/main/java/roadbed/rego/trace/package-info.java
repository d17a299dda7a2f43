/**
 * What an evaluation did: its events in order, the lines it came to, the time each of them took.
 *
 * <p>Everything here listens to the marks of a program; nothing here takes part in an evaluation.
 */
@NullMarked
package roadbed.rego.trace;

import org.jspecify.annotations.NullMarked;
