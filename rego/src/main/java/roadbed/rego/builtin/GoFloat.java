package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Decimals printed as Go's strconv prints floating-point numbers. */
final class GoFloat {
  private static final int SHORTEST_LIMIT = 6;

  private GoFloat() {}

  /** The {@code %g} of the shortest digits: with an exponent below 1e-4 and from 1e6 on. */
  static String general(BigDecimal value) {
    return general(value, -1);
  }

  /** The {@code %g} with a precision; -1 takes the digits as they are. */
  static String general(BigDecimal value, int precision) {
    BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    int limit = SHORTEST_LIMIT;
    if (precision >= 0) {
      int digits = Math.max(precision, 1);
      stripped = stripped.round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      int found = stripped.precision();
      int point = found - stripped.scale();
      limit = digits > found && found >= point ? found : digits;
    }
    int exponent = stripped.signum() == 0 ? 0 : stripped.precision() - stripped.scale() - 1;
    if (exponent < -4 || exponent >= limit) {
      return scientific(stripped, stripped.precision() - 1);
    }
    return stripped.toPlainString();
  }

  /** The {@code %e} with so many digits after the point. */
  static String scientific(BigDecimal value, int places) {
    String sign = value.signum() < 0 ? "-" : "";
    if (value.signum() == 0) {
      return "0" + (places > 0 ? "." + "0".repeat(places) : "") + "e+00";
    }
    BigDecimal rounded = value.abs().round(new java.math.MathContext(places + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigInteger unscaled = rounded.unscaledValue();
    StringBuilder digits = new StringBuilder(unscaled.toString());
    while (digits.length() < places + 1) {
      digits.append('0');
    }
    digits.setLength(places + 1);
    String fraction = places > 0 ? "." + digits.substring(1) : "";
    String power = Integer.toString(Math.abs(exponent));
    return sign + digits.charAt(0) + fraction + (exponent < 0 ? "e-" : "e+") + (power.length() < 2 ? "0" : "") + power;
  }

  /** The {@code %f} with so many digits after the point. */
  static String fixed(BigDecimal value, int places) {
    return value.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** The {@code %x} of a double. */
  static String hexadecimal(double value) {
    String text = Double.toHexString(value).replace(".0p", "p");
    int power = text.indexOf('p') + 1;
    int exponent = Integer.parseInt(text.substring(power));
    String digits = Integer.toString(Math.abs(exponent));
    return text.substring(0, power) + (exponent < 0 ? "-" : "+") + (digits.length() < 2 ? "0" : "") + digits;
  }
}
