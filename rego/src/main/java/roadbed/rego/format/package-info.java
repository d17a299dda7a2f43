/**
 * Lays out Rego files the one way, as {@code opa fmt} does: tabs, one statement a line, imports in order, comments where
 * they belong, line breaks in collections kept. Formatting twice is formatting once, and the tree stays the same.
 *
 * <p>Knows nothing of what a policy means, and of files and commands.
 */
@NullMarked
package roadbed.rego.format;

import org.jspecify.annotations.NullMarked;
