package roadbed.collect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files below what a scan was asked to look at, by name: for documents that say what else is to be read, also
 * where the walk passes over it. What is not below is never opened.
 */
public interface SourceTree {

  /** What is at a name. */
  sealed interface Entry {

    /** A file. */
    record Found(SourceFile file) implements Entry {}

    /** Nothing that can be read. */
    record Missing() implements Entry {}

    /** Something outside of what the scan was asked to look at, which is not opened. */
    record Outside() implements Entry {}
  }

  /**
   * What is at a name.
   *
   * @param name as files are named, see {@link SourceFile#name()}, without {@code .} and {@code ..} in the middle
   */
  Entry find(String name);

  /** The names of the files in a folder, sorted; none where the folder is not there, or outside. */
  List<String> files(String folder);

  /** The names of the folders in a folder, sorted; none where the folder is not there, or outside. */
  List<String> folders(String folder);

  /** A tree of nothing but these files. */
  static SourceTree of(Collection<? extends SourceFile> files) {
    Map<String, SourceFile> byName = new TreeMap<>();
    files.forEach(file -> byName.put(file.name(), file));
    return new SourceTree() {
      @Override
      public Entry find(String name) {
        SourceFile file = byName.get(name);
        return file != null ? new Entry.Found(file) : name.startsWith("..") ? new Entry.Outside() : new Entry.Missing();
      }

      private List<String> within(String folder, boolean files) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return byName.keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .filter(rest -> (rest.indexOf('/') < 0) == files)
            .map(rest -> prefix + (files ? rest : rest.substring(0, rest.indexOf('/'))))
            .distinct()
            .toList();
      }

      @Override
      public List<String> files(String folder) {
        return within(folder, true);
      }

      @Override
      public List<String> folders(String folder) {
        return within(folder, false);
      }
    };
  }

  /** The file at a name, where one is there and inside. */
  default Optional<SourceFile> file(String name) {
    return find(name) instanceof Entry.Found found ? Optional.of(found.file()) : Optional.empty();
  }
}
