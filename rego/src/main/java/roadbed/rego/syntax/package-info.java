/**
 * Rego text to syntax tree: tokenizer, parser, metadata comments, and the error value with its place.
 *
 * <p>Knows nothing of names, scopes or evaluation: a tree says only what was written and where.
 */
@NullMarked
package roadbed.rego.syntax;

import org.jspecify.annotations.NullMarked;
