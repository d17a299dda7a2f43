/**
 * Runs over billing: from files that a user names to what is judged, kept and asked of them.
 *
 * <p>Knows nothing of the words of a command line.
 */
@NullMarked
package roadbed.app.cost;

import org.jspecify.annotations.NullMarked;
