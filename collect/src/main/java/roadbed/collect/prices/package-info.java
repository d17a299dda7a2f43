/**
 * Reads price sheets: the price lists that AWS, Azure and Google publish, as their users downloaded them, and our own
 * table. Fetches nothing.
 */
@NullMarked
package roadbed.collect.prices;

import org.jspecify.annotations.NullMarked;
