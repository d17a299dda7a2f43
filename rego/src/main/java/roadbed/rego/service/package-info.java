/**
 * A server of decisions as it runs: it listens on a socket, reads OPA's configuration, fetches bundles, and sends decision
 * logs and status to where they are wanted.
 *
 * <p>Knows nothing of what a request means; that is the business of {@code rego.server}.
 */
@NullMarked
package roadbed.rego.service;

import org.jspecify.annotations.NullMarked;
