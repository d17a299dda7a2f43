package roadbed.rego.syntax;

/**
 * A comment.
 *
 * @param line from 1
 * @param column of the {@code #}, from 1
 * @param text what follows the {@code #}
 */
public record Comment(int line, int column, String text) {}
