/**
 * Terraform documents to {@link roadbed.model.CollectedResource}s: plans, states, and configuration in JSON
 * syntax.
 *
 * <p>Knows nothing of folders walked, of what a resource type means, and of normal forms.
 */
@NullMarked
package roadbed.collect.terraform;

import org.jspecify.annotations.NullMarked;
