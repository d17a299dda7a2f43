package roadbed.rego.service;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether files have changed: their names, sizes and times as one text. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(List<Path> paths) throws IOException {
    StringBuilder out = new StringBuilder();
    for (Path path : paths) {
      try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
          out.append(file)
              .append('|')
              .append(Files.size(file))
              .append('|')
              .append(Files.getLastModifiedTime(file).toMillis())
              .append('\n');
        }
      } catch (java.io.UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return out.toString();
  }
}
