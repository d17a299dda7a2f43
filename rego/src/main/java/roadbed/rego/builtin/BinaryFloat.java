package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import roadbed.rego.value.NumberValue;

/**
 * A binary floating-point number with a mantissa of 64 bits: what Go's {@code big.Float} is where its precision is not
 * set, so that fractions come out digit for digit as OPA's. Zero has the mantissa 0; results round to nearest even.
 *
 * @param mantissa signed, at most 64 bits
 * @param exponent the power of two
 */
record BinaryFloat(BigInteger mantissa, int exponent) {
  private static final int BITS = 64;
  private static final BinaryFloat ZERO = new BinaryFloat(BigInteger.ZERO, 0);
  private static final int MOST_DIGITS = 21;

  static BinaryFloat of(NumberValue number) {
    return number.isLong()
        ? rounded(BigInteger.valueOf(number.longValue()), 0, false)
        : of(number.decimal());
  }

  static BinaryFloat of(BigDecimal decimal) {
    BigInteger unscaled = decimal.unscaledValue();
    if (decimal.scale() <= 0) {
      return rounded(unscaled.multiply(BigInteger.TEN.pow(-decimal.scale())), 0, false);
    }
    return quotient(unscaled, 0, BigInteger.TEN.pow(decimal.scale()), 0);
  }

  private static BinaryFloat quotient(BigInteger over, int overExponent, BigInteger under, int underExponent) {
    int shift = Math.max(0, BITS + 2 - over.bitLength() + under.bitLength());
    BigInteger[] parts = over.abs().shiftLeft(shift).divideAndRemainder(under.abs());
    BigInteger quotient = over.signum() * under.signum() < 0 ? parts[0].negate() : parts[0];
    return rounded(quotient, overExponent - underExponent - shift, parts[1].signum() != 0);
  }

  /** Rounds to 64 bits; {@code sticky} tells of a rest below the last bit. */
  private static BinaryFloat rounded(BigInteger mantissa, int exponent, boolean sticky) {
    if (mantissa.signum() == 0) {
      return ZERO;
    }
    BigInteger size = mantissa.abs();
    int excess = size.bitLength() - BITS;
    if (excess > 0) {
      boolean half = size.testBit(excess - 1);
      boolean rest = sticky || size.getLowestSetBit() < excess - 1;
      size = size.shiftRight(excess);
      if (half && (rest || size.testBit(0))) {
        size = size.add(BigInteger.ONE);
      }
      exponent += excess;
    }
    int zeros = size.getLowestSetBit();
    size = size.shiftRight(zeros);
    return new BinaryFloat(mantissa.signum() < 0 ? size.negate() : size, exponent + zeros);
  }

  BinaryFloat plus(BinaryFloat other) {
    if (exponent <= other.exponent) {
      return rounded(mantissa.add(other.mantissa.shiftLeft(other.exponent - exponent)), exponent, false);
    }
    return other.plus(this);
  }

  BinaryFloat minus(BinaryFloat other) {
    return plus(new BinaryFloat(other.mantissa.negate(), other.exponent));
  }

  BinaryFloat times(BinaryFloat other) {
    return rounded(mantissa.multiply(other.mantissa), exponent + other.exponent, false);
  }

  BinaryFloat dividedBy(BinaryFloat other) {
    return quotient(mantissa, exponent, other.mantissa, other.exponent);
  }

  int signum() {
    return mantissa.signum();
  }

  private boolean isInteger() {
    return exponent >= 0;
  }

  /** The whole part, towards zero. */
  BigInteger integerPart() {
    if (exponent >= 0) {
      return mantissa.shiftLeft(exponent);
    }
    BigInteger whole = mantissa.abs().shiftRight(-exponent);
    return mantissa.signum() < 0 ? whole.negate() : whole;
  }

  private BigDecimal exact() {
    if (exponent >= 0) {
      return new BigDecimal(mantissa.shiftLeft(exponent));
    }
    return new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
  }

  /** The number with the fewest digits that reads back as this one, printed as Go prints it. */
  NumberValue toNumber() {
    if (mantissa.signum() == 0) {
      return NumberValue.ZERO;
    }
    if (exponent >= 0 && mantissa.bitLength() + exponent < BITS - 1) {
      return NumberValue.of(mantissa.longValue() << exponent);
    }
    BigDecimal exact = exact();
    int fewest = 1;
    int most = MOST_DIGITS;
    while (fewest < most) {
      int middle = (fewest + most) / 2;
      if (of(exact.round(new MathContext(middle, RoundingMode.HALF_EVEN))).equals(this)) {
        most = middle;
      } else {
        fewest = middle + 1;
      }
    }
    BigDecimal shortest = exact.round(new MathContext(fewest, RoundingMode.HALF_EVEN));
    return isInteger() ? NumberValue.of(shortest) : NumberValue.parse(GoFloat.general(shortest));
  }
}
