package roadbed.collect.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.SourceTree;
import roadbed.collect.terraform.expression.FileTree;

/** The files that functions of a configuration may read: those below what is scanned, named from its root folder. */
final class ModuleFiles implements FileTree {
  private static final int LARGEST_FILE = 1 << 20;
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_LISTED = 10_000;

  private final SourceTree tree;
  private final String root;
  private final Map<String, Content> read = new HashMap<>();
  private final Map<String, Optional<List<String>>> listed = new HashMap<>();
  private long bytes;

  ModuleFiles(SourceTree tree, String root) {
    this.tree = tree;
    this.root = root;
  }

  private Optional<String> name(String path) {
    boolean absolute = path.startsWith("/");
    return ConfigurationFiles.normal(absolute || root.isEmpty() ? path : root + "/" + path);
  }

  @Override
  public Content read(String path) {
    Optional<String> name = name(path);
    return name.isEmpty() ? new Content.Missing() : read.computeIfAbsent(name.get(), this::content);
  }

  private Content content(String name) {
    return switch (tree.find(name)) {
      case SourceTree.Entry.Missing _ -> new Content.Missing();
      case SourceTree.Entry.Outside _ -> new Content.NotLooked("reads a file outside of what is scanned");
      case SourceTree.Entry.Found found -> {
        try (InputStream in = found.file().open()) {
          byte[] all = in.readNBytes(LARGEST_FILE + 1);
          bytes += all.length;
          yield all.length > LARGEST_FILE || bytes > MOST_BYTES
              ? new Content.NotLooked("reads a file that is too large")
              : new Content.Found(ByteBuffer.wrap(all).asReadOnlyBuffer());
        } catch (IOException unreadable) {
          yield new Content.NotLooked("reads a file that cannot be opened");
        }
      }
    };
  }

  @Override
  public List<String> below(String path) {
    return list(path).orElse(List.of());
  }

  @Override
  public boolean isLooked(String path) {
    return list(path).isPresent();
  }

  /** The files in a folder and below it; empty where they are outside, or too many. */
  private Optional<List<String>> list(String path) {
    return name(path).flatMap(folder -> listed.computeIfAbsent(folder, this::walked));
  }

  private Optional<List<String>> walked(String folder) {
    if (tree.find(folder) instanceof SourceTree.Entry.Outside) {
      return Optional.empty();
    }
    int prefix = folder.isEmpty() ? 0 : folder.length() + 1;
    List<String> all = new ArrayList<>();
    Deque<String> left = new ArrayDeque<>(List.of(folder));
    for (int folders = 0; !left.isEmpty(); folders++) {
      String next = left.pop();
      tree.files(next).forEach(file -> all.add(file.substring(prefix)));
      tree.folders(next).forEach(left::add);
      if (all.size() > MOST_LISTED || folders > MOST_LISTED || left.size() > MOST_LISTED) {
        return Optional.empty();
      }
    }
    all.sort(null);
    return Optional.of(List.copyOf(all));
  }
}
