package roadbed.store.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of this machine's platform, unpacked once into a cache folder. */
record PostgresBinaries(Path folder) {
  /** Major version of the programs; a data folder of another one cannot be opened by them. */
  static final String MAJOR = "18";

  private static final String VERSION = "18.6.0";

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** The programs in that cache folder, unpacked now where they are not there yet. */
  static PostgresBinaries in(Path cache) {
    String platform = platform();
    Path folder = cache.resolve("postgres-" + VERSION + "-" + platform);
    if (Files.isDirectory(folder)) {
      return new PostgresBinaries(folder);
    }
    Path partial = null;
    try {
      Files.createDirectories(cache);
      partial = Files.createTempDirectory(cache, ".postgres-unpacking-");
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(platform, partial);
      move(partial, folder);
      return new PostgresBinaries(folder);
    } catch (IOException e) {
      throw new StoreException(
          "cannot unpack the embedded PostgreSQL into " + cache + ": " + FileProblem.of(e), e);
    } finally {
      if (partial != null) {
        FolderRemoval.remove(partial);
      }
    }
  }

  /** Another process may have been faster; its folder is as good as ours. */
  private static void move(Path partial, Path folder) throws IOException {
    try {
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void unpack(String platform, Path target) throws IOException {
    String resource = "/postgres-" + platform + ".txz";
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new StoreException(
            "this build carries no embedded PostgreSQL for "
                + platform
                + "; start a PostgreSQL 15 or later yourself and give its URL");
      }
      try (TarArchiveInputStream tar =
          new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
          unpack(tar, entry, target);
        }
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    if (name.endsWith(".a")) {
      return; // static libraries, which no server needs
    }
    Path file = target.resolve(name).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("the archive names a path outside of itself: " + name);
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
    } else if (entry.isSymbolicLink()) {
      if (!file.resolveSibling(entry.getLinkName()).normalize().startsWith(target)) {
        throw new IOException("the archive links to a path outside of itself: " + name);
      }
      Files.createDirectories(file.resolve("..").normalize());
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.createDirectories(file.resolve("..").normalize());
      Files.copy(tar, file);
      Files.setPosixFilePermissions(file, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if ((mode & 0111) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return permissions;
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String os = system.startsWith("mac") ? "darwin" : system.startsWith("linux") ? "linux" : system;
    String cpu =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> architecture;
        };
    return os + "-" + cpu;
  }
}
