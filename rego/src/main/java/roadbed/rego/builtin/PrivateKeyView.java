package roadbed.rego.builtin;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** Private keys as values: with the members of Go's key types, or as JSON Web Keys. */
final class PrivateKeyView {
  private PrivateKeyView() {}

  static Value of(PrivateKey key) {
    return switch (key) {
      case RSAPrivateCrtKey rsa ->
          ObjectValue.builder()
              .put("N", NumberValue.of(rsa.getModulus()))
              .put("E", NumberValue.of(rsa.getPublicExponent()))
              .put("D", NumberValue.of(rsa.getPrivateExponent()))
              .put("Primes", ArrayValue.of(List.of(NumberValue.of(rsa.getPrimeP()), NumberValue.of(rsa.getPrimeQ()))))
              .put(
                  "Precomputed",
                  ObjectValue.builder()
                      .put("Dp", NumberValue.of(rsa.getPrimeExponentP()))
                      .put("Dq", NumberValue.of(rsa.getPrimeExponentQ()))
                      .put("Qinv", NumberValue.of(rsa.getCrtCoefficient()))
                      .put("CRTValues", ArrayValue.EMPTY)
                      .build())
              .build();
      case ECPrivateKey ec -> {
        ECPoint point = PublicHalf.of(ec);
        yield ObjectValue.builder()
            .put("Curve", ObjectValue.EMPTY)
            .put("X", NumberValue.of(point.getAffineX()))
            .put("Y", NumberValue.of(point.getAffineY()))
            .put("D", NumberValue.of(ec.getS()))
            .build();
      }
      default -> {
        byte[] both = Arrays.copyOf(seed(key), 64);
        System.arraycopy(PublicHalf.ofSeed(seed(key)), 0, both, 32, 32);
        yield StringValue.of(Base64.getEncoder().encodeToString(both));
      }
    };
  }

  private static byte[] seed(PrivateKey key) {
    return key instanceof EdECPrivateKey ed ? ed.getBytes().orElse(new byte[0]) : new byte[0];
  }

  static Value jwk(PrivateKey key) {
    return switch (key) {
      case RSAPrivateCrtKey rsa ->
          ObjectValue.builder()
              .put("kty", StringValue.of("RSA"))
              .put("n", text(rsa.getModulus()))
              .put("e", text(rsa.getPublicExponent()))
              .put("d", text(rsa.getPrivateExponent()))
              .put("p", text(rsa.getPrimeP()))
              .put("q", text(rsa.getPrimeQ()))
              .put("dp", text(rsa.getPrimeExponentP()))
              .put("dq", text(rsa.getPrimeExponentQ()))
              .put("qi", text(rsa.getCrtCoefficient()))
              .build();
      case ECPrivateKey ec -> {
        ECPoint point = PublicHalf.of(ec);
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        yield ObjectValue.builder()
            .put("kty", StringValue.of("EC"))
            .put("crv", StringValue.of("P-" + bits))
            .put("x", text(point.getAffineX(), bits))
            .put("y", text(point.getAffineY(), bits))
            .put("d", text(ec.getS(), bits))
            .build();
      }
      default ->
          ObjectValue.builder()
              .put("kty", StringValue.of("OKP"))
              .put("crv", StringValue.of("Ed25519"))
              .put("x", StringValue.of(Encodings.encodeBase64Url(PublicHalf.ofSeed(seed(key)))))
              .put("d", StringValue.of(Encodings.encodeBase64Url(seed(key))))
              .build();
    };
  }

  /** A coordinate, in as many bytes as the field's numbers need. */
  private static Value text(BigInteger number, int bits) {
    byte[] bytes = number.toByteArray();
    byte[] all = new byte[(bits + 7) / 8];
    int length = Math.min(bytes.length, all.length);
    System.arraycopy(bytes, bytes.length - length, all, all.length - length, length);
    return StringValue.of(Encodings.encodeBase64Url(all));
  }

  private static Value text(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return StringValue.of(Encodings.encodeBase64Url(Arrays.copyOfRange(bytes, from, bytes.length)));
  }

  /** Whether the two are halves of one pair. */
  static boolean belongs(PrivateKey key, PublicKey other) {
    byte[] message = {1, 2, 3};
    if (key instanceof RSAPrivateCrtKey rsa) {
      return other instanceof RSAPublicKey half && half.getModulus().equals(rsa.getModulus());
    }
    String algorithm = key instanceof ECPrivateKey ? "ES256" : "EdDSA";
    boolean kinds = !(key instanceof ECPrivateKey) || other instanceof ECPublicKey;
    return kinds && Signatures.verifies(algorithm, other, message, Signatures.sign(algorithm, key, message));
  }
}
