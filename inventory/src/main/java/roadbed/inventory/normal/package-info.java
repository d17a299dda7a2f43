/**
 * The catalogue of normal forms. Which facets there are and what they mean is written in {@code
 * docs/reference/facets.md}; here stands where each source type has them.
 */
@NullMarked
package roadbed.inventory.normal;

import org.jspecify.annotations.NullMarked;
