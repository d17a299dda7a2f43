package roadbed.collect;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders of a file system that a scan was asked to look at. A symbolic link is followed where it leads inside;
 * what a name or a link leads out to is not opened.
 */
final class LocalTree implements SourceTree {
  private static final int MOST_ENTRIES = 100_000;

  private final List<Path> roots = new ArrayList<>();
  private final List<Path> realRoots = new ArrayList<>();
  private final LocalFile.Opener opener;

  LocalTree(List<Path> paths, LocalFile.Opener opener) {
    this.opener = opener;
    for (Path path : paths) {
      try {
        Path real = path.toRealPath();
        if (Files.isDirectory(real)) {
          roots.add(path.normalize());
          realRoots.add(real);
        }
      } catch (IOException _) {
        // It is missing or cannot be reached, which the walk says.
      }
    }
  }

  private Optional<Path> named(String name) {
    try {
      return Optional.of(Path.of(name).normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private boolean isBelow(Path path) {
    for (Path root : roots) {
      boolean here = root.toString().isEmpty();
      if (here ? !path.isAbsolute() && !path.startsWith("..") : path.startsWith(root)) {
        return true;
      }
    }
    return false;
  }

  private boolean isReallyBelow(Path path) throws IOException {
    Path real = path.toRealPath();
    return realRoots.stream().anyMatch(real::startsWith);
  }

  @Override
  public Entry find(String name) {
    Optional<Path> path = named(name);
    if (path.isEmpty()) {
      return new Entry.Missing();
    }
    if (!isBelow(path.get())) {
      return new Entry.Outside();
    }
    try {
      if (!isReallyBelow(path.get())) {
        return new Entry.Outside();
      }
      return Files.isRegularFile(path.get())
          ? new Entry.Found(new LocalFile(name, path.get(), opener))
          : new Entry.Missing();
    } catch (IOException _) {
      return new Entry.Missing();
    }
  }

  @Override
  public List<String> files(String folder) {
    return entries(folder, false);
  }

  @Override
  public List<String> folders(String folder) {
    return entries(folder, true);
  }

  private List<String> entries(String folder, boolean folders) {
    List<String> names = new ArrayList<>();
    Optional<Path> path = named(folder);
    if (path.isEmpty() || !isBelow(path.get())) {
      return names;
    }
    // The empty path is the current folder.
    Path listed = path.get().toString().isEmpty() ? Path.of(".") : path.get();
    try {
      if (!isReallyBelow(listed)) {
        return names;
      }
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(listed)) {
        for (Path entry : stream) {
          boolean wanted = folders ? Files.isDirectory(entry) && isReallyBelow(entry) : Files.isRegularFile(entry);
          if (wanted && names.size() < MOST_ENTRIES) {
            String last = entry.getFileName().toString();
            names.add(folder.isEmpty() ? last : folder + "/" + last);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // What cannot be listed holds nothing that could be read.
    }
    names.sort(null);
    return names;
  }
}
