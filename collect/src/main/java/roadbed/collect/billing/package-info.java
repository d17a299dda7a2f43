/**
 * Tells FOCUS billing files and their version by their columns.
 *
 * <p>Knows nothing of their lines: the billing store reads these.
 */
@NullMarked
package roadbed.collect.billing;

import org.jspecify.annotations.NullMarked;
