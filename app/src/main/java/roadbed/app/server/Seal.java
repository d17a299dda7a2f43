package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that must be known again, such as those that messages are signed with: AES-256 in Galois/Counter mode, with
 * a key in a file that only this user can read and that lies beside the database, not in it.
 */
final class Seal {
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final byte[] key;

  Seal(Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve("secrets.key");
      byte[] fresh = new byte[KEY];
      random.nextBytes(fresh);
      if (!Files.exists(file)) {
        try {
          Path made =
              Files.createTempFile(
                  folder, "secrets", ".new", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          Files.write(made, fresh);
          Files.createLink(file, made);
          Files.delete(made);
        } catch (FileAlreadyExistsException _) {
          // Another start made it at the same time; that one counts.
        }
      }
      this.key = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (key.length != KEY) {
      throw new IllegalStateException("the file with the key for secrets in " + folder + " is damaged; restore it");
    }
  }

  /** A secret sealed. */
  String close(String secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array());
  }

  /**
   * A sealed secret as it was.
   *
   * @throws IllegalStateException where it was sealed with another key or changed since
   */
  String open(String sealed) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
    byte[] nonce = new byte[NONCE];
    bytes.get(nonce);
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return new String(run(Cipher.DECRYPT_MODE, nonce, rest), StandardCharsets.UTF_8);
  }

  /** What only who has the key can make of a text: HMAC-SHA256 with a key of its own, derived from the one that seals. */
  byte[] mark(String text) {
    return hmac(hmac(key, "roadbed marks"), text);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  private byte[] run(int mode, byte[] nonce, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret cannot be opened: it was sealed with another key, or changed", e);
    }
  }
}
