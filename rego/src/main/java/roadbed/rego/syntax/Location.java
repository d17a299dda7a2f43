package roadbed.rego.syntax;

/**
 * A place in a Rego text.
 *
 * @param file the name the text was given
 * @param line from 1
 * @param column in characters, from 1
 */
public record Location(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
