package roadbed.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;

/** Digests and message authentication codes. */
final class Hashes {
  private Hashes() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "crypto.md5" -> digest("MD5");
      case "crypto.sha1" -> digest("SHA-1");
      case "crypto.sha256" -> digest("SHA-256");
      case "crypto.hmac.md5" -> mac("HmacMD5");
      case "crypto.hmac.sha1" -> mac("HmacSHA1");
      case "crypto.hmac.sha256" -> mac("HmacSHA256");
      case "crypto.hmac.sha512" -> mac("HmacSHA512");
      case "crypto.hmac.equal" ->
          (_, args) ->
              BooleanValue.of(
                  MessageDigest.isEqual(
                      Utf8.encode(Operands.string(args, 1)), Utf8.encode(Operands.string(args, 2))));
      default -> null;
    };
  }

  private static Body digest(String algorithm) {
    return (_, args) -> hex(digest(algorithm, Utf8.encode(Operands.string(args, 1))));
  }

  private static Body mac(String algorithm) {
    return (_, args) ->
        hex(mac(algorithm, Utf8.encode(Operands.string(args, 2)), Utf8.encode(Operands.string(args, 1))));
  }

  private static Value hex(byte[] bytes) {
    return StringValue.of(HexFormat.of().formatHex(bytes));
  }

  static byte[] digest(String algorithm, byte[] message) {
    try {
      return MessageDigest.getInstance(algorithm).digest(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is part of every Java", e);
    }
  }

  static byte[] mac(String algorithm, byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      // An empty key counts as one zero byte, which is the same to HMAC and allowed in Java.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is part of every Java", e);
    }
  }
}
