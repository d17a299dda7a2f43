package roadbed.rego.builtin;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
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
      case ECPrivateKey ec -> ObjectValue.builder().put("Curve", ObjectValue.EMPTY).put("D", NumberValue.of(ec.getS())).build();
      default -> StringValue.of(Base64.getEncoder().encodeToString(seed(key)));
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
      case ECPrivateKey ec ->
          ObjectValue.builder().put("kty", StringValue.of("EC")).put("d", text(ec.getS())).build();
      default ->
          ObjectValue.builder()
              .put("kty", StringValue.of("OKP"))
              .put("d", StringValue.of(Encodings.encodeBase64Url(seed(key))))
              .build();
    };
  }

  private static Value text(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return StringValue.of(Encodings.encodeBase64Url(java.util.Arrays.copyOfRange(bytes, from, bytes.length)));
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
