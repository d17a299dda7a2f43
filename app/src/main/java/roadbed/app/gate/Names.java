package roadbed.app.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Names of files that are the same on both sides of a change: relative to the repository that they lie in, else as the
 * user named them.
 */
final class Names {
  private final Optional<GitTree> repository;

  private Names(Optional<GitTree> repository) {
    this.repository = repository;
  }

  static Names of(List<Path> paths) {
    return new Names(paths.isEmpty() ? Optional.empty() : GitTree.around(paths.getFirst()));
  }

  Optional<GitTree> repository() {
    return repository;
  }

  /** The commit that is checked out. */
  Optional<String> head() {
    try {
      return repository.isEmpty() ? Optional.empty() : repository.get().head();
    } catch (IOException _) {
      // It is worth a word in the record, and not worth failing for.
      return Optional.empty();
    }
  }

  /** The name of a file that was named from the current folder. */
  String ofPath(String file) {
    if (repository.isEmpty()) {
      return file;
    }
    Path top = repository.get().top();
    Path absolute = Path.of(file).toAbsolutePath().normalize();
    return absolute.startsWith(top) ? text(top.relativize(absolute)) : file;
  }

  /** The path by which a file that has such a name can be opened. */
  Path open(String name) {
    return repository.map(tree -> tree.top().resolve(name)).orElseGet(() -> Path.of(name));
  }

  /** The same paths in a folder that holds the repository's files. */
  List<Path> inside(Path folder, List<Path> paths) {
    return paths.stream().map(path -> folder.resolve(ofPath(path.toString())).normalize()).toList();
  }

  /** The name of a file in such a folder. */
  String below(Path folder, String file) {
    Path absolute = Path.of(file).toAbsolutePath().normalize();
    return absolute.startsWith(folder) ? text(folder.relativize(absolute)) : file;
  }

  private static String text(Path path) {
    return path.toString().replace('\\', '/');
  }

  /**
   * Names of files in other folders that hold the same things.
   *
   * @param paths those folders
   * @param like the paths that they stand for
   */
  record Under(List<Path> paths, List<Path> like, Names names) {

    String ofPath(String file) {
      Path absolute = Path.of(file).toAbsolutePath().normalize();
      for (int i = 0; i < paths.size(); i++) {
        Path root = paths.get(i).toAbsolutePath().normalize();
        if (absolute.startsWith(root)) {
          return names.ofPath(like.get(i).resolve(root.relativize(absolute)).toString());
        }
      }
      return file;
    }
  }
}
