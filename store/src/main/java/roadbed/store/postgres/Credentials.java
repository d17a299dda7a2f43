package roadbed.store.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The generated passwords of the embedded PostgreSQL's three roles, in a file that only its owner may read.
 *
 * @param superuser password of {@code postgres}, which only makes the other two
 * @param owner password of {@code roadbed}, which owns the database
 * @param reader password of {@code roadbed_facts}, which may only read the schema {@code facts}
 */
record Credentials(String superuser, String owner, String reader) {

  /** Reads the file, or writes one with new passwords where there is none. */
  static Credentials in(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        write(file, new Credentials(password(random), password(random), password(random)));
      }
      Properties properties = new Properties();
      properties.load(new StringReader(Files.readString(file)));
      return new Credentials(
          required(properties, "postgres", file),
          required(properties, "roadbed", file),
          required(properties, "roadbed_facts", file));
    } catch (IOException e) {
      throw new StoreException("cannot read or write " + file + ": " + FileProblem.of(e), e);
    }
  }

  private static void write(Path file, Credentials credentials) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(partial);
    Files.createFile(
        partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        partial,
        "postgres=%s%nroadbed=%s%nroadbed_facts=%s%n"
            .formatted(credentials.superuser, credentials.owner, credentials.reader),
        StandardOpenOption.DSYNC);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String required(Properties properties, String role, Path file) {
    String password = properties.getProperty(role);
    if (password == null || password.isBlank()) {
      throw new StoreException(
          file + " holds no password for the role " + role + "; restore the file from a backup");
    }
    return password;
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Never the passwords. */
  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
