/**
 * The values of Rego: immutable terms with hash, total order, JSON and term text.
 *
 * <p>The engine's hot data structure. Strings are Java strings in which a byte that is not valid UTF-8 stands as a lone
 * surrogate, so that bytes survive a round trip. Knows nothing of policies, modules or builtins.
 */
@NullMarked
package roadbed.rego.value;

import org.jspecify.annotations.NullMarked;
