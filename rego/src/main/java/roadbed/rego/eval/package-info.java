/**
 * The interpreter over the intermediate form: rules are computed when first needed and remembered for one evaluation.
 *
 * <p>Knows nothing of syntax. A {@code Run} is one evaluation on one thread; an {@code Interpreter} or compiled {@code
 * Code} runs its rules, and what both do to values is in {@code Operations}.
 */
@NullMarked
package roadbed.rego.eval;

import org.jspecify.annotations.NullMarked;
