/**
 * The nouns that every stage shares: values, resources, collections, verdicts, money, diagnostics.
 *
 * <p>This package knows nothing of files, clouds, databases, policies or pages. Everything in it is an
 * immutable value; its one codec is {@link roadbed.model.ValueJson}.
 */
@NullMarked
package roadbed.model;

import org.jspecify.annotations.NullMarked;
