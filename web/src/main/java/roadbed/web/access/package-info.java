/**
 * Who may do what: administrators, sessions, API tokens, the one-time link, and the one place where permission
 * is decided.
 *
 * <p>Knows nothing of pages and of what the endpoints do; what it must remember lives behind {@link
 * roadbed.web.access.AccessStore}.
 */
@NullMarked
package roadbed.web.access;

import org.jspecify.annotations.NullMarked;
