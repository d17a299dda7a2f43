/**
 * What other programs call with their own protocols: the REST API of the Open Policy Agent.
 *
 * <p>Knows nothing of pages, and nothing of what a decision means.
 */
@NullMarked
package roadbed.web.hooks;

import org.jspecify.annotations.NullMarked;
