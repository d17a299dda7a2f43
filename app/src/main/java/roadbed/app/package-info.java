/**
 * The program: commands, configuration and the wiring of everything else.
 */
@NullMarked
package roadbed.app;

import org.jspecify.annotations.NullMarked;
