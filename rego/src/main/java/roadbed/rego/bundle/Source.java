package roadbed.rego.bundle;

import roadbed.rego.syntax.Dialect;

/**
 * The text of one Rego file.
 *
 * @param name the path by which errors cite it
 * @param dialect the dialect that it is read in
 */
public record Source(String name, String text, Dialect dialect) {}
