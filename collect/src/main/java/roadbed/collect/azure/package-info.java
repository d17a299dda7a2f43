/**
 * Azure's documents: Resource Manager templates, evaluated with their parameters, and what Resource Graph, the
 * command line and the REST interface answer about what is there.
 *
 * <p>Knows nothing of normal forms. Nothing is fetched: a linked template is one of the files of the same collection,
 * and what only a deployment can tell is unknown with its reason.
 */
@NullMarked
package roadbed.collect.azure;

import org.jspecify.annotations.NullMarked;
