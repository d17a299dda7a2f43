/**
 * Backstage catalog entities to {@link roadbed.model.CatalogEntity}.
 *
 * <p>Knows nothing of resources and of who owns them.
 */
@NullMarked
package roadbed.collect.catalog;

import org.jspecify.annotations.NullMarked;
