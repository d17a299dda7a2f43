/**
 * The gate for changes: both sides of a change to findings, a decision and its record. Puts the stages together and has
 * no rules of its own.
 */
@NullMarked
package roadbed.app.gate;

import org.jspecify.annotations.NullMarked;
