package roadbed.prove.evidence;

import java.math.BigDecimal;
import java.util.TreeMap;
import roadbed.model.Value;

/**
 * The one text of a value, in the manner of RFC 8785: no spaces, fields sorted by UTF-16 code units, the
 * shortest escapes. Unlike there, numbers are exact decimals and are not rounded to doubles.
 */
public final class CanonicalJson {
  private static final int PLAIN_DIGITS = 100;

  private CanonicalJson() {}

  /** The text of a value. */
  public static String text(Value value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Value value, StringBuilder out) {
    switch (value) {
      case Value.Text text -> quote(text.value(), out);
      case Value.Whole whole -> out.append(whole.value());
      case Value.Decimal decimal -> out.append(number(decimal.value()));
      case Value.Bool bool -> out.append(bool.value());
      case Value.Null _ -> out.append("null");
      case Value.Items items -> {
        out.append('[');
        String separator = "";
        for (Value item : items.values()) {
          out.append(separator);
          write(item, out);
          separator = ",";
        }
        out.append(']');
      }
      case Value.Fields fields -> {
        out.append('{');
        String[] separator = {""};
        new TreeMap<>(fields.values())
            .forEach(
                (name, inner) -> {
                  out.append(separator[0]);
                  quote(name, out);
                  out.append(':');
                  write(inner, out);
                  separator[0] = ",";
                });
        out.append('}');
      }
      case Value.Unknown unknown -> {
        out.append("{\"$unknown\":");
        quote(unknown.reason(), out);
        out.append('}');
      }
      case Value.Secret _ -> out.append("{\"$secret\":true}");
    }
  }

  private static String number(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    boolean plain = Math.abs((long) shortest.scale()) <= PLAIN_DIGITS;
    return plain ? shortest.toPlainString() : shortest.toString();
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ' || isLoneSurrogate(text, i)) {
            out.append("\\u").append(String.format("%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** A half of a surrogate pair has no UTF-8 form; escaped, it stays what it is. */
  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
