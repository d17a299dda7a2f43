/**
 * Asks a server with Prometheus' HTTP API, and reads its answers, also those that somebody saved to a file.
 *
 * <p>Knows nothing of what a metric means.
 */
@NullMarked
package roadbed.collect.prometheus;

import org.jspecify.annotations.NullMarked;
