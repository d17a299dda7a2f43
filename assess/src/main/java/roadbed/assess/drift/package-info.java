/**
 * Drift: what is declared, what was applied and what is, compared attribute by attribute. Pure.
 *
 * <p>Knows nothing of where the three sides were read from and of where a report goes, runs nothing that it proposes,
 * and imports no sibling under {@code assess}: which guardrails a drift breaks is told to it.
 */
@NullMarked
package roadbed.assess.drift;

import org.jspecify.annotations.NullMarked;
