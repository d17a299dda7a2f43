package roadbed.prove.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The log's Ed25519 key as two files of a folder: {@value #PRIVATE_FILE}, readable by its owner only, and
 * {@value #PUBLIC_FILE}, a C2SP signed-note verifier key ({@code name+id+key}). Its name holds part of the
 * public key's hash, so that the logs of two installations are never taken for one another.
 */
final class LogKey {
  static final String PRIVATE_FILE = "evidence.key";
  static final String PUBLIC_FILE = "evidence.pub";
  private static final byte ED25519 = 1;
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Path folder;

  LogKey(Path folder) {
    this.folder = folder;
  }

  /** The public half. */
  record Verifier(String name, String id, PublicKey key, String typedKey) {

    /** Reads {@code name+id+key}. */
    static Optional<Verifier> parse(String text) {
      String[] parts = text.strip().split("\\+", 3);
      if (parts.length != 3 || parts[0].isEmpty() || parts[0].contains(" ")) {
        return Optional.empty();
      }
      try {
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 33 || typed[0] != ED25519) {
          return Optional.empty();
        }
        Verifier verifier = of(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        return Optional.of(verifier).filter(found -> found.text().equals(text.strip()));
      } catch (GeneralSecurityException | IllegalArgumentException _) {
        return Optional.empty();
      }
    }

    static Verifier of(String name, byte[] raw) throws GeneralSecurityException {
      byte[] encoded = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + raw.length);
      System.arraycopy(raw, 0, encoded, SPKI_PREFIX.length, raw.length);
      PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      byte[] hash =
          Hash.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {ED25519}, raw).bytes();
      byte[] typed = new byte[raw.length + 1];
      typed[0] = ED25519;
      System.arraycopy(raw, 0, typed, 1, raw.length);
      return new Verifier(
          name,
          HexFormat.of().formatHex(hash, 0, 4),
          key,
          Base64.getEncoder().encodeToString(typed));
    }

    String text() {
      return name + "+" + id + "+" + typedKey;
    }

    /** Whether a checkpoint carries this key's signature. */
    boolean signed(Checkpoint checkpoint) {
      byte[] content = checkpoint.signatureBytes();
      if (!checkpoint.origin().equals(name)
          || content.length != 68
          || !HexFormat.of().formatHex(content, 0, 4).equals(id)) {
        return false;
      }
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(checkpoint.body().getBytes(StandardCharsets.UTF_8));
        return signature.verify(content, 4, 64);
      } catch (GeneralSecurityException _) {
        return false;
      }
    }
  }

  /** Both halves. */
  record Signer(Verifier verifier, PrivateKey key) {

    /** A signed checkpoint. */
    Checkpoint sign(long size, Hash root) {
      String origin = verifier.name();
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(Checkpoint.body(origin, size, root).getBytes(StandardCharsets.UTF_8));
        byte[] signed = signature.sign();
        byte[] content = Arrays.copyOf(HexFormat.of().parseHex(verifier.id()), 4 + signed.length);
        System.arraycopy(signed, 0, content, 4, signed.length);
        return new Checkpoint(origin, size, root, Base64.getEncoder().encodeToString(content));
      } catch (GeneralSecurityException e) {
        throw new EvidenceException("the evidence key cannot sign: " + e.getMessage(), e);
      }
    }
  }

  /** The public half, empty where there is no key yet or its file is damaged. */
  Optional<Verifier> verifier() {
    Path file = folder.resolve(PUBLIC_FILE);
    try {
      return Files.isRegularFile(file) && Files.size(file) < 10_000
          ? Verifier.parse(Files.readString(file))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The key, made now where there is none. */
  Signer signer() {
    Path privateFile = folder.resolve(PRIVATE_FILE);
    Path publicFile = folder.resolve(PUBLIC_FILE);
    try {
      Files.createDirectories(folder);
      try (FolderLock _ = FolderLock.of(folder)) {
        if (!Files.exists(privateFile)) {
          if (Files.exists(publicFile)) {
            throw new EvidenceException(
                privateFile + " is missing and " + PUBLIC_FILE + " is there: restore it from your backup");
          }
          make(privateFile);
        }
        Signer signer = read(privateFile);
        if (!Files.exists(publicFile)) {
          DurableFile.replace(publicFile, signer.verifier().text() + "\n", "rw-r--r--");
        }
        if (verifier().filter(known -> known.text().equals(signer.verifier().text())).isEmpty()) {
          throw new EvidenceException(privateFile + " and " + publicFile + " are not one key");
        }
        return signer;
      }
    } catch (IOException e) {
      throw new EvidenceException("the evidence key in " + folder + " cannot be read or made: " + e, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new EvidenceException(privateFile + " is no Ed25519 key pair", e);
    }
  }

  private static Signer read(Path privateFile) throws IOException, GeneralSecurityException {
    String pem = Files.readString(privateFile);
    byte[] spki = block(pem, "PUBLIC KEY");
    if (spki.length != SPKI_PREFIX.length + Hash.LENGTH) {
      throw new GeneralSecurityException("the public key is not Ed25519");
    }
    byte[] raw = Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length);
    Verifier verifier =
        Verifier.of("roadbed.evidence/" + Hash.sha256(raw).hex().substring(0, 16), raw);
    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
    return new Signer(verifier, key);
  }

  private static byte[] block(String pem, String label) {
    String begin = "-----BEGIN " + label + "-----\n";
    int start = pem.indexOf(begin);
    int end = pem.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no " + label);
    }
    return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
  }

  private static void make(Path privateFile) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    DurableFile.replace(
        privateFile,
        pem("PRIVATE KEY", pair.getPrivate().getEncoded())
            + pem("PUBLIC KEY", pair.getPublic().getEncoded()),
        "rw-------");
  }

  private static String pem(String label, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
