/**
 * Static types of Rego: what they are, how they unite and unify, and what JSON schemas say of them.
 *
 * <p>Knows nothing of policies: which expression has which type is the type checker's business, in {@code resolve}.
 */
@NullMarked
package roadbed.rego.types;

import org.jspecify.annotations.NullMarked;
