/**
 * Whether an estate would come back: objectives of recovery, runs of backups and restores, exercises, quotas and the life of
 * versions, as documents and systems tell them.
 *
 * <p>Knows nothing of the formats that these are read from, and of what follows from them.
 */
@NullMarked
package roadbed.model.resilience;

import org.jspecify.annotations.NullMarked;
