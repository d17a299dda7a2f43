package roadbed.model;

import java.util.Optional;

/**
 * A place in a source.
 *
 * @param file path of the file as the user named it
 * @param line line from 1, or 0 where the source has no lines
 * @param column column from 1, or 0 where it is not known
 * @param pointer JSON pointer (RFC 6901) inside the document, where there is one
 */
public record Location(String file, int line, int column, Optional<String> pointer) {

  /** A whole file. */
  public static Location of(String file) {
    return new Location(file, 0, 0, Optional.empty());
  }

  /** A line and column of a file. */
  public static Location of(String file, int line, int column) {
    return new Location(file, line, column, Optional.empty());
  }

  /** {@code file:line:column}, leaving out what is not known, then the pointer. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    pointer.ifPresent(p -> text.append('#').append(p));
    return text.toString();
  }
}
