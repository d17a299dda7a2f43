/**
 * Folders of policies that were written for other programs, as rules of one form: Gatekeeper's constraints, Kubernetes'
 * validating admission policies, Conftest's namespace main, checks with Trivy's metadata.
 *
 * <p>Knows nothing of guardrails and verdicts.
 */
@NullMarked
package roadbed.assess.policy.library;

import org.jspecify.annotations.NullMarked;
