package roadbed.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import roadbed.collect.pipeline.PipelineFiles;

/**
 * The files in the folder of one file and below it, by their paths from there. Nothing outside of the folder is
 * found, also not through links.
 */
record NeighbouringFiles(LocalFile file) implements PipelineFiles.Tree {

  @Override
  public Optional<SourceFile> at(String path) {
    String relative = path.replaceFirst("^(?:\\./|/)+", "");
    Path folder = file.path().toAbsolutePath().getParent();
    if (folder == null || relative.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path found = folder.resolve(relative).normalize();
      if (!found.startsWith(folder)
          || !Files.isRegularFile(found)
          || !found.toRealPath().startsWith(folder.toRealPath())) {
        return Optional.empty();
      }
      String name = file.name();
      String prefix = name.substring(0, name.lastIndexOf('/') + 1);
      return Optional.of(
          new LocalFile(prefix + folder.relativize(found).toString().replace('\\', '/'), found, file.opener()));
    } catch (InvalidPathException | IOException unreachable) {
      return Optional.empty();
    }
  }
}
