/**
 * Gatekeeper's policies: constraint templates, constraints, what they match, the documents that they see, and the suites
 * that test them.
 *
 * <p>Knows nothing of clusters: all objects are given.
 */
@NullMarked
package roadbed.assess.policy.foreign.gatekeeper;

import org.jspecify.annotations.NullMarked;
