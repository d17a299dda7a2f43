/**
 * Incident tables, CSV and JSON, to {@link roadbed.model.Incident}s.
 *
 * <p>Knows nothing of measures over them.
 */
@NullMarked
package roadbed.collect.incident;

import org.jspecify.annotations.NullMarked;
