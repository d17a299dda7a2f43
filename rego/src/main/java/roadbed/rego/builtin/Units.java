package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.Value;

/** Amounts with units: {@code units.parse} and {@code units.parse_bytes}. */
final class Units {
  private static final String LETTERS = "kmgtpe";
  private static final int MAX_EXPONENT_DIGITS = 6;

  /** The double nearest to a thousandth, which is what OPA multiplies with. */
  private static final BigDecimal MILLI =
      new BigDecimal("0.001000000000000000020816681711721685132943093776702880859375");

  private Units() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "units.parse" -> (_, args) -> parse(Operands.string(args, 1));
      case "units.parse_bytes" -> (_, args) -> parseBytes(Operands.string(args, 1));
      default -> null;
    };
  }

  private record Amount(String number, String unit) {
    /** Splits at the first character that belongs to no number. */
    static Amount of(String text, String builtin, String nothing) {
      if (text.indexOf(' ') >= 0) {
        throw BuiltinException.failed(builtin + ": spaces not allowed in resource strings");
      }
      int at = 0;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == 'e' || c == 'E') {
          char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
          boolean sign = next == '+' || next == '-';
          if (!sign && !isDigit(next)) {
            break;
          }
          at += sign ? 1 : 0;
          int digits = at + 1;
          while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
          }
          if (digits - at - 1 > MAX_EXPONENT_DIGITS) {
            throw BuiltinException.failed(builtin + ": exponent too large");
          }
        } else if (!isDigit(c) && c != '.' && c != '+' && c != '-') {
          break;
        }
      }
      if (at == 0) {
        throw BuiltinException.failed(builtin + ": " + nothing);
      }
      return new Amount(text.substring(0, at), text.substring(at));
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    @Nullable BigDecimal value() {
      try {
        BigDecimal value = new BigDecimal(number);
        return Math.abs((long) value.scale()) > NumberValue.MAX_EXPONENT ? null : value;
      } catch (NumberFormatException _) {
        return null;
      }
    }
  }

  private static Value parse(String text) {
    Amount amount = Amount.of(text.replace("\"", ""), "units.parse", "no amount provided");
    String unit = amount.unit();
    if (unit.length() > 1) {
      unit = unit.charAt(0) + unit.substring(1).toLowerCase(Locale.ROOT);
    }
    BigDecimal factor = unit.equals("m") ? MILLI : factor(unit);
    if (factor == null || unit.length() > 2) {
      throw BuiltinException.failed("units.parse: unit " + unit + " not recognized");
    }
    BigDecimal value = amount.value();
    if (value == null) {
      throw BuiltinException.failed("units.parse: could not parse amount to a number");
    }
    BigDecimal total = value.multiply(factor);
    boolean whole = total.stripTrailingZeros().scale() <= 0;
    return whole ? NumberValue.of(total) : NumberValue.parse(total.setScale(10, RoundingMode.HALF_UP).toPlainString());
  }

  private static Value parseBytes(String text) {
    Amount amount =
        Amount.of(text.toLowerCase(Locale.ROOT).replace("\"", ""), "units.parse_bytes", "no byte amount provided");
    String unit = amount.unit();
    BigDecimal factor = factor(unit.endsWith("b") && unit.length() > 1 ? unit.substring(0, unit.length() - 1) : unit);
    if (factor == null) {
      throw BuiltinException.failed("units.parse_bytes: byte unit " + unit + " not recognized");
    }
    BigDecimal value = amount.value();
    if (value == null) {
      throw BuiltinException.failed("units.parse_bytes: could not parse byte amount to a number");
    }
    return NumberValue.of(BinaryFloat.of(value).times(BinaryFloat.of(factor)).integerPart());
  }

  /** The power of 1000, or with an {@code i} of 1024, that a unit stands for. */
  private static @Nullable BigDecimal factor(String unit) {
    if (unit.isEmpty()) {
      return BigDecimal.ONE;
    }
    int power = LETTERS.indexOf(Character.toLowerCase(unit.charAt(0))) + 1;
    if (power == 0) {
      return null;
    }
    return switch (unit.substring(1)) {
      case "" -> new BigDecimal(BigInteger.valueOf(1000).pow(power));
      case "i" -> new BigDecimal(BigInteger.ONE.shiftLeft(10 * power));
      default -> null;
    };
  }
}
