/**
 * Service level objectives as OpenSLO and Sloth write them, to {@link roadbed.model.slo.ServiceLevelObjective}s. What is
 * wrong with a document is said at its place, and the others are read.
 *
 * <p>Knows nothing of query languages and of rules.
 */
@NullMarked
package roadbed.collect.slo;

import org.jspecify.annotations.NullMarked;
