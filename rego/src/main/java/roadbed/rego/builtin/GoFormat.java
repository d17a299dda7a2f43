package roadbed.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Utf8;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Go's {@code fmt.Sprintf} over values: a number written as a whole one is an int or a big.Int, another a float64, a
 * text a string, and anything else the string of its term. Wrong verbs and counts print as Go prints them.
 */
final class GoFormat {
  private static final int MAX_WIDTH = 1_000_000;

  private final CallContext context;
  private final ArrayValue arguments;
  private final StringBuilder out = new StringBuilder();
  private int next;
  private boolean reordered;
  private boolean goodIndex;

  private boolean plus;
  private boolean minus;
  private boolean sharp;
  private boolean space;
  private boolean zero;
  private int width;
  private int precision;

  GoFormat(CallContext context, ArrayValue arguments) {
    this.context = context;
    this.arguments = arguments;
  }

  String format(String format) {
    int end = format.length();
    boolean anyReordered = false;
    for (int i = 0; i < end; ) {
      int percent = format.indexOf('%', i);
      if (percent < 0) {
        out.append(format, i, end);
        break;
      }
      out.append(format, i, percent);
      if (isPlain(format, percent + 1)) {
        i = percent + 2;
      } else {
        i = directive(format, percent + 1);
        anyReordered |= reordered;
      }
      context.checkCharacters(out.length());
    }
    if (!anyReordered && next < arguments.size()) {
      out.append("%!(EXTRA ");
      for (int i = next; i < arguments.size(); i++) {
        Object argument = argument(i);
        out.append(i > next ? ", " : "").append(typeOf(argument)).append('=').append(plain(argument));
      }
      out.append(')');
    }
    context.checkCharacters(out.length());
    return out.toString();
  }

  /** Prints the common cases: a text under {@code %s} or {@code %v}, a whole number under {@code %d} or {@code %v}. */
  private boolean isPlain(String format, int verbAt) {
    if (verbAt >= format.length() || next >= arguments.size()) {
      return false;
    }
    char verb = format.charAt(verbAt);
    Value argument = arguments.get(next);
    if (argument instanceof StringValue text && (verb == 's' || verb == 'v')) {
      out.append(text.value());
    } else if (argument instanceof NumberValue number
        && (verb == 'd' || verb == 'v')
        && number.isLong()
        && number.isWrittenAsInteger()) {
      out.append(number.longValue());
    } else {
      return false;
    }
    next++;
    return true;
  }

  private int directive(String format, int from) {
    int end = format.length();
    plus = minus = sharp = space = zero = false;
    width = precision = -1;
    reordered = false;
    goodIndex = true;
    int i = from;
    flags:
    for (; i < end; i++) {
      switch (format.charAt(i)) {
        case '+' -> plus = true;
        case '-' -> {
          minus = true;
          zero = false;
        }
        case '#' -> sharp = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> {
          break flags;
        }
      }
    }
    i = index(format, i);
    if (i < end && format.charAt(i) == '*') {
      i++;
      Integer given = star();
      if (given == null) {
        out.append("%!(BADWIDTH)");
      } else {
        width = Math.abs(given);
        if (given < 0) {
          minus = true;
          zero = false;
        }
      }
    } else {
      int digits = digits(format, i);
      if (digits > i) {
        width = number(format, i, digits);
        if (reordered) {
          goodIndex = false;
        }
        i = digits;
      }
    }
    if (i + 1 <= end && i < end && format.charAt(i) == '.') {
      i++;
      if (reordered) {
        goodIndex = false;
      }
      i = index(format, i);
      if (i < end && format.charAt(i) == '*') {
        i++;
        Integer given = star();
        if (given == null || given < 0) {
          out.append("%!(BADPREC)");
        } else {
          precision = given;
        }
      } else {
        int digits = digits(format, i);
        precision = digits > i ? number(format, i, digits) : 0;
        i = digits;
      }
    }
    i = index(format, i);
    if (i >= end) {
      out.append("%!(NOVERB)");
      return end;
    }
    int verb = format.codePointAt(i);
    i += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (!goodIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      Object argument = argument(next++);
      out.append(formatted(verb, argument));
    }
    return i;
  }

  /** An explicit argument index such as {@code [2]}. */
  private int index(String format, int i) {
    if (i >= format.length() || format.charAt(i) != '[') {
      return i;
    }
    reordered = true;
    int close = format.indexOf(']', i);
    if (close < 0) {
      goodIndex = false;
      return i + 1;
    }
    int digits = digits(format, i + 1);
    if (digits != close || digits == i + 1) {
      goodIndex = false;
      return close + 1;
    }
    int chosen = number(format, i + 1, digits) - 1;
    if (chosen < 0 || chosen >= arguments.size()) {
      goodIndex = false;
    } else {
      next = chosen;
    }
    return close + 1;
  }

  private static int digits(String format, int from) {
    int i = from;
    while (i < format.length() && format.charAt(i) >= '0' && format.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static int number(String format, int from, int to) {
    return to - from > 7 ? MAX_WIDTH : Math.min(MAX_WIDTH, Integer.parseInt(format.substring(from, to)));
  }

  private @Nullable Integer star() {
    if (next < arguments.size() && argument(next++) instanceof Long given && Math.abs(given) <= MAX_WIDTH) {
      return given.intValue();
    }
    return null;
  }

  private Object argument(int i) {
    Value value = arguments.get(i);
    return switch (value) {
      case NumberValue number -> {
        if (!number.isWrittenAsInteger()) {
          double rounded = number.doubleValue();
          yield Double.isInfinite(rounded) ? (Object) number.toString() : rounded;
        }
        yield number.isLong() ? (Object) number.longValue() : number.integer();
      }
      case StringValue string -> string.value();
      default -> {
        value.typeRank();
        yield value.toString();
      }
    };
  }

  private static String typeOf(Object argument) {
    return switch (argument) {
      case Long _ -> "int";
      case BigInteger _ -> "*big.Int";
      case Double _ -> "float64";
      default -> "string";
    };
  }

  private static String plain(Object argument) {
    return argument instanceof Double number ? general(number) : argument.toString();
  }

  private static String general(double number) {
    return GoFloat.general(new BigDecimal(Double.toString(number)));
  }

  private String formatted(int verb, Object argument) {
    if (verb == 'T') {
      return padText(cut(typeOf(argument)));
    }
    return switch (argument) {
      case Long number -> integer(verb, BigInteger.valueOf(number), argument);
      case BigInteger number -> integer(verb, number, argument);
      case Double number -> floating(verb, number);
      default -> text(verb, argument.toString());
    };
  }

  private String bad(int verb, Object argument) {
    return "%!" + Character.toString(verb) + "(" + typeOf(argument) + "=" + plain(argument) + ")";
  }

  private String text(int verb, String text) {
    return switch (verb) {
      case 's' -> padText(cut(text));
      case 'v' -> sharp ? padText(Values.quote(cut(text))) : padText(cut(text));
      case 'q' -> padText(sharp && text.indexOf('`') < 0 ? "`" + cut(text) + "`" : Values.quote(cut(text)));
      case 'x' -> padText(hexadecimal(text, false));
      case 'X' -> padText(hexadecimal(text, true));
      default -> bad(verb, text);
    };
  }

  private String hexadecimal(String text, boolean upper) {
    StringBuilder hex = new StringBuilder();
    byte[] bytes = Utf8.encode(text);
    int length = precision >= 0 ? Math.min(precision, bytes.length) : bytes.length;
    for (int i = 0; i < length; i++) {
      if (i > 0 && space) {
        hex.append(' ');
      }
      if (sharp && (i == 0 || space)) {
        hex.append("0x");
      }
      hex.append("%02x".formatted(bytes[i] & 0xFF));
    }
    return upper ? hex.toString().toUpperCase(Locale.ROOT) : hex.toString();
  }

  private String cut(String text) {
    if (precision < 0 || text.codePointCount(0, text.length()) <= precision) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private String integer(int verb, BigInteger number, Object argument) {
    return switch (verb) {
      case 'v', 'd' -> wholeNumber(number, 10, "");
      case 'b' -> wholeNumber(number, 2, sharp ? "0b" : "");
      case 'o' -> wholeNumber(number, 8, sharp ? "0" : "");
      case 'O' -> wholeNumber(number, 8, "0o");
      case 'x' -> wholeNumber(number, 16, sharp ? "0x" : "");
      case 'X' -> wholeNumber(number, 16, sharp ? "0x" : "").toUpperCase(Locale.ROOT);
      case 's' -> argument instanceof BigInteger ? wholeNumber(number, 10, "") : bad(verb, argument);
      case 'c' -> argument instanceof Long ? padText(point(number)) : bad(verb, argument);
      case 'q' -> argument instanceof Long ? padText(quotedPoint(number)) : bad(verb, argument);
      case 'U' -> argument instanceof Long ? padText("U+%04X".formatted(number)) : bad(verb, argument);
      case 'e', 'E', 'f', 'F', 'g', 'G', 't', 'p' -> bad(verb, argument);
      default -> bad(verb, argument);
    };
  }

  private static String point(BigInteger number) {
    boolean valid = number.bitLength() < 31 && Character.isValidCodePoint(number.intValue());
    return valid ? Character.toString(number.intValue()) : "\uFFFD";
  }

  private static String quotedPoint(BigInteger number) {
    String point = point(number);
    String quoted = Values.quote(point);
    String inner = quoted.substring(1, quoted.length() - 1);
    return "'" + (point.equals("'") ? "\\'" : point.equals("\"") ? "\"" : inner) + "'";
  }

  private String wholeNumber(BigInteger number, int base, String prefix) {
    String digits = number.abs().toString(base);
    if (precision >= 0) {
      digits = precision == 0 && number.signum() == 0 ? "" : "0".repeat(Math.max(0, precision - digits.length())) + digits;
    }
    String sign = number.signum() < 0 ? "-" : plus ? "+" : space ? " " : "";
    if (zero && !minus && width >= 0 && precision < 0) {
      digits = "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
    }
    return pad(sign + prefix + digits, ' ');
  }

  private String floating(int verb, double number) {
    BigDecimal exact = new BigDecimal(number);
    BigDecimal shortest = new BigDecimal(Double.toString(number));
    String digits =
        switch (verb) {
          case 'v', 'g', 'G' -> precision < 0 ? GoFloat.general(shortest) : GoFloat.general(exact, precision);
          case 'e', 'E' -> GoFloat.scientific(exact, precision < 0 ? 6 : precision);
          case 'f', 'F' -> GoFloat.fixed(exact, precision < 0 ? 6 : precision);
          case 'x', 'X' -> GoFloat.hexadecimal(number);
          default -> null;
        };
    if (digits == null) {
      return bad(verb, number);
    }
    if (verb == 'E' || verb == 'G' || verb == 'X') {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    boolean negative = digits.startsWith("-");
    String sign = negative ? "-" : plus ? "+" : space ? " " : "";
    String size = negative ? digits.substring(1) : digits;
    if (zero && !minus && width >= 0) {
      size = "0".repeat(Math.max(0, width - sign.length() - size.length())) + size;
    }
    return pad(sign + size, ' ');
  }

  private String padText(String text) {
    return pad(text, zero && !minus ? '0' : ' ');
  }

  private String pad(String text, char filler) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    context.checkCharacters((long) out.length() + width);
    String padding = Character.toString(filler).repeat(missing);
    return minus ? text + padding : padding + text;
  }
}
