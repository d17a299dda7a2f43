package roadbed.collect.terraform.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import roadbed.model.Value;

/** {@code format}: verbs with flags, width, precision and position, as the language defines them. */
final class FormatFunction {
  private static final int WIDEST = 10_000;

  private FormatFunction() {}

  /** One verb with what stands before it. */
  private record Verb(char letter, String flags, int width, int precision) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  /** The text that a format gives. */
  static String format(String format, List<Value> values) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    int used = 0;
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      if (c != '%') {
        text.append(c);
        at++;
        continue;
      }
      int[] position = {at + 1};
      StringBuilder flags = new StringBuilder();
      while (position[0] < format.length() && " +-#0".indexOf(format.charAt(position[0])) >= 0) {
        flags.append(format.charAt(position[0]++));
      }
      int width = number(format, position);
      int precision = -1;
      if (position[0] < format.length() && format.charAt(position[0]) == '.') {
        position[0]++;
        precision = Math.max(0, number(format, position));
      }
      int index = index(format, position, next);
      if (position[0] >= format.length()) {
        throw Undecided.wrong("the format ends in the middle of a verb");
      }
      char letter = format.charAt(position[0]);
      at = position[0] + 1;
      if (letter == '%') {
        text.append('%');
        continue;
      }
      if (index >= values.size()) {
        throw Undecided.wrong("the format takes more arguments");
      }
      next = index + 1;
      used = Math.max(used, next);
      text.append(padded(new Verb(letter, flags.toString(), width, precision), values.get(index)));
      if (text.length() > Evaluator.LONGEST_TEXT) {
        throw Undecided.because(
            new Value.Unknown("the text is longer than " + Evaluator.LONGEST_TEXT + " characters"));
      }
    }
    if (used < values.size()) {
      throw Undecided.wrong("the format takes " + used + " arguments and no more");
    }
    return text.toString();
  }

  /** {@code [2]}: which argument counts, from 1; without it the next one does. */
  private static int index(String format, int[] position, int next) {
    if (position[0] >= format.length() || format.charAt(position[0]) != '[') {
      return next;
    }
    position[0]++;
    int index = number(format, position) - 1;
    if (index < 0 || position[0] >= format.length() || format.charAt(position[0]) != ']') {
      throw Undecided.wrong("the position of a format's argument is malformed");
    }
    position[0]++;
    return index;
  }

  private static int number(String format, int[] position) {
    int start = position[0];
    int number = 0;
    while (position[0] < format.length() && Character.isDigit(format.charAt(position[0]))) {
      number = number * 10 + (format.charAt(position[0]++) - '0');
      if (number > WIDEST) {
        throw Undecided.wrong("a width of the format is too large");
      }
    }
    return position[0] == start ? -1 : number;
  }

  private static String padded(Verb verb, Value value) {
    String text = formatted(verb, value);
    int missing = verb.width() - Graphemes.count(text);
    if (missing <= 0 || verb.letter() == 't') {
      return text;
    }
    if (verb.has('-')) {
      // Texts are filled with zeros even at their end.
      return text + (verb.has('0') && "sq".indexOf(verb.letter()) >= 0 ? "0" : " ").repeat(missing);
    }
    if (verb.has('0')) {
      boolean signed = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 && "sqv".indexOf(verb.letter()) < 0;
      return (signed ? text.substring(0, 1) : "") + "0".repeat(missing) + text.substring(signed ? 1 : 0);
    }
    return " ".repeat(missing) + text;
  }

  private static String formatted(Verb verb, Value value) {
    if (verb.letter() == 'v') {
      return general(verb, value);
    }
    if (value instanceof Value.Null) {
      throw Undecided.wrong("the format has null for an argument");
    }
    return switch (verb.letter()) {
      case 's' -> cut(Conversions.text(value), verb);
      case 'q' -> JsonText.of(new Value.Text(cut(Conversions.text(value), verb)));
      case 't' -> Boolean.toString(Conversions.truth(value));
      case 'd', 'b', 'o', 'x', 'X' -> whole(verb, Conversions.decimal(value));
      case 'e', 'E', 'f', 'F', 'g', 'G' -> floating(verb, Conversions.decimal(value));
      default -> throw Undecided.wrong("format knows no verb of that letter");
    };
  }

  private static String cut(String text, Verb verb) {
    return verb.precision() >= 0 ? Graphemes.part(text, 0, verb.precision()) : text;
  }

  private static String general(Verb verb, Value value) {
    Conversions.known(value);
    if (verb.has('#')) {
      return JsonText.of(Conversions.whollyKnown(value));
    }
    return switch (value) {
      case Value.Text text -> cut(text.value(), verb);
      case Value.Whole _, Value.Decimal _ -> shortest(Conversions.decimal(value), -1, false);
      case Value.Bool _ -> Conversions.text(value);
      case Value.Null _ -> "null";
      case Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          JsonText.of(Conversions.whollyKnown(value));
    };
  }

  private static String whole(Verb verb, BigDecimal number) {
    BigInteger whole;
    try {
      whole = number.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw Undecided.wrong("a whole number is expected for this verb of the format");
    }
    String digits =
        switch (verb.letter()) {
          case 'b' -> prefix(verb, "0b", whole.abs().toString(2));
          case 'o' -> prefix(verb, "0", whole.abs().toString(8));
          case 'x' -> prefix(verb, "0x", whole.abs().toString(16));
          case 'X' -> prefix(verb, "0X", whole.abs().toString(16).toUpperCase(Locale.ROOT));
          default -> whole.abs().toString();
        };
    return whole.signum() < 0 ? "-" + digits : signed(number, digits, verb);
  }

  private static String prefix(Verb verb, String prefix, String digits) {
    return verb.has('#') ? prefix + digits : digits;
  }

  private static String signed(BigDecimal number, String text, Verb verb) {
    if (number.signum() < 0) {
      return text;
    }
    return verb.has('+') ? "+" + text : verb.has(' ') ? " " + text : text;
  }

  private static String floating(Verb verb, BigDecimal number) {
    boolean upper = Character.isUpperCase(verb.letter()) && verb.letter() != 'F';
    int precision = verb.precision() < 0 ? 6 : verb.precision();
    String text =
        switch (verb.letter()) {
          case 'f', 'F' -> number.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
          case 'e', 'E' -> scientific(number, precision, false);
          default -> verb.precision() < 0 ? shortest(number, -1, false) : shortest(number, Math.max(1, precision), false);
        };
    return signed(number, upper ? text.toUpperCase(Locale.ROOT) : text, verb);
  }

  /** {@code 1.234500e-05}: a digit, so many behind the point, and an exponent of at least two digits. */
  private static String scientific(BigDecimal number, int decimals, boolean trimmed) {
    if (number.signum() == 0) {
      return decimals == 0 || trimmed ? "0e+00" : "0." + "0".repeat(decimals) + "e+00";
    }
    BigDecimal rounded = number.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().abs().toString();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (trimmed) {
      digits = digits.replaceFirst("0+$", "");
      digits = digits.isEmpty() ? "0" : digits;
    } else {
      digits = digits + "0".repeat(Math.max(0, decimals + 1 - digits.length()));
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return (number.signum() < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + power;
  }

  /**
   * The shorter of the plain and the scientific form.
   *
   * @param digits how many digits count, or -1 for as many as it has
   */
  static String shortest(BigDecimal number, int digits, boolean upper) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal rounded =
        (digits < 0 ? number : number.round(new MathContext(digits, RoundingMode.HALF_EVEN))).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    int known = rounded.precision();
    int most = digits < 0 ? 6 : digits > known && known >= exponent + 1 ? known : digits;
    if (exponent < -4 || exponent >= most) {
      String text = scientific(rounded, rounded.precision() - 1, true);
      return upper ? text.toUpperCase(Locale.ROOT) : text;
    }
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }
}
