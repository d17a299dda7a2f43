/**
 * Decides what goes into a cluster: guardrails for Kubernetes kinds and the rules of libraries written for others, over one
 * request. Pure.
 *
 * <p>Knows nothing of how a request comes and of how an object becomes a resource.
 */
@NullMarked
package roadbed.assess.policy.admission;

import org.jspecify.annotations.NullMarked;
