/**
 * What libraries of policies that were written for other programs have in common: manifests, Kubernetes objects as
 * those programs see them, requests for admission. Pure, but for reading the files of a library.
 *
 * <p>Knows nothing of resources in normal form and of guardrails.
 */
@NullMarked
package roadbed.assess.policy.foreign;

import org.jspecify.annotations.NullMarked;
