package roadbed.collect.terraform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.Bulkhead;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.collect.SourceTree;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * The folders of configuration of a scan. Those that the walk went through are read at once; others, such as modules
 * that were fetched before, when somebody asks for them.
 */
final class ConfigurationFiles {
  private static final long LARGEST_FILE = 64L << 20;
  private static final int MOST_FOLDERS_ASKED_FOR = 10_000;

  private final CollectionSink sink;
  private final SourceTree tree;
  private final Map<String, ConfigurationFolder> walked = new LinkedHashMap<>();
  private final Map<String, Optional<ConfigurationFolder>> askedFor = new LinkedHashMap<>();

  ConfigurationFiles(SourceTree tree, CollectionSink sink) {
    this.tree = tree;
    this.sink = sink;
  }

  /** The folders that the walk went through, in their order. */
  Collection<ConfigurationFolder> walked() {
    return walked.values();
  }

  /** The folder at a path, with its slashes and without {@code .} and {@code ..} in the middle. */
  Optional<ConfigurationFolder> at(String path) {
    ConfigurationFolder known = walked.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ConfigurationFolder> before = askedFor.get(path);
    if (before != null) {
      return before;
    }
    Optional<ConfigurationFolder> read = askedFor.size() < MOST_FOLDERS_ASKED_FOR ? fromTree(path) : Optional.empty();
    askedFor.put(path, read);
    return read;
  }

  private Optional<ConfigurationFolder> fromTree(String path) {
    List<SourceFile> files = new ArrayList<>();
    for (String name : tree.files(path)) {
      if (TerraformDocuments.namedConfiguration(name)) {
        tree.file(name).ifPresent(files::add);
      }
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    ConfigurationFolder folder = new ConfigurationFolder(path);
    for (SourceFile file : inOrder(files)) {
      try {
        read(file, folder);
      } catch (IOException unreadable) {
        sink.diagnostic(
            Diagnostic.error(
                "file.unreadable",
                Location.of(file.name()),
                "the file cannot be read",
                "give read permission, or leave it out"));
      }
    }
    return Optional.of(folder);
  }

  /**
   * Reads the files that the walk found.
   *
   * @throws IOException where the bytes of a file cannot be read
   */
  void read(List<? extends SourceFile> files) throws IOException {
    for (SourceFile file : inOrder(files)) {
      read(file, walked.computeIfAbsent(folder(file.name()), ConfigurationFolder::new));
    }
  }

  /** As Terraform reads them: what overrides last, plain values before those of other names. */
  private static List<SourceFile> inOrder(List<? extends SourceFile> files) {
    Set<String> names = new HashSet<>();
    files.forEach(file -> names.add(file.name()));
    List<SourceFile> ordered = new ArrayList<>();
    for (SourceFile file : files) {
      if (!isPassedOver(file.name()) && !isReplaced(file.name(), names)) {
        ordered.add(file);
      }
    }
    ordered.sort(
        Comparator.comparing((SourceFile file) -> folder(file.name()))
            .thenComparing(file -> isOverride(file.name()))
            .thenComparing(file -> !isPlainValues(file.name()))
            .thenComparing(SourceFile::name));
    return ordered;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** What editors leave behind. */
  private static boolean isPassedOver(String name) {
    String last = last(name);
    return last.startsWith(".") || last.endsWith("~") || (last.startsWith("#") && last.endsWith("#"));
  }

  /** Whether OpenTofu reads another file in its stead. */
  private static boolean isReplaced(String name, Set<String> names) {
    if (name.endsWith(".tf")) {
      return names.contains(name.substring(0, name.length() - ".tf".length()) + ".tofu");
    }
    return name.endsWith(".tf.json")
        && names.contains(name.substring(0, name.length() - ".tf.json".length()) + ".tofu.json");
  }

  private static boolean isOverride(String name) {
    String last = last(name);
    int dot = last.indexOf(".t");
    String stem = dot < 0 ? last : last.substring(0, dot);
    return stem.equals("override") || stem.endsWith("_override");
  }

  private static boolean isPlainValues(String name) {
    return last(name).startsWith("terraform.tfvars");
  }

  /** The folder of a file. */
  static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : normal(name.substring(0, slash)).orElse(name.substring(0, slash));
  }

  /** A path without {@code .} and {@code ..} in the middle; empty where it is none. */
  static Optional<String> normal(String path) {
    try {
      return Optional.of(Path.of(path).normalize().toString().replace('\\', '/'));
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private void read(SourceFile file, ConfigurationFolder folder) throws IOException {
    Bulkhead.around(Location.of(file.name()), sink, () -> declared(file, folder));
  }

  private void declared(SourceFile file, ConfigurationFolder folder) throws IOException {
    String name = file.name();
    boolean values = TerraformDocuments.namedVariableValues(name);
    if (!name.endsWith(".json") && TerraformDocuments.namedNative(name)) {
      NativeConfiguration configuration = new NativeConfiguration(file, sink);
      if (values) {
        configuration.variableValues(folder, LARGEST_FILE);
      } else {
        configuration.configuration(folder, isOverride(name), LARGEST_FILE);
      }
      return;
    }
    JsonFile json = new JsonFile(new Limited(file), sink);
    JsonConfiguration reader = new JsonConfiguration(json, folder, isOverride(name));
    try {
      json.stream(values ? reader::variableValues : reader::configuration, () -> "the blocks before it are kept");
    } catch (TooLarge tooLarge) {
      sink.diagnostic(
          Diagnostic.error(
              "terraform.configuration-large",
              json.whole(),
              "this file is larger than " + (LARGEST_FILE >> 20) + " MiB; the blocks before that are kept",
              "scan a plan instead, which may be of any size"));
    }
  }

  /** A file that breaks off where it is too large to be held. */
  private record Limited(SourceFile file) implements SourceFile {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public InputStream open() throws IOException {
      return new FilterInputStream(file.open()) {
        private long left = LARGEST_FILE;

        @Override
        public int read() throws IOException {
          int read = super.read();
          count(1);
          return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          count(read);
          return read;
        }

        private void count(int read) throws IOException {
          left -= read;
          if (left < 0) {
            throw new TooLarge();
          }
        }
      };
    }
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
