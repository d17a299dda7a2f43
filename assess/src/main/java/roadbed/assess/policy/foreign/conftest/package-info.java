/**
 * Policies as Conftest runs them: rules named deny, violation and warn in a namespace, with exceptions, over documents of
 * any kind; and checks with Trivy's metadata.
 *
 * <p>Knows nothing of the formats of documents.
 */
@NullMarked
package roadbed.assess.policy.foreign.conftest;

import org.jspecify.annotations.NullMarked;
