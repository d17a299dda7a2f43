/**
 * The pages: one handler and one template each.
 *
 * <p>Knows nothing of permission (that is {@code access}) and of databases.
 */
@NullMarked
package roadbed.web.ui;

import org.jspecify.annotations.NullMarked;
