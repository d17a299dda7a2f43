/**
 * Partial evaluation: a query is evaluated as far as it can be while a part of the input or of the data is not known yet,
 * and what is left is a query again.
 *
 * <p>Knows nothing of texts and servers; what can be evaluated at once, others evaluate for it.
 */
@NullMarked
package roadbed.rego.partial;

import org.jspecify.annotations.NullMarked;
