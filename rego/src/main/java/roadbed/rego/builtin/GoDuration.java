package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** Durations such as {@code 1h15m30.5s}. */
final class GoDuration {
  private GoDuration() {}

  static Value parse(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return NumberValue.ZERO;
    }
    if (rest.isEmpty()) {
      throw invalid(text);
    }
    BigDecimal total = BigDecimal.ZERO;
    int at = 0;
    while (at < rest.length()) {
      int from = at;
      while (at < rest.length() && (Character.isDigit(rest.charAt(at)) || rest.charAt(at) == '.')) {
        at++;
      }
      int unit = at;
      while (at < rest.length() && !Character.isDigit(rest.charAt(at)) && rest.charAt(at) != '.') {
        at++;
      }
      if (unit == from || unit - from > 100) {
        throw invalid(text);
      }
      String name = rest.substring(unit, at);
      if (name.isEmpty()) {
        throw BuiltinException.failed("time: missing unit in duration " + Values.quote(text));
      }
      try {
        total = total.add(new BigDecimal(rest.substring(from, unit)).multiply(nanosOf(name, text)));
      } catch (NumberFormatException _) {
        throw invalid(text);
      }
    }
    BigInteger nanos = total.toBigInteger();
    if (nanos.bitLength() > 63) {
      throw invalid(text);
    }
    return NumberValue.of(text.startsWith("-") ? nanos.negate() : nanos);
  }

  private static BigDecimal nanosOf(String unit, String text) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "\u00b5s", "\u03bcs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default ->
              throw BuiltinException.failed(
                  "time: unknown unit " + Values.quote(unit) + " in duration " + Values.quote(text));
        });
  }

  private static BuiltinException invalid(String text) {
    return BuiltinException.failed("time: invalid duration " + Values.quote(text));
  }
}
