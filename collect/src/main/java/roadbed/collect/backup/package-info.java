/**
 * What systems tell about backups and restores (jobs, plans, protected items, tables) to facts of {@link
 * roadbed.model.resilience}. A document is recognised by its content.
 *
 * <p>Knows nothing of what must be backed up, and of whether a backup is proven.
 */
@NullMarked
package roadbed.collect.backup;

import org.jspecify.annotations.NullMarked;
