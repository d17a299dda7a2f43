package roadbed.assess.policy.foreign.cel;

import static roadbed.assess.policy.foreign.cel.FunctionTable.failed;

import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The language's texts with places for values: {@code "%s has %d".format([name, count])}. */
final class TextFormat {
  private static final int MAX_CHARACTERS = 1_000_000;

  private TextFormat() {}

  static String format(String form, List<?> values) throws CelEvaluationException {
    StringBuilder out = new StringBuilder();
    int next = 0;
    int i = 0;
    while (i < form.length()) {
      char c = form.charAt(i++);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (i < form.length() && form.charAt(i) == '%') {
        out.append('%');
        i++;
        continue;
      }
      int precision = -1;
      if (i < form.length() && form.charAt(i) == '.') {
        int end = i + 1;
        while (end < form.length() && Character.isDigit(form.charAt(end))) {
          end++;
        }
        if (end == i + 1 || end - i > 4) {
          throw failed("format: a precision is a number up to 999");
        }
        precision = Integer.parseInt(form.substring(i + 1, end));
        i = end;
      }
      if (i >= form.length()) {
        throw failed("format: the text ends within a place for a value");
      }
      if (next >= values.size()) {
        throw failed("format: index " + next + " out of range");
      }
      out.append(value(form.charAt(i++), precision, values.get(next++)));
      if (out.length() > MAX_CHARACTERS) {
        throw failed("format: the text is too long");
      }
    }
    return out.toString();
  }

  private static String value(char verb, int precision, Object value) throws CelEvaluationException {
    return switch (verb) {
      case 's' -> text(value);
      case 'd' -> {
        if (value instanceof Number number) {
          yield number instanceof Double real ? text(real) : number.toString();
        }
        throw failed("format: %d is for integers");
      }
      case 'f' -> decimal(value, precision < 0 ? 6 : precision);
      case 'e' -> {
        if (!(value instanceof Number number)) {
          throw failed("format: %e is for numbers");
        }
        yield String.format(Locale.ROOT, "%." + (precision < 0 ? 6 : precision) + "e", number.doubleValue());
      }
      case 'b' -> {
        if (value instanceof Boolean bool) {
          yield bool ? "1" : "0";
        }
        if (value instanceof Long number) {
          yield number < 0 ? "-" + Long.toBinaryString(-number) : Long.toBinaryString(number);
        }
        throw failed("format: %b is for integers and booleans");
      }
      case 'o' -> {
        if (value instanceof Long number) {
          yield number < 0 ? "-" + Long.toOctalString(-number) : Long.toOctalString(number);
        }
        throw failed("format: %o is for integers");
      }
      case 'x', 'X' -> {
        String hex =
            switch (value) {
              case Long number -> number < 0 ? "-" + Long.toHexString(-number) : Long.toHexString(number);
              case String text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
              default -> throw failed("format: %x is for integers and strings");
            };
        yield verb == 'X' ? hex.toUpperCase(Locale.ROOT) : hex;
      }
      default -> throw failed("format: unrecognized formatting clause %" + verb);
    };
  }

  private static String decimal(Object value, int precision) throws CelEvaluationException {
    if (value instanceof Double real && (real.isNaN() || real.isInfinite())) {
      return text(real);
    }
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }
    throw failed("format: %f is for numbers");
  }

  /** Any value as a text; of an object, members are in the order of their names. */
  private static String text(Object value) throws CelEvaluationException {
    return switch (value) {
      case String text -> text;
      case Double real -> real(real);
      case Address address -> address.text();
      case Address.Block block -> block.text();
      case com.google.protobuf.NullValue _ -> "null";
      case List<?> list -> {
        StringJoiner out = new StringJoiner(", ", "[", "]");
        for (Object item : list) {
          out.add(text(item));
        }
        yield out.toString();
      }
      case Map<?, ?> map -> {
        TreeMap<String, String> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          sorted.put(text(entry.getKey()), text(entry.getValue()));
        }
        StringJoiner out = new StringJoiner(", ", "{", "}");
        sorted.forEach((key, one) -> out.add(key + ": " + one));
        yield out.toString();
      }
      default -> value.toString();
    };
  }

  private static String real(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
