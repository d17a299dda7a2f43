/**
 * Guardrails: Rego rules with their metadata, judged over a snapshot. Pure.
 *
 * <p>Knows nothing of where resources come from and of where verdicts go; imports no sibling under
 * {@code assess}.
 */
@NullMarked
package roadbed.assess.policy;

import org.jspecify.annotations.NullMarked;
