/**
 * Syntax trees to resolved rules: names bound to what they mean, nested calls and references taken apart into goals,
 * goals ordered so that every variable is bound before it is needed, and the checks that a policy must pass.
 *
 * <p>Knows nothing of slots, loops or evaluation.
 */
@NullMarked
package roadbed.rego.resolve;

import org.jspecify.annotations.NullMarked;
