package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import roadbed.model.Value;

/**
 * Arithmetic as Terraform does it: binary numbers of {@value #PRECISION} bits, written with the fewest digits that
 * tell them from their neighbours.
 */
final class Numbers {
  private static final int PRECISION = 512;
  private static final int SHORT = 70;
  private static final int MOST_DIGITS = 160;

  private Numbers() {}

  static boolean isNumber(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Decimal;
  }

  static Value add(BigDecimal a, BigDecimal b) {
    return areWhole(a, b) ? Conversions.number(a.add(b)) : rounded(binary(a).add(binary(b)));
  }

  static Value subtract(BigDecimal a, BigDecimal b) {
    return areWhole(a, b) ? Conversions.number(a.subtract(b)) : rounded(binary(a).subtract(binary(b)));
  }

  static Value multiply(BigDecimal a, BigDecimal b) {
    return areWhole(a, b) ? Conversions.number(a.multiply(b)) : rounded(binary(a).multiply(binary(b)));
  }

  /** The quotient; the divisor is not zero. */
  static Value divide(BigDecimal a, BigDecimal b) {
    if (areWhole(a, b)) {
      return Conversions.number(shortest(a.toBigInteger(), b.toBigInteger()));
    }
    BigDecimal left = binary(a);
    BigDecimal right = binary(b);
    int scale = Math.max(0, Math.max(left.scale(), right.scale()));
    return Conversions.number(
        shortest(left.movePointRight(scale).toBigInteger(), right.movePointRight(scale).toBigInteger()));
  }

  /** What is left, with the sign of the dividend; all of it where the divisor is zero. */
  static Value remainder(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      return Conversions.number(a);
    }
    if (areWhole(a, b)) {
      return Conversions.number(a.remainder(b));
    }
    // As the language does it: the rounded quotient, cut off, times the divisor, is taken away.
    BigDecimal whole = Conversions.decimal(divide(a, b)).setScale(0, RoundingMode.DOWN);
    BigDecimal product = Conversions.decimal(rounded(whole.multiply(binary(b))));
    return subtract(a, product);
  }

  /** A number of 64 bits, with the digits that tell it. */
  static Value ofDouble(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw Undecided.wrong("the result is not a finite number");
    }
    return Conversions.number(new BigDecimal(Double.toString(number)));
  }

  /** Whether both are whole and of a size at which nothing is rounded. */
  private static boolean areWhole(BigDecimal a, BigDecimal b) {
    return isWhole(a) && isWhole(b);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0 && number.precision() - number.scale() <= SHORT;
  }

  private static Value rounded(BigDecimal exact) {
    BigDecimal plain = exact.scale() < 0 ? exact.setScale(0) : exact;
    return Conversions.number(shortest(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale())));
  }

  /** The binary number next to a decimal one, exactly. */
  private static BigDecimal binary(BigDecimal number) {
    BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
    Binary binary = nearest(plain.unscaledValue().abs(), BigInteger.TEN.pow(plain.scale()));
    return number.signum() < 0 ? binary.exact().negate() : binary.exact();
  }

  /** {@code mantissa * 2^exponent}. */
  private record Binary(BigInteger mantissa, int exponent) {
    BigDecimal exact() {
      return at(mantissa, exponent);
    }

    static BigDecimal at(BigInteger mantissa, int exponent) {
      return exponent >= 0
          ? new BigDecimal(mantissa.shiftLeft(exponent))
          : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
    }
  }

  private static Binary nearest(BigInteger numerator, BigInteger denominator) {
    if (numerator.signum() == 0) {
      return new Binary(BigInteger.ZERO, 0);
    }
    int shift = PRECISION + 1 - numerator.bitLength() + denominator.bitLength();
    BigInteger[] parts =
        (shift >= 0 ? numerator.shiftLeft(shift) : numerator)
            .divideAndRemainder(shift >= 0 ? denominator : denominator.shiftLeft(-shift));
    BigInteger quotient = parts[0];
    int excess = quotient.bitLength() - PRECISION;
    BigInteger mantissa = quotient.shiftRight(excess);
    BigInteger rest = quotient.subtract(mantissa.shiftLeft(excess));
    BigInteger half = BigInteger.ONE.shiftLeft(excess - 1);
    int beyond = rest.compareTo(half);
    boolean up = beyond > 0 || (beyond == 0 && (parts[1].signum() != 0 || mantissa.testBit(0)));
    return new Binary(up ? mantissa.add(BigInteger.ONE) : mantissa, excess - shift);
  }

  /** The fewest digits that tell the binary number next to a quotient from its neighbours. */
  private static BigDecimal shortest(BigInteger numerator, BigInteger denominator) {
    boolean negative = numerator.signum() * denominator.signum() < 0;
    Binary binary = nearest(numerator.abs(), denominator.abs());
    if (binary.mantissa().signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (Math.abs(binary.exponent()) > 8_000) {
      throw Undecided.wrong("the number is too large or too small");
    }
    BigDecimal exact = binary.exact();
    BigInteger doubled = binary.mantissa().shiftLeft(1);
    BigDecimal low = Binary.at(doubled.subtract(BigInteger.ONE), binary.exponent() - 1);
    BigDecimal high = Binary.at(doubled.add(BigInteger.ONE), binary.exponent() - 1);
    boolean even = !binary.mantissa().testBit(0);
    int from = 1;
    int to = MOST_DIGITS;
    // Whether so many digits are enough grows with their number.
    while (from < to) {
      int digits = (from + to) / 2;
      BigDecimal candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      int below = candidate.compareTo(low);
      int above = candidate.compareTo(high);
      boolean enough = even ? below >= 0 && above <= 0 : below > 0 && above < 0;
      if (enough) {
        to = digits;
      } else {
        from = digits + 1;
      }
    }
    BigDecimal result = exact.round(new MathContext(to, RoundingMode.HALF_EVEN));
    return negative ? result.negate() : result;
  }
}
