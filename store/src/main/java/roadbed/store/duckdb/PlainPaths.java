package roadbed.store.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Paths that DuckDB takes as they are. It reads {@code *}, {@code ?} and brackets in a path as a pattern; such
 * a file is reached through a link with a plain name, for as long as this is open.
 */
final class PlainPaths implements AutoCloseable {
  private final List<Path> made = new ArrayList<>();

  /** The path, or a link to it, as an SQL literal. */
  String literal(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    if (absolute.toString().chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0)) {
      return DuckDb.quoted(absolute.toString());
    }
    Path folder = Files.createTempDirectory("roadbed-link");
    made.addFirst(folder);
    Path link = folder.resolve("file");
    Files.createSymbolicLink(link, absolute);
    made.addFirst(link);
    return DuckDb.quoted(link.toString());
  }

  @Override
  public void close() throws IOException {
    for (Path path : made) {
      Files.deleteIfExists(path);
    }
  }
}
