/**
 * How a request reaches its handler: the table of endpoints, the guard in front of each, limits, headers and
 * problems.
 *
 * <p>Knows nothing of what the endpoints do.
 */
@NullMarked
package roadbed.web.http;

import org.jspecify.annotations.NullMarked;
