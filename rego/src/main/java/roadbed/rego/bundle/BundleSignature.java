package roadbed.rego.bundle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** The file {@code .signatures.json}: one JSON web token that lists the bundle's files with their digests. */
public final class BundleSignature {
  /** The name of the file. */
  public static final String FILE = ".signatures.json";

  private static final String ALGORITHM = "SHA-256";

  private BundleSignature() {}

  /**
   * Signs files.
   *
   * @param files all files of the bundle by their paths
   * @param keyName what the signature calls the key; nothing for none
   * @param claims what else the token says
   * @return the content of the file
   * @throws BundleException where the key is of no use
   */
  public static byte[] sign(
      SequencedMap<String, byte[]> files, SigningKey key, String keyName, ObjectValue claims) throws BundleException {
    List<Value> listed = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      if (!file.getKey().equals(FILE)) {
        ObjectValue.Builder entry = ObjectValue.builder(3);
        entry.put("name", StringValue.of(file.getKey()));
        entry.put("hash", StringValue.of(digest(file.getKey(), file.getValue(), ALGORITHM)));
        entry.put("algorithm", StringValue.of(ALGORITHM));
        listed.add(entry.build());
      }
    }
    ObjectValue.Builder payload = claims.toBuilder();
    payload.put("files", ArrayValue.of(listed));
    ObjectValue.Builder header = ObjectValue.builder(2);
    header.put("alg", StringValue.of(key.algorithm()));
    if (!keyName.isEmpty()) {
      header.put("kid", StringValue.of(keyName));
      payload.put("keyid", StringValue.of(keyName));
    }
    String signed = part(header.build()) + "." + part(payload.build());
    String token = signed + "." + encoded(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    Value content = ObjectValue.of("signatures", ArrayValue.of(List.of(StringValue.of(token))));
    return Values.toPlainJson(content).getBytes(StandardCharsets.UTF_8);
  }

  private static String part(Value value) {
    return encoded(Values.toPlainJson(value).getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Verifies the files of a bundle; nothing is said where it is as signed.
   *
   * @throws BundleException where it is not, or cannot be known to be
   */
  static void verify(SequencedMap<String, byte[]> files, Verification verification) throws BundleException {
    byte[] content = files.get(FILE);
    if (verification.skip()) {
      return;
    }
    if (content == null) {
      if (!verification.key().isEmpty()) {
        throw new BundleException("bundle missing .signatures.json file");
      }
      return;
    }
    if (verification.keys().isEmpty()) {
      throw new BundleException("verification key not provided");
    }
    Map<String, ObjectValue> signed = signedFiles(token(content), verification);
    Ignoring exclude = Ignoring.of(verification.exclude());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      if (path.equals(FILE)) {
        continue;
      }
      ObjectValue entry = signed.remove(path);
      if (exclude.matches(path)) {
        continue;
      }
      if (entry == null) {
        throw new BundleException("file " + path + " not included in bundle signature");
      }
      String algorithm = text(entry, "algorithm");
      if (algorithm.isEmpty()) {
        throw new BundleException("no hashing algorithm provided for file " + path);
      }
      String digest = digest(path, file.getValue(), algorithm);
      if (!digest.equalsIgnoreCase(text(entry, "hash"))) {
        throw new BundleException(
            path + ": digest mismatch (want: " + text(entry, "hash") + ", got: " + digest + ")");
      }
    }
    if (!signed.isEmpty()) {
      throw new BundleException(
          "file(s) " + signed.keySet() + " specified in bundle signatures but not found in the target bundle");
    }
  }

  private static String token(byte[] content) throws BundleException {
    if (!(json(content) instanceof ObjectValue fields)
        || !(fields.get("signatures") instanceof ArrayValue tokens)
        || tokens.size() == 0) {
      throw new BundleException(".signatures.json: missing JWT (expected exactly one)");
    }
    if (tokens.size() > 1) {
      throw new BundleException(".signatures.json: multiple JWTs not supported (expected exactly one)");
    }
    return tokens.get(0) instanceof StringValue token ? token.value() : "";
  }

  private static Map<String, ObjectValue> signedFiles(String token, Verification verification)
      throws BundleException {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new BundleException(".signatures.json: not a JWT");
    }
    ObjectValue header = object(parts[0]);
    ObjectValue payload = object(parts[1]);
    String name = verification.key();
    name = name.isEmpty() ? text(header, "kid") : name;
    name = name.isEmpty() ? text(payload, "keyid") : name;
    if (name.isEmpty() && verification.keys().size() == 1) {
      name = verification.keys().keySet().iterator().next();
    }
    SigningKey key = verification.keys().get(name);
    if (key == null) {
      throw new BundleException(
          name.isEmpty() ? "verification key ID is empty" : "verification key corresponding to ID " + name + " not found");
    }
    byte[] message = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    // The algorithm is the key's: what the token names is whoever wrote it's choice.
    if (!key.verifies(message, decoded(parts[2]))) {
      throw new BundleException("failed to verify the signature of the bundle");
    }
    String scope = verification.scope().isEmpty() ? key.scope() : verification.scope();
    if (!text(payload, "scope").equals(scope)) {
      throw new BundleException("scope mismatch");
    }
    Map<String, ObjectValue> files = new TreeMap<>();
    if (payload.get("files") instanceof ArrayValue listed) {
      for (Value file : listed) {
        if (file instanceof ObjectValue entry) {
          files.put(text(entry, "name"), entry);
        }
      }
    }
    return files;
  }

  private static ObjectValue object(String part) throws BundleException {
    if (json(decoded(part)) instanceof ObjectValue object) {
      return object;
    }
    throw new BundleException(".signatures.json: not a JWT");
  }

  private static Value json(byte[] bytes) throws BundleException {
    try {
      return Values.parseJson(bytes);
    } catch (JsonException e) {
      throw new BundleException("bundle load failed on signatures decode: " + e.getMessage());
    }
  }

  private static byte[] decoded(String part) throws BundleException {
    try {
      return Base64.getUrlDecoder().decode(part);
    } catch (IllegalArgumentException e) {
      throw new BundleException(".signatures.json: not a JWT");
    }
  }

  private static String text(ObjectValue object, String field) {
    return object.get(field) instanceof StringValue text ? text.value() : "";
  }

  /** A structured file's digest is that of its values, whatever its layout. */
  private static String digest(String path, byte[] content, String algorithm) throws BundleException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    byte[] hashed = content;
    if (name.equals("data.json") || name.equals("data.yaml") || name.equals(".manifest")) {
      Documents.Reading reading =
          name.equals("data.yaml") ? Documents.yaml(path, content) : Documents.json(path, content);
      hashed =
          switch (reading) {
            case Documents.Reading.Read read -> Values.toPlainJson(read.value()).getBytes(StandardCharsets.UTF_8);
            case Documents.Reading.Failed failed -> throw new BundleException(failed.error().message());
          };
    }
    try {
      String java =
          switch (algorithm) {
            case "SHA-512-224" -> "SHA-512/224";
            case "SHA-512-256" -> "SHA-512/256";
            default -> algorithm;
          };
      return HexFormat.of().formatHex(MessageDigest.getInstance(java).digest(hashed));
    } catch (NoSuchAlgorithmException e) {
      throw new BundleException("unsupported hashing algorithm: " + algorithm);
    }
  }
}
