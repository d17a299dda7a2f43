/**
 * The interpreter over the intermediate form: rules are computed when first needed and remembered for one evaluation.
 *
 * <p>Knows nothing of syntax. A {@code Machine} serves one evaluation on one thread.
 */
@NullMarked
package roadbed.rego.eval;

import org.jspecify.annotations.NullMarked;
