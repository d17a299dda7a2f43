/**
 * Measures of delivery from what systems told: how often, how soon, how often it failed and how long that lasted. Knows nothing
 * of the formats of what was told, of databases, pages and clocks.
 */
@NullMarked
package roadbed.assess.delivery;

import org.jspecify.annotations.NullMarked;
