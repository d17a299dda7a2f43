package roadbed.rego.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * Reads bundles: folders, and compressed archives.
 *
 * @param dialect the dialect of files of which the manifest says nothing
 */
public record BundleReader(Dialect dialect, Ignoring ignoring, Verification verification, ArchiveLimits limits) {
  private static final String MANIFEST = ".manifest";

  /** One that reads what is not signed, under the standard limits. */
  public static BundleReader plain() {
    return new BundleReader(Dialect.V1, Ignoring.NOTHING, Verification.NO_KEYS, ArchiveLimits.STANDARD);
  }

  /**
   * Reads a folder, or an archive's file.
   *
   * @throws BundleException where any part of it is wrong
   */
  public Bundle read(Path path) throws BundleException {
    try {
      if (Files.isDirectory(path)) {
        return bundle(path.toString(), folder(path));
      }
      try (InputStream in = Files.newInputStream(path)) {
        return read(path.toString(), in);
      }
    } catch (IOException e) {
      throw new BundleException("bundle " + path + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Reads an archive.
   *
   * @param name what errors call it
   * @throws BundleException where any part of it is wrong
   */
  public Bundle read(String name, InputStream packed) throws BundleException {
    try {
      SequencedMap<String, byte[]> files = Archive.read(packed, limits);
      files.keySet().removeIf(path -> Arrays.stream(path.split("/")).anyMatch(ignoring::matches));
      return bundle(name, files);
    } catch (BundleException e) {
      throw new BundleException(
          e.reason().startsWith("bundle " + name) ? e.reason() : "bundle " + name + ": " + e.reason());
    }
  }

  /**
   * The files of a folder or an archive by their paths in it, as they are; nothing is checked but the limits.
   *
   * @throws BundleException where they cannot be read
   */
  public SequencedMap<String, byte[]> files(Path path) throws BundleException {
    try {
      if (Files.isDirectory(path)) {
        return folder(path);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return Archive.read(in, limits);
      }
    } catch (IOException e) {
      throw new BundleException("bundle " + path + ": cannot be read: " + e.getMessage());
    }
  }

  /** All files of a folder by their paths in it; links are not followed. */
  private SequencedMap<String, byte[]> folder(Path root) throws IOException, BundleException {
    SequencedMap<String, byte[]> files = new TreeMap<>();
    long[] total = new long[1];
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean passed = !folder.equals(root) && ignoring.matches(String.valueOf(folder.getFileName()));
            return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() && !ignoring.matches(String.valueOf(file.getFileName()))) {
              total[0] += attributes.size();
              if (total[0] > limits.bytes() || files.size() >= limits.entries()) {
                return FileVisitResult.TERMINATE;
              }
              files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    if (total[0] > limits.bytes() || files.size() >= limits.entries()) {
      throw new BundleException("bundle " + root + " exceeds the limits of size");
    }
    return files;
  }

  private Bundle bundle(String name, SequencedMap<String, byte[]> files) throws BundleException {
    BundleSignature.verify(files, verification);
    byte[] written = files.get(MANIFEST);
    Manifest manifest = written == null ? Manifest.EMPTY : Manifest.of(value(MANIFEST, written));
    DataTree data = new DataTree();
    List<Source> sources = new ArrayList<>();
    Map<String, byte[]> others = new TreeMap<>();
    Optional<ArrayValue> patches = Optional.empty();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      String last = path.substring(path.lastIndexOf('/') + 1);
      if (last.equals("data.json") || last.equals("data.yaml") || last.equals("data.yml")) {
        add(data, path, value(path, file.getValue()));
      } else if (path.equals("patch.json")) {
        if (value(path, file.getValue()) instanceof ObjectValue fields && fields.get("data") instanceof ArrayValue list) {
          patches = Optional.of(list);
        }
      } else if (!path.equals(MANIFEST) && !path.equals(BundleSignature.FILE)) {
        others.put(path, file.getValue());
        if (path.endsWith(".rego")) {
          sources.add(source(name, path, file.getValue(), manifest));
        }
      }
    }
    Bundle bundle = new Bundle(name, manifest, data.value(), sources, others, patches);
    check(bundle);
    return bundle;
  }

  private Source source(String name, String path, byte[] content, Manifest manifest) throws BundleException {
    String folder = name.endsWith("/") ? name : name + "/";
    Source source = Documents.source(folder + path, content, manifest.dialectOf(path, dialect));
    if (source == null) {
      throw new BundleException(path + ": not UTF-8");
    }
    return source;
  }

  private static Value value(String path, byte[] content) throws BundleException {
    Documents.Reading reading =
        path.endsWith(".yaml") || path.endsWith(".yml")
            ? Documents.yaml(path, content)
            : Documents.json(path, content);
    return switch (reading) {
      case Documents.Reading.Read read -> read.value();
      case Documents.Reading.Failed failed ->
          throw new BundleException("bundle load failed on " + failed.error().at() + ": " + failed.error().message());
    };
  }

  private static void add(DataTree data, String path, Value value) throws BundleException {
    List<String> folders = new ArrayList<>(List.of(path.split("/")));
    folders.removeLast();
    if (folders.isEmpty() && !(value instanceof ObjectValue)) {
      throw new BundleException("bundle load failed on " + path + ": root value must be object");
    }
    Optional<DataTree.Conflict> conflict = data.add(folders, value, path);
    if (conflict.isPresent()) {
      throw new BundleException("bundle load failed on " + path + ": " + conflict.get());
    }
  }

  /** Everything in a bundle is within its roots. */
  private static void check(Bundle bundle) throws BundleException {
    Manifest manifest = bundle.manifest();
    for (Source source : bundle.sources()) {
      Module module = Parser.module(source.name(), source.text(), source.dialect(), new ArrayList<>());
      if (module != null && !manifest.owns(String.join("/", module.path()))) {
        throw new BundleException(
            "manifest roots %s do not permit 'package %s' in module '%s'"
                .formatted(manifest.roots(), String.join(".", module.path()), source.name()));
      }
    }
    Optional<String> foreign = manifest.foreign(bundle.data());
    if (foreign.isPresent()) {
      throw new BundleException(
          "manifest roots %s do not permit data at path '%s' (hint: check bundle directory structure)"
              .formatted(manifest.roots(), foreign.get()));
    }
  }
}
