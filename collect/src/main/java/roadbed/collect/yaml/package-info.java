/**
 * YAML text to nodes with their places, bounded in size, depth and aliases; and nodes to values with the types that Kubernetes gives them.
 *
 * <p>Knows nothing of what a document means.
 */
@NullMarked
package roadbed.collect.yaml;

import org.jspecify.annotations.NullMarked;
