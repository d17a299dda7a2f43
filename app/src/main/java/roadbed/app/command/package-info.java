/**
 * One class for each command: its options, and what it prints. The work itself is elsewhere.
 *
 * <p>Commands are described programmatically, without annotations and reflection, and only the command that
 * is asked for is built: starting up is part of every run.
 */
@NullMarked
package roadbed.app.command;

import org.jspecify.annotations.NullMarked;
