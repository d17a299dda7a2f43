import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Values that look random and depend on nothing but a text: the same on every machine and in every run. */
final class Stable {
  private static final String SEED = "nordlicht-1|";

  private Stable() {}

  private static byte[] digest(String of) {
    try {
      return MessageDigest.getInstance("SHA-256").digest((SEED + of).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  static String hex(String of, int length) {
    return HexFormat.of().formatHex(digest(of)).substring(0, length);
  }

  static int number(String of, int bound) {
    byte[] digest = digest(of);
    int value = (digest[0] & 0x7F) << 24 | (digest[1] & 0xFF) << 16 | (digest[2] & 0xFF) << 8 | (digest[3] & 0xFF);
    return value % bound;
  }

  /** From -1 to 1. */
  static double noise(String of) {
    return number(of, 20_001) / 10_000.0 - 1;
  }

  static String uuid(String of) {
    String hex = hex(of, 32);
    return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
        + hex.substring(17, 20) + "-" + hex.substring(20);
  }
}
