/**
 * World to {@link roadbed.model.Collection}: the only home of file formats and, later, of cloud SDKs.
 *
 * <p>Knows nothing of normal forms, policies and databases.
 */
@NullMarked
package roadbed.collect;

import org.jspecify.annotations.NullMarked;
