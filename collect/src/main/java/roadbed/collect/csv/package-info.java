/**
 * Comma-separated text (RFC 4180) to records with their lines.
 *
 * <p>Knows nothing of what a column means.
 */
@NullMarked
package roadbed.collect.csv;

import org.jspecify.annotations.NullMarked;
