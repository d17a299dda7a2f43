package roadbed.rego.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key and the algorithm that it is used with.
 *
 * @param algorithm a name of RFC 7518, such as {@code RS256}
 * @param key a secret for HMAC; otherwise a key or certificate in PEM
 * @param scope what a signature must say that it is for; nothing where it does not matter
 */
public record SigningKey(String algorithm, String key, String scope) {
  private static final Set<String> ALGORITHMS =
      Set.of(
          "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]+)-----END \\1-----");
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_P256 = HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");
  private static final byte[] EC_P384 = HexFormat.of().parseHex("301006072a8648ce3d020106052b81040022");
  private static final byte[] EC_P521 = HexFormat.of().parseHex("301006072a8648ce3d020106052b81040023");
  private static final byte[] ZERO = {2, 1, 0};

  /** Whether the algorithm is one that can be used. */
  public boolean isSupported() {
    return ALGORITHMS.contains(algorithm);
  }

  private boolean isSecret() {
    return algorithm.startsWith("HS");
  }

  byte[] sign(byte[] message) throws BundleException {
    requireSupported();
    try {
      if (isSecret()) {
        return mac(message);
      }
      Signature signature = signature();
      signature.initSign((PrivateKey) parsed(true));
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BundleException("cannot sign with " + algorithm + ": " + e.getMessage());
    }
  }

  boolean verifies(byte[] message, byte[] signed) throws BundleException {
    requireSupported();
    try {
      if (isSecret()) {
        return MessageDigest.isEqual(mac(message), signed);
      }
      Signature signature = signature();
      signature.initVerify((PublicKey) parsed(false));
      signature.update(message);
      return signature.verify(signed);
    } catch (java.security.SignatureException e) {
      return false;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BundleException("cannot verify with " + algorithm + ": " + e.getMessage());
    }
  }

  private void requireSupported() throws BundleException {
    if (!isSupported()) {
      throw new BundleException("unknown signature algorithm: " + algorithm);
    }
  }

  private byte[] mac(byte[] message) throws GeneralSecurityException {
    String name = "HmacSHA" + bits();
    Mac mac = Mac.getInstance(name);
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), name));
    return mac.doFinal(message);
  }

  private String bits() {
    return algorithm.substring(2);
  }

  private Signature signature() throws GeneralSecurityException {
    if (algorithm.startsWith("ES")) {
      return Signature.getInstance("SHA" + bits() + "withECDSAinP1363Format");
    }
    if (algorithm.startsWith("RS")) {
      return Signature.getInstance("SHA" + bits() + "withRSA");
    }
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(
            "SHA-" + bits(),
            "MGF1",
            new MGF1ParameterSpec("SHA-" + bits()),
            Integer.parseInt(bits()) / 8,
            PSSParameterSpec.TRAILER_FIELD_BC));
    return signature;
  }

  private Key parsed(boolean isPrivate) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(key);
    while (pem.find()) {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
      String kind = pem.group(1);
      KeyFactory factory = KeyFactory.getInstance(algorithm.startsWith("ES") ? "EC" : "RSA");
      if (isPrivate) {
        switch (kind) {
          case "PRIVATE KEY" -> {
            return factory.generatePrivate(new PKCS8EncodedKeySpec(der));
          }
          case "RSA PRIVATE KEY" -> {
            return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(RSA, der)));
          }
          case "EC PRIVATE KEY" -> {
            return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(curve(), der)));
          }
          default -> {
            // Parameters of a curve may stand before its key.
          }
        }
      } else {
        switch (kind) {
          case "PUBLIC KEY" -> {
            return factory.generatePublic(new X509EncodedKeySpec(der));
          }
          case "RSA PUBLIC KEY" -> {
            return factory.generatePublic(new X509EncodedKeySpec(tagged(0x30, RSA, bitString(der))));
          }
          case "CERTIFICATE" -> {
            return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey();
          }
          default -> {
            // A file may hold other things beside the key.
          }
        }
      }
    }
    throw new GeneralSecurityException("there is no " + (isPrivate ? "private" : "public") + " key in PEM");
  }

  private byte[] curve() {
    return switch (algorithm) {
      case "ES384" -> EC_P384;
      case "ES512" -> EC_P521;
      default -> EC_P256;
    };
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] der) {
    return tagged(0x30, ZERO, algorithm, tagged(4, der));
  }

  private static byte[] bitString(byte[] der) {
    return tagged(3, new byte[] {0}, der);
  }

  /** A DER value of a tag and what is in it. */
  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = content.size();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      int bytes = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
