package roadbed.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number: a long where it is a whole one that fits, else an exact decimal.
 *
 * <p>Equality is numeric ({@code 1 == 1.0}). A number that was written in another form than its plain digits, such as
 * {@code 1.0} or {@code 1e3}, prints as it was written.
 */
public final class NumberValue implements Value {
  /** Digits beyond which a number is refused. */
  public static final int MAX_DIGITS = 5_000;

  /** The decimal exponent beyond which a number is refused. */
  public static final int MAX_EXPONENT = 20_000;

  public static final NumberValue ZERO;
  public static final NumberValue ONE;

  private static final int CACHED_FROM = -128;
  private static final NumberValue[] CACHED = new NumberValue[CACHED_FROM * -1 + 1024];
  private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  static {
    for (int i = 0; i < CACHED.length; i++) {
      CACHED[i] = new NumberValue(i + CACHED_FROM, null, null);
    }
    ZERO = of(0);
    ONE = of(1);
  }

  private final long whole;
  private final @Nullable BigDecimal decimal;
  private final @Nullable String text;

  private NumberValue(long whole, @Nullable BigDecimal decimal, @Nullable String text) {
    this.whole = whole;
    this.decimal = decimal;
    this.text = text;
  }

  public static NumberValue of(long value) {
    if (value >= CACHED_FROM && value < CACHED.length + CACHED_FROM) {
      return CACHED[(int) (value - CACHED_FROM)];
    }
    return new NumberValue(value, null, null);
  }

  public static NumberValue of(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      return of(value.longValue());
    }
    return new NumberValue(0, new BigDecimal(value).stripTrailingZeros(), null);
  }

  public static NumberValue of(BigDecimal value) {
    return canonical(value, null);
  }

  /** The shortest decimal that reads back as this double. */
  public static NumberValue of(double value) {
    return of(new BigDecimal(Double.toString(value)));
  }

  /**
   * Reads a number as JSON and Rego write it.
   *
   * @throws NumberFormatException where it is not one, or its digits or exponent pass the bounds
   */
  public static NumberValue parse(String text) {
    int length = text.length();
    if (length > 0 && length <= 18) {
      int at = text.charAt(0) == '-' ? 1 : 0;
      boolean leadingZero = length > at + 1 && text.charAt(at) == '0';
      boolean digits = at < length && !leadingZero && !(at == 1 && text.charAt(1) == '0');
      long whole = 0;
      for (int i = at; i < length && digits; i++) {
        int digit = text.charAt(i) - '0';
        digits = digit >= 0 && digit <= 9;
        whole = whole * 10 + digit;
      }
      if (digits) {
        return of(at == 1 ? -whole : whole);
      }
    }
    if (length > MAX_DIGITS) {
      throw new NumberFormatException("a number of more than " + MAX_DIGITS + " characters");
    }
    BigDecimal decimal = new BigDecimal(text);
    if (Math.abs((long) decimal.precision() - decimal.scale()) > MAX_EXPONENT || Math.abs((long) decimal.scale()) > MAX_EXPONENT) {
      throw new NumberFormatException("a number whose exponent passes " + MAX_EXPONENT);
    }
    return canonical(decimal, text);
  }

  private static NumberValue canonical(BigDecimal value, @Nullable String text) {
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= 19) {
      BigInteger whole = stripped.toBigIntegerExact();
      if (whole.compareTo(MIN_LONG) >= 0 && whole.compareTo(MAX_LONG) <= 0) {
        long small = whole.longValue();
        return text == null || text.equals(Long.toString(small)) ? of(small) : new NumberValue(small, null, text);
      }
    }
    return new NumberValue(0, stripped, text);
  }

  /** Whether this is a whole number that fits a long. */
  public boolean isLong() {
    return decimal == null;
  }

  /** The long, where {@link #isLong}. */
  public long longValue() {
    if (decimal != null) {
      throw new ArithmeticException(this + " is not a long");
    }
    return whole;
  }

  /** Whether this is a whole number of any size. */
  public boolean isInteger() {
    return decimal == null || decimal.scale() <= 0;
  }

  /** Whether this was written as a whole number: {@code 1.0} is whole, and not written so. */
  public boolean isWrittenAsInteger() {
    if (text == null) {
      return isInteger();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return false;
      }
    }
    return true;
  }

  /** The exact value. */
  public BigDecimal decimal() {
    return decimal == null ? BigDecimal.valueOf(whole) : decimal;
  }

  /** The whole number, where {@link #isInteger}. */
  public BigInteger integer() {
    return decimal == null ? BigInteger.valueOf(whole) : decimal.toBigIntegerExact();
  }

  public double doubleValue() {
    return decimal == null ? whole : decimal.doubleValue();
  }

  public int signum() {
    return decimal == null ? Long.signum(whole) : decimal.signum();
  }

  int compareNumber(NumberValue other) {
    if (decimal == null && other.decimal == null) {
      return Long.compare(whole, other.whole);
    }
    return decimal().compareTo(other.decimal());
  }

  @Override
  public String typeName() {
    return "number";
  }

  @Override
  public int typeRank() {
    return 2;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (other instanceof NumberValue number) {
      if (decimal == null || number.decimal == null) {
        return decimal == null && number.decimal == null && whole == number.whole;
      }
      return decimal.equals(number.decimal);
    }
    return UnknownValue.refuse(other);
  }

  @Override
  public int hashCode() {
    return decimal == null ? Long.hashCode(whole) * 0x9E3779B1 : decimal.hashCode();
  }

  @Override
  public String toString() {
    if (text != null) {
      return text;
    }
    if (decimal == null) {
      return Long.toString(whole);
    }
    return decimal.scale() <= 0 ? decimal.toPlainString() : scientificWhereLong(decimal);
  }

  /** Writes a fraction as Go's %g does: plain from 1e-4 on, with an exponent below. */
  private static String scientificWhereLong(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4) {
      return value.toPlainString();
    }
    String digits = value.unscaledValue().abs().toString();
    StringBuilder out = new StringBuilder(value.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    return out.append("e-").append(-exponent < 10 ? "0" : "").append(-exponent).toString();
  }
}
