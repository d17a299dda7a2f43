package roadbed.store.duckdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The Parquet files of all sources, beside those of imported bills ({@link LakeManifest}): {@code <source>/<generation>/bill=NAME/part-N.parquet}. A source's file
 * {@code current} names the generation that counts, and is replaced in one step.
 */
final class BillingFolder {
  private static final String CURRENT = "current";
  private static final String LAKE = "lake";

  private final Path folder;

  BillingFolder(Path folder) {
    this.folder = folder;
  }

  private Path source(String name) {
    String readable = name.replaceAll("[^A-Za-z0-9]+", "-");
    return folder.resolve(readable.substring(0, Math.min(40, readable.length())) + "-" + digest(name));
  }

  /** A text's first eight bytes of SHA-256, in hexadecimal. */
  static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A new folder for a source's next generation. */
  Path begin(String source) throws IOException {
    return Files.createDirectories(source(source).resolve(UUID.randomUUID().toString()));
  }

  /** Makes a generation the one that counts, and removes the others. */
  void commit(String source, Path generation) throws IOException {
    Path home = source(source);
    Path next = home.resolve(CURRENT + ".new");
    Files.writeString(next, generation.getFileName().toString());
    Files.move(
        next, home.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (Stream<Path> generations = Files.list(home)) {
      for (Path other : generations.toList()) {
        if (Files.isDirectory(other) && !other.equals(generation)) {
          remove(other);
        }
      }
    }
  }

  /** Removes a generation that did not come to count. */
  void abandon(Path generation) throws IOException {
    remove(generation);
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The folder in a billing folder in which bills are kept by month and account. */
  static Path lake(Path billing) {
    return billing.resolve(LAKE);
  }

  /** Names of the bills that are imported. */
  Set<String> imported() throws IOException {
    return LakeManifest.read(lake(folder)).names();
  }

  /** All files that count: of the bills that were imported, and of all sources what they have of other bills. */
  List<Path> files() throws IOException {
    LakeManifest manifest = LakeManifest.read(lake(folder));
    List<Path> parts = new ArrayList<>(manifest.files());
    Set<String> imported = manifest.names();
    if (!Files.isDirectory(folder)) {
      return parts;
    }
    try (Stream<Path> sources = Files.list(folder)) {
      for (Path source : sources.filter(path -> !path.endsWith(LAKE)).sorted().toList()) {
        try {
          Path generation = source.resolve(Files.readString(source.resolve(CURRENT)).strip());
          try (Stream<Path> files = Files.walk(generation)) {
            files
                .filter(file -> file.toString().endsWith(".parquet") && !PushedBills.isOf(file, imported))
                .sorted()
                .forEach(parts::add);
          }
        } catch (NoSuchFileException _) {
          // A source whose first lines are being read has no generation yet.
        }
      }
    }
    return parts;
  }
}
