/**
 * Kubernetes objects, however they are written, to {@link roadbed.model.CollectedResource}s with their references.
 *
 * <p>Knows nothing of clusters, folders walked and normal forms.
 */
@NullMarked
package roadbed.collect.kubernetes;

import org.jspecify.annotations.NullMarked;
