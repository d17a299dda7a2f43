/**
 * Exercises and game days: planned, begun, measured, ended, with findings that somebody mends. Each is the list of what
 * happened in it. It knows nothing of how recovery is measured, and of pages.
 */
@NullMarked
package roadbed.operate.drill;

import org.jspecify.annotations.NullMarked;
