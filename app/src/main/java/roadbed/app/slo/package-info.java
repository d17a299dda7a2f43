/**
 * Counts of events of objectives, asked of a Prometheus server or made of samples of counters.
 *
 * <p>Knows nothing of commands and pages, and judges nothing.
 */
@NullMarked
package roadbed.app.slo;

import org.jspecify.annotations.NullMarked;
