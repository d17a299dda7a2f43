/**
 * Mending failures in their sources: which fixes are made, and the proof that they do what they are for.
 *
 * <p>Knows nothing of how a file is changed, and writes none.
 */
@NullMarked
package roadbed.app.fix;

import org.jspecify.annotations.NullMarked;
