package roadbed.rego.builtin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Keys from PEM blocks, certificates and JSON Web Keys. */
final class Keys {
  private static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512",
          "EdDSA");
  private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Keys() {}

  /**
   * A key to verify or sign with.
   *
   * @param algorithm the only one it is for, or nothing
   * @param id its name within its set, or nothing
   */
  record NamedKey(Key key, String algorithm, String id) {}

  static boolean isAlgorithm(String name) {
    return ALGORITHMS.contains(name);
  }

  /** The public keys of a certificate, a PEM public key, or a JWK or set of them. */
  static List<NamedKey> verification(String text) {
    Pem.Blocks pem = Pem.read(text);
    if (pem.blocks().isEmpty()) {
      List<NamedKey> keys = jwks(text, false);
      return keys.stream().filter(key -> key.algorithm().isEmpty() || isAlgorithm(key.algorithm())).toList();
    }
    if (!pem.rest().isEmpty() || pem.blocks().size() > 1) {
      throw BuiltinException.failed("extra data after a PEM certificate block");
    }
    Pem.Block block = pem.blocks().getFirst();
    try {
      return switch (block.type()) {
        case "CERTIFICATE" -> {
          CertificateFactory factory = CertificateFactory.getInstance("X.509");
          Key key = factory.generateCertificate(new ByteArrayInputStream(block.der())).getPublicKey();
          yield List.of(new NamedKey(key, "", ""));
        }
        case "PUBLIC KEY" -> List.of(new NamedKey(publicKey(block.der()), "", ""));
        default -> throw BuiltinException.failed("failed to extract a Key from the PEM certificate");
      };
    } catch (GeneralSecurityException e) {
      String what = block.type().equals("CERTIFICATE") ? "certificate" : "public key";
      throw BuiltinException.failed("failed to parse a PEM " + what + ": " + e.getMessage());
    }
  }

  private static Key publicKey(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException last = new GeneralSecurityException("unknown public key algorithm");
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  /** The private key of a PEM block; null where the block holds none. */
  static @Nullable PrivateKey privateKey(Pem.Block block) {
    try {
      return switch (block.type()) {
        case "RSA PRIVATE KEY" -> pkcs8("RSA", wrapped(RSA_ALGORITHM, block.der()));
        case "EC PRIVATE KEY" -> pkcs8("EC", wrapped(der(0x30, EC_OID, curveOid(block.der())), block.der()));
        case "PRIVATE KEY" -> anyPrivateKey(block.der());
        default -> null;
      };
    } catch (GeneralSecurityException e) {
      throw BuiltinException.failed("failed to parse private key: " + e.getMessage());
    }
  }

  private static PrivateKey anyPrivateKey(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException last = new GeneralSecurityException("unknown private key algorithm");
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return pkcs8(algorithm, der);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  private static PrivateKey pkcs8(String algorithm, byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /** A key in its own encoding as PKCS #8. */
  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return der(0x30, new byte[] {2, 1, 0}, algorithm, der(0x04, key));
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length > 0xFF) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length > 0x7F) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /** The object identifier of the curve within an elliptic key of SEC 1. */
  private static byte[] curveOid(byte[] key) throws GeneralSecurityException {
    for (int i = 0; i + 4 < key.length; i++) {
      boolean tagged = (key[i] & 0xFF) == 0xA0 && key[i + 2] == 0x06;
      if (tagged && key[i + 3] > 0 && i + 4 + key[i + 3] <= key.length) {
        return java.util.Arrays.copyOfRange(key, i + 2, i + 4 + key[i + 3]);
      }
    }
    throw new GeneralSecurityException("the key does not name its curve");
  }

  /** The keys of a JWK or a set of them. */
  static List<NamedKey> jwks(String json, boolean signing) {
    try {
      Value value = Values.parseJson(json);
      List<NamedKey> keys = new ArrayList<>();
      if (value instanceof ObjectValue set && set.get("keys") instanceof ArrayValue array) {
        for (Value item : array) {
          keys.add(jwk(item, signing));
        }
      } else {
        keys.add(jwk(value, signing));
      }
      return keys;
    } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
      throw BuiltinException.failed("failed to parse a JWK key (set): " + e.getMessage());
    }
  }

  private static NamedKey jwk(Value value, boolean signing) throws GeneralSecurityException {
    if (!(value instanceof ObjectValue object)) {
      throw new GeneralSecurityException("a key must be a JSON object");
    }
    boolean secret = signing && object.get("d") != null;
    String type = text(object, "kty");
    Key key =
        switch (type) {
          case "oct" -> new SecretKeySpec(bytes(object, "k"), "HMAC");
          case "RSA" -> secret ? rsaPrivate(object) : rsaPublic(object);
          case "EC" -> ec(object, secret);
          case "OKP" -> okp(object, secret);
          default -> throw new GeneralSecurityException("invalid key type " + Values.quote(type));
        };
    return new NamedKey(key, text(object, "alg"), text(object, "kid"));
  }

  private static String text(ObjectValue object, String name) {
    return object.get(name) instanceof StringValue text ? text.value() : "";
  }

  private static byte[] bytes(ObjectValue object, String name) throws GeneralSecurityException {
    if (!(object.get(name) instanceof StringValue text)) {
      throw new GeneralSecurityException("required field " + name + " is missing");
    }
    return Encodings.decodeBase64Url(text.value());
  }

  private static BigInteger number(ObjectValue object, String name) throws GeneralSecurityException {
    return new BigInteger(1, bytes(object, name));
  }

  private static Key rsaPublic(ObjectValue object) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(object, "n"), number(object, "e")));
  }

  private static Key rsaPrivate(ObjectValue object) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    BigInteger n = number(object, "n");
    BigInteger d = number(object, "d");
    if (object.get("p") == null) {
      return factory.generatePrivate(new RSAPrivateKeySpec(n, d));
    }
    BigInteger p = number(object, "p");
    BigInteger q = number(object, "q");
    return factory.generatePrivate(
        new RSAPrivateCrtKeySpec(
            n,
            number(object, "e"),
            d,
            p,
            q,
            d.mod(p.subtract(BigInteger.ONE)),
            d.mod(q.subtract(BigInteger.ONE)),
            q.modInverse(p)));
  }

  private static Key ec(ObjectValue object, boolean secret) throws GeneralSecurityException {
    String curve =
        switch (text(object, "crv")) {
          case "P-256" -> "secp256r1";
          case "P-384" -> "secp384r1";
          case "P-521" -> "secp521r1";
          default -> throw new GeneralSecurityException("invalid curve " + Values.quote(text(object, "crv")));
        };
    var parameters = java.security.AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    ECParameterSpec specification = parameters.getParameterSpec(ECParameterSpec.class);
    KeyFactory factory = KeyFactory.getInstance("EC");
    if (secret) {
      return factory.generatePrivate(new ECPrivateKeySpec(number(object, "d"), specification));
    }
    ECPoint point = new ECPoint(number(object, "x"), number(object, "y"));
    return factory.generatePublic(new ECPublicKeySpec(point, specification));
  }

  private static Key okp(ObjectValue object, boolean secret) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    if (secret) {
      byte[] header = HexFormat.of().parseHex("302e020100300506032b657004220420");
      return factory.generatePrivate(new PKCS8EncodedKeySpec(joined(header, bytes(object, "d"))));
    }
    byte[] header = HexFormat.of().parseHex("302a300506032b6570032100");
    return factory.generatePublic(new X509EncodedKeySpec(joined(header, bytes(object, "x"))));
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
