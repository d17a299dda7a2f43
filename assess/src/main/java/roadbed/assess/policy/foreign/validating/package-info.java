/**
 * Kubernetes' ValidatingAdmissionPolicies with their bindings and parameters.
 *
 * <p>Knows nothing of clusters: policies, bindings and parameters are given.
 */
@NullMarked
package roadbed.assess.policy.foreign.validating;

import org.jspecify.annotations.NullMarked;
