/**
 * Drift from files: reads the sides, has them compared and the drift judged. Puts the stages together and has no rules
 * of its own.
 */
@NullMarked
package roadbed.app.drift;

import org.jspecify.annotations.NullMarked;
