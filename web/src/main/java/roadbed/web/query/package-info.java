/**
 * What a request asks the stores: the same parameters mean the same on a page and in the API.
 *
 * <p>Knows nothing of how answers look.
 */
@NullMarked
package roadbed.web.query;

import org.jspecify.annotations.NullMarked;
