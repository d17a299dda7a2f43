/**
 * What a mapping from a source type to its normal form is written with: lenient reading of documents, facets
 * that know that they are unknown, and the shapes that several kinds share (statements, firewall rules).
 *
 * <p>Knows nothing of particular clouds' types, of merging and of policies.
 */
@NullMarked
package roadbed.inventory.facet;

import org.jspecify.annotations.NullMarked;
