package roadbed.collect.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import roadbed.model.Value;

/**
 * Nodes to values as {@code kubectl} types them, so that what is judged is what the cluster gets: {@code yes},
 * {@code on} and {@code y} are true, {@code 0777} and {@code 0o777} are 511, {@code 1_000} is 1000, dates and
 * {@code 1:30} are texts. An infinite or undefined number, which no JSON can hold, stays a text.
 */
public final class YamlTyping {
  private static final int LONGEST_NUMBER = 1_000;
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

  private YamlTyping() {}

  /** The value of a node and all that is in it. */
  public static Value value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar(scalar);
      case YamlNode.Sequence sequence -> {
        List<Value> items = new ArrayList<>(sequence.items().size());
        sequence.items().forEach(item -> items.add(value(item)));
        yield new Value.Items(items);
      }
      case YamlNode.Mapping mapping -> fields(mapping);
    };
  }

  /** The value of a mapping and all that is in it. */
  public static Value.Fields fields(YamlNode.Mapping mapping) {
    Map<String, Value> fields = new LinkedHashMap<>();
    mapping.entries().values().forEach(entry -> fields.put(key(entry.key()), value(entry.value())));
    return new Value.Fields(fields);
  }

  /** A key is always text, of the form that its value would have in JSON. */
  private static String key(YamlNode.Scalar key) {
    return switch (scalar(key)) {
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Text _,
          Value.Decimal _,
          Value.Null _,
          Value.Items _,
          Value.Fields _,
          Value.Unknown _,
          Value.Secret _ ->
          key.text();
    };
  }

  private static Value scalar(YamlNode.Scalar scalar) {
    if (!scalar.plain()) {
      return Value.of(scalar.text());
    }
    return switch (scalar.text()) {
      case "", "~", "null", "Null", "NULL" -> Value.Null.INSTANCE;
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> Value.Bool.TRUE;
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" ->
          Value.Bool.FALSE;
      default -> number(scalar.text());
    };
  }

  private static Value number(String text) {
    char first = text.charAt(0);
    if (text.length() > LONGEST_NUMBER
        || (first != '+' && first != '-' && first != '.' && (first < '0' || first > '9'))) {
      return Value.of(text);
    }
    String digits = text.replace("_", "");
    if (INTEGER.matcher(digits).matches()) {
      return integer(digits);
    }
    if (FLOAT.matcher(digits).matches()) {
      BigDecimal number = new BigDecimal(digits);
      return number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 18
          ? Value.of(number.longValueExact())
          : new Value.Decimal(number);
    }
    return Value.of(text);
  }

  private static Value integer(String digits) {
    boolean negative = digits.startsWith("-");
    String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
    int radix = 10;
    if (unsigned.length() > 1 && unsigned.charAt(0) == '0') {
      radix =
          switch (unsigned.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      unsigned = unsigned.substring(Character.isDigit(unsigned.charAt(1)) ? 1 : 2);
    }
    BigInteger number = new BigInteger(negative ? "-" + unsigned : unsigned, radix);
    return number.bitLength() < 64
        ? Value.of(number.longValue())
        : new Value.Decimal(new BigDecimal(number));
  }
}
