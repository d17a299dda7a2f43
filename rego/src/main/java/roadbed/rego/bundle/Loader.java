package roadbed.rego.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * Loads policies and data.
 *
 * <p>A file that was named is read whatever it is called; in a folder, {@code .rego}, {@code .json}, {@code .yaml} and
 * {@code .yml} files and bundles in {@code .tar.gz} are read and others passed over. A data file of a folder stands
 * under {@code data} by the folders that it is in. A path may begin with a prefix, as in {@code apps.shop:dir}, under
 * which its data stand.
 *
 * @param dialect the dialect of files that do not say
 */
public record Loader(Dialect dialect, Ignoring ignoring, Verification verification) {
  private static final int MAX_DEPTH = 200;

  /** One that passes over nothing. */
  public static Loader of(Dialect dialect) {
    return new Loader(dialect, Ignoring.NOTHING, Verification.NO_KEYS);
  }

  /** What is loaded so far. */
  private static final class State {
    final Map<String, Source> sources = new TreeMap<>();
    final DataTree data = new DataTree();
    final List<Bundle> bundles = new ArrayList<>();
    final List<RegoError> problems = new ArrayList<>();

    Loaded loaded() {
      return new Loaded(List.copyOf(sources.values()), data.value(), bundles, problems);
    }

    void problem(String file, String text) {
      problems.add(new RegoError(Documents.LOAD, text, new Location(file, 1, 1)));
    }

    void data(List<String> at, Value value, String file) {
      if (at.isEmpty() && !(value instanceof ObjectValue)) {
        problem(file, "document must be of type object");
        return;
      }
      Optional<DataTree.Conflict> conflict = data.add(at, value, file);
      conflict.ifPresent(found -> problem(file, found.toString()));
    }
  }

  /** Loads files and folders. */
  public Loaded files(List<String> paths) {
    State state = new State();
    paths.forEach(path -> files(path, state));
    return state.loaded();
  }

  /** Loads bundles: folders and archives. Their roots must be apart. */
  public Loaded bundles(List<String> paths) {
    State state = new State();
    paths.forEach(path -> bundle(path, state));
    return state.loaded();
  }

  /** Loads files, folders and bundles into one. */
  public Loaded all(List<String> files, List<String> bundles) {
    State state = new State();
    files.forEach(path -> files(path, state));
    bundles.forEach(path -> bundle(path, state));
    return state.loaded();
  }

  private void bundle(String text, State state) {
    Path path = Path.of(withoutScheme(text));
    Bundle bundle;
    try {
      bundle = new BundleReader(dialect, ignoring, verification, ArchiveLimits.STANDARD).read(path);
    } catch (BundleException e) {
      state.problem(path.toString(), e.reason());
      return;
    }
    for (Bundle other : state.bundles) {
      for (String root : bundle.manifest().roots()) {
        for (String theirs : other.manifest().roots()) {
          if (Manifest.overlap(root, theirs)) {
            state.problem(
                path.toString(),
                "detected overlapping roots in manifests of these bundles: [%s, %s] ('%s' and '%s')"
                    .formatted(other.name(), bundle.name(), theirs, root));
            return;
          }
        }
      }
    }
    state.bundles.add(bundle);
    bundle.sources().forEach(source -> state.sources.put(source.name(), source));
    state.data(List.of(), bundle.data(), path.toString());
  }

  private static String withoutScheme(String path) {
    return path.startsWith("file://") ? path.substring("file://".length()) : path;
  }

  private void files(String text, State state) {
    List<String> at = List.of();
    String path = text;
    int colon = text.indexOf(':');
    if (colon > 0 && !text.startsWith("://", colon) && !Files.exists(Path.of(text))) {
      at = List.of(text.substring(0, colon).split("\\."));
      path = text.substring(colon + 1);
    }
    walk(Path.of(withoutScheme(path)).normalize(), at, 0, new HashSet<>(), state);
  }

  private void walk(Path path, List<String> at, int depth, Set<Path> around, State state) {
    String name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
    if (depth > 0 && ignoring.matches(name)) {
      return;
    }
    // The folder that the program runs in has an empty path, and its files have no folder in theirs.
    if (!Files.isDirectory(path)) {
      file(path, at, depth, state);
      return;
    }
    List<Path> inside;
    Path real;
    try (Stream<Path> entries = Files.list(path)) {
      real = path.toRealPath();
      inside = entries.sorted().toList();
    } catch (IOException e) {
      state.problem(path.toString(), "cannot be read: " + e.getMessage());
      return;
    }
    if (depth > MAX_DEPTH || !around.add(real)) {
      state.problem(path.toString(), "a folder that leads back to itself, or too deep");
      return;
    }
    List<String> below = at;
    if (depth > 0) {
      below = new ArrayList<>(at);
      below.add(name);
    }
    for (Path entry : inside) {
      walk(entry.normalize(), below, depth + 1, around, state);
    }
    around.remove(real);
  }

  private void file(Path path, List<String> at, int depth, State state) {
    String name = path.toString();
    boolean known =
        name.endsWith(".rego")
            || name.endsWith(".json")
            || name.endsWith(".yaml")
            || name.endsWith(".yml")
            || name.endsWith(".tar.gz");
    if (!known && depth > 0) {
      return;
    }
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (java.nio.file.NoSuchFileException e) {
      state.problem(name, "no such file or directory");
      return;
    } catch (IOException e) {
      state.problem(name, "cannot be read: " + e.getMessage());
      return;
    }
    if (name.endsWith(".rego")) {
      module(name, content, state);
    } else if (name.endsWith(".tar.gz")) {
      archive(name, content, at, state);
    } else if (known) {
      document(name, Documents.any(name, content), at, state);
    } else {
      unknown(name, content, at, state);
    }
  }

  private void module(String name, byte[] content, State state) {
    Source source = Documents.source(name, content, dialect);
    if (source == null) {
      state.problem(name, "not UTF-8");
    } else {
      state.sources.put(name, source);
    }
  }

  private void archive(String name, byte[] content, List<String> at, State state) {
    try {
      // Signatures matter where something is loaded as a bundle; here an archive is one file among others.
      Bundle bundle =
          new BundleReader(dialect, ignoring, Verification.SKIP, ArchiveLimits.STANDARD)
              .read(name, new ByteArrayInputStream(content));
      bundle.sources().forEach(source -> state.sources.put(source.name(), source));
      state.data(at, bundle.data(), name);
    } catch (BundleException e) {
      state.problem(name, e.reason());
    }
  }

  private static void document(String name, Documents.Reading reading, List<String> at, State state) {
    switch (reading) {
      case Documents.Reading.Read read -> state.data(at, read.value(), name);
      case Documents.Reading.Failed failed -> state.problems.add(failed.error());
    }
  }

  /** A file that was named and does not say what it is: whatever it can be read as. */
  private void unknown(String name, byte[] content, List<String> at, State state) {
    Source source = Documents.source(name, content, dialect);
    Module module =
        source == null ? null : Parser.module(name, source.text(), dialect, new ArrayList<>());
    if (source != null && module != null) {
      state.sources.put(name, source);
    } else if (Documents.any(name, content) instanceof Documents.Reading.Read read
        && read.value() instanceof ObjectValue value) {
      state.data(at, value, name);
    } else {
      state.problem(name, "unrecognized file");
    }
  }
}
