package roadbed.rego.builtin;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/** The public halves of private keys, which the JDK does not derive. */
final class PublicHalf {
  private PublicHalf() {}

  /** The point of a private number on its curve. Not for secrets that matter: it takes a time that depends on them. */
  static ECPoint of(ECPrivateKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    if (!(curve.getField() instanceof ECFieldFp field)) {
      throw BuiltinException.failed("x509: unsupported elliptic curve");
    }
    BigInteger p = field.getP();
    ECPoint sum = ECPoint.POINT_INFINITY;
    ECPoint power = key.getParams().getGenerator();
    BigInteger number = key.getS().mod(key.getParams().getOrder());
    for (int bit = 0; bit < number.bitLength(); bit++) {
      if (number.testBit(bit)) {
        sum = sum(sum, power, curve.getA(), p);
      }
      power = sum(power, power, curve.getA(), p);
    }
    return sum;
  }

  private static ECPoint sum(ECPoint left, ECPoint right, BigInteger a, BigInteger p) {
    if (left.equals(ECPoint.POINT_INFINITY)) {
      return right;
    }
    if (right.equals(ECPoint.POINT_INFINITY)) {
      return left;
    }
    BigInteger x = left.getAffineX();
    BigInteger y = left.getAffineY();
    BigInteger slope;
    if (left.equals(right)) {
      slope = x.multiply(x).multiply(BigInteger.valueOf(3)).add(a).multiply(y.shiftLeft(1).modInverse(p));
    } else if (x.equals(right.getAffineX())) {
      return ECPoint.POINT_INFINITY;
    } else {
      slope = right.getAffineY().subtract(y).multiply(right.getAffineX().subtract(x).mod(p).modInverse(p));
    }
    BigInteger thirdX = slope.multiply(slope).subtract(x).subtract(right.getAffineX()).mod(p);
    return new ECPoint(thirdX, slope.multiply(x.subtract(thirdX)).subtract(y).mod(p));
  }

  /** The public bytes of an Ed25519 seed: a generator that is fed the seed makes the pair of it. */
  static byte[] ofSeed(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Fixed(seed));
      if (!(generator.generateKeyPair().getPublic() instanceof EdECPublicKey key)) {
        throw BuiltinException.failed("x509: unsupported Edwards curve");
      }
      byte[] encoded = key.getEncoded();
      return java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    } catch (GeneralSecurityException e) {
      throw BuiltinException.failed("ed25519: " + e.getMessage());
    }
  }

  /** Gives the same bytes always. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
