package roadbed.web.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Random secrets, the hashes that are stored of them, and form tokens. */
final class Secrets {
  private static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random;

  Secrets(SecureRandom random) {
    this.random = random;
  }

  /** 256 random bits as text for URLs and headers. */
  String secret() {
    return BASE64.encodeToString(bytes(BYTES));
  }

  /** A short public identifier. */
  String identifier() {
    return HexFormat.of().formatHex(bytes(5));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What is stored of a secret: enough bits went in that a plain digest cannot be searched. */
  static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A form token for a session; every call gives another one, so that compression tells nothing. */
  String formToken(String sessionSecret) {
    String nonce = BASE64.encodeToString(bytes(NONCE_BYTES));
    return nonce + "." + sign(sessionSecret, nonce);
  }

  /** Whether a form token belongs to a session. */
  static boolean isFormToken(String sessionSecret, String token) {
    int dot = token.indexOf('.');
    return dot > 0
        && MessageDigest.isEqual(
            token.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
            sign(sessionSecret, token.substring(0, dot)).getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return BASE64.encodeToString(mac.doFinal(("form " + text).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
