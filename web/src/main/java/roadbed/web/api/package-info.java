/**
 * The JSON interface: collections in, everything else out.
 *
 * <p>Knows nothing of HTML, and of how a collection is judged and stored: see {@link
 * roadbed.web.api.CollectionIntake}.
 */
@NullMarked
package roadbed.web.api;

import org.jspecify.annotations.NullMarked;
