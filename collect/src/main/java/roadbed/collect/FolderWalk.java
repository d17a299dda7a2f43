package roadbed.collect;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Visits every file under a folder, in the order of names, whatever the file system's own order.
 *
 * <p>Symbolic links inside a folder are never followed: one that leads to a place inside is read at that place,
 * and one that leads out is none of what was asked for; so a loop cannot arise. A folder's names are held a
 * batch at a time (the folder is listed again for the next batch), so that a folder of millions of files needs
 * no more memory than one batch.
 */
final class FolderWalk {
  static final int BATCH = 100_000;
  /** Hidden folders in which pipelines stand. */
  private static final Set<String> PIPELINES = Set.of(".github", ".gitlab");

  private static final Set<String> SKIPPED = Set.of("node_modules", "__pycache__");

  private final Limits limits;
  private final CollectionSink sink;
  private final Set<Path> otherRoots;
  private final Consumer<LocalFile> visitor;
  private final LocalFile.Opener opener;
  private final Map<String, Long> skipped = new TreeMap<>();
  private long files;

  /**
   * A walk.
   *
   * @param otherRoots real paths that are walked on their own account and so not as part of another
   */
  FolderWalk(
      Limits limits,
      CollectionSink sink,
      Set<Path> otherRoots,
      LocalFile.Opener opener,
      Consumer<LocalFile> visitor) {
    this.limits = limits;
    this.sink = sink;
    this.otherRoots = otherRoots;
    this.opener = opener;
    this.visitor = visitor;
  }

  /** Visits the files under a path that the user named, or the file itself. */
  void walk(Path root) {
    String name = name(root);
    if (!Files.exists(root)) {
      boolean link = Files.isSymbolicLink(root);
      sink.diagnostic(
          Diagnostic.error(
              link ? "path.broken-link" : "path.missing",
              Location.of(name.isEmpty() ? "." : name),
              link ? "this symbolic link leads to nothing" : "there is no such file or folder",
              "check the spelling and the current folder"));
      return;
    }
    if (!Files.isDirectory(root)) {
      file(name, root);
      return;
    }
    long before = files;
    folder(name, root, 0);
    if (files == before) {
      sink.diagnostic(
          Diagnostic.warning(
              "folder.empty",
              Location.of(name.isEmpty() ? "." : name),
              "there are no files in this folder",
              "name the folder that holds the plans, states, manifests or billing exports"));
    }
  }

  /** Folders that were left out because of their name, with how many of each name. */
  Map<String, Long> skipped() {
    return skipped;
  }

  /** Whether the limit of files was reached. */
  boolean full() {
    return files >= limits.files();
  }

  private static String name(Path root) {
    String name = root.toString().replace('\\', '/');
    return name.equals(".") || name.equals("./") ? "" : name.startsWith("./") ? name.substring(2) : name;
  }

  private void folder(String name, Path folder, int depth) {
    if (depth >= limits.folderDepth()) {
      sink.diagnostic(
          Diagnostic.error(
              "folder.too-deep",
              Location.of(name),
              "folders more than " + limits.folderDepth() + " levels down are not read",
              "scan this folder on its own"));
      return;
    }
    String last = "";
    NavigableMap<String, Path> batch;
    do {
      batch = batch(name, folder, last);
      for (Map.Entry<String, Path> entry : batch.entrySet()) {
        if (full()) {
          return;
        }
        entry(name.isEmpty() ? entry.getKey() : join(name, entry.getKey()), entry.getValue(), depth);
      }
      if (!batch.isEmpty()) {
        last = batch.lastKey();
      }
    } while (batch.size() == BATCH);
  }

  private static String join(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** The next names after the last one that was visited, at most a batch. */
  private NavigableMap<String, Path> batch(String name, Path folder, String last) {
    NavigableMap<String, Path> names = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        String entryName = entry.getFileName().toString();
        if (entryName.compareTo(last) <= 0) {
          continue;
        }
        if (names.size() < BATCH) {
          names.put(entryName, entry);
        } else if (entryName.compareTo(names.lastKey()) < 0) {
          names.pollLastEntry();
          names.put(entryName, entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      unreadable(name, new IOException(e.getMessage(), e));
    } catch (IOException e) {
      unreadable(name, e);
    }
    return names;
  }

  private void unreadable(String name, IOException e) {
    sink.diagnostic(
        Diagnostic.error(
            "folder.unreadable",
            Location.of(name.isEmpty() ? "." : name),
            "the folder cannot be listed: " + Collector.reason(e),
            "give read permission, or leave it out"));
  }

  private void entry(String name, Path path, int depth) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      sink.diagnostic(
          Diagnostic.error(
              "file.unreadable",
              Location.of(name),
              "the file cannot be read: " + Collector.reason(e),
              "give read permission, or leave it out"));
      return;
    }
    if (attributes.isSymbolicLink()) {
      link(name, path);
    } else if (attributes.isDirectory()) {
      String last = path.getFileName().toString();
      if ((last.startsWith(".") && !PIPELINES.contains(last)) || SKIPPED.contains(last)) {
        skipped.merge(last, 1L, Long::sum);
      } else if (!isOtherRoot(path)) {
        folder(name, path, depth + 1);
      }
    } else if (attributes.isRegularFile()) {
      if (!isOtherRoot(path)) {
        file(name, path);
      }
    }
    // What is left are devices, pipes and sockets, which are not read: they may never end.
  }

  private boolean isOtherRoot(Path path) {
    if (otherRoots.isEmpty()) {
      return false;
    }
    try {
      return otherRoots.contains(path.toRealPath());
    } catch (IOException _) {
      return false;
    }
  }

  private void link(String name, Path path) {
    if (!Files.exists(path)) {
      sink.diagnostic(
          Diagnostic.warning(
              "path.broken-link",
              Location.of(name),
              "this symbolic link leads to nothing, or to itself",
              "remove it, or restore what it led to"));
    } else {
      sink.diagnostic(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "path.link",
              Location.of(name),
              "this symbolic link is not followed",
              "what it leads to is read where it stands; name it as a path of its own if it is elsewhere"));
    }
  }

  private void file(String name, Path path) {
    if (full()) {
      return;
    }
    files++;
    visitor.accept(new LocalFile(name, path, opener));
    if (full()) {
      sink.diagnostic(
          Diagnostic.error(
              "files.too-many",
              Location.of(name),
              "the scan ends here: it has looked at " + limits.files() + " files",
              "scan parts of the estate as sources of their own"));
    }
  }
}
