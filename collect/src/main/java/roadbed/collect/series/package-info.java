/**
 * Files of numbers over time to series: a series a line, or a value a line with its time. Cells that are no number become
 * gaps and are told with their row and column.
 *
 * <p>Knows nothing of what the numbers measure or of what is done with them.
 */
@NullMarked
package roadbed.collect.series;

import org.jspecify.annotations.NullMarked;
