/**
 * Collections become one snapshot: merged, in normal form, joined, owned, and comparable with an earlier one.
 *
 * <p>Knows nothing of files and clouds (that is {@code collect}), of policies and of databases; the store
 * interface it needs is its own, {@link roadbed.inventory.EstateStore}.
 */
@NullMarked
package roadbed.inventory;

import org.jspecify.annotations.NullMarked;
