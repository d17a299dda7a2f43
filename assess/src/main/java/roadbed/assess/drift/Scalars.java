package roadbed.assess.drift;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.model.Provider;
import roadbed.model.Value;

/** When two single values mean the same, however a source spells them. */
final class Scalars {
  private static final Set<String> LOCATIONS = Set.of("location", "region", "zone", "primary_location");
  private static final Set<String> ANY_CASE =
      Set.of("protocol", "ip_protocol", "access", "direction", "status", "state", "enabled", "type", "effect");
  private static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(m|k|Ki|M|Mi|G|Gi|T|Ti|P|Pi)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", new BigDecimal("1000")),
          Map.entry("M", new BigDecimal("1000000")),
          Map.entry("G", new BigDecimal("1000000000")),
          Map.entry("T", new BigDecimal("1000000000000")),
          Map.entry("P", new BigDecimal("1000000000000000")),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)));

  private Scalars() {}

  /** A single value as text; empty for what is none. */
  static String text(@Nullable Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Decimal decimal -> plain(decimal.value());
      case Value.Bool bool -> Boolean.toString(bool.value());
      case null, default -> "";
    };
  }

  private static String plain(BigDecimal number) {
    // A number like 1e999999 is not worth its digits.
    return Math.abs((long) number.scale()) > 400 ? number.toString() : number.stripTrailingZeros().toPlainString();
  }

  /** Whether it says no more than saying nothing would: nothing, an empty text, no elements. */
  static boolean isEmpty(@Nullable Value value) {
    return switch (value) {
      case null -> true;
      case Value.Null _ -> true;
      case Value.Text text -> text.value().isEmpty();
      case Value.Items items -> items.values().stream().allMatch(Scalars::isEmpty);
      case Value.Fields fields -> fields.values().values().stream().allMatch(Scalars::isEmpty);
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  /** Whether it is what an attribute is where nobody sets it: empty, false or zero, all through. */
  static boolean isUnset(@Nullable Value value) {
    return switch (value) {
      case null -> true;
      case Value.Null _ -> true;
      case Value.Text text -> text.value().isEmpty() || text.value().equals("false") || text.value().equals("0");
      case Value.Whole whole -> whole.value() == 0;
      case Value.Decimal decimal -> decimal.value().signum() == 0;
      case Value.Bool bool -> !bool.value();
      case Value.Items items -> items.values().stream().allMatch(Scalars::isUnset);
      case Value.Fields fields -> fields.values().values().stream().allMatch(Scalars::isUnset);
      case Value.Unknown _, Value.Secret _ -> false;
    };
  }

  /** Whether two texts mean the same as values of an attribute. */
  static boolean same(Provider provider, String attribute, String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    BigDecimal a = number(one);
    BigDecimal b = number(other);
    if (a != null && b != null) {
      // Two texts with points that differ are versions: 13.4 is not 13.40.
      boolean versions = one.indexOf('.') >= 0 && other.indexOf('.') >= 0;
      return !versions && a.compareTo(b) == 0;
    }
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    if (LOCATIONS.contains(attribute)) {
      return lastStep(place(one)).equals(lastStep(place(other)));
    }
    boolean anyCase = provider == Provider.AZURE || ANY_CASE.contains(attribute);
    if (anyCase && one.equalsIgnoreCase(other)) {
      return true;
    }
    if (sameName(one, other) || sameName(other, one) || sameDomain(one, other)) {
      return true;
    }
    if (provider == Provider.KUBERNETES) {
      return sameQuantity(one, other);
    }
    return Networks.same(one, other);
  }

  /** {@code West Europe} and {@code westeurope}. */
  private static String place(String location) {
    return location.toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private static String lastStep(String text) {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Names of the domain name system may end with a dot. */
  private static boolean sameDomain(String one, String other) {
    return (one.endsWith(".") || other.endsWith(".")) && withoutDot(one).equalsIgnoreCase(withoutDot(other));
  }

  private static String withoutDot(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** Whether one is a whole identifier that ends with the other, as an ARN or a link ends with a name. */
  private static boolean sameName(String whole, String name) {
    boolean identifier =
        whole.startsWith("arn:")
            || whole.startsWith("https://www.googleapis.com/")
            || whole.startsWith("//")
            || whole.startsWith("projects/")
            || whole.startsWith("https://compute.googleapis.com/")
            || whole.startsWith("https://sqs.");
    if (!identifier || name.startsWith("arn:") || name.length() >= whole.length() || !whole.endsWith(name)) {
      return false;
    }
    char before = whole.charAt(whole.length() - name.length() - 1);
    return before == ':' || before == '/';
  }

  private static @Nullable BigDecimal number(String text) {
    if (text.isEmpty() || text.length() > 40 || !Character.isDigit(text.charAt(text.length() - 1))) {
      return null;
    }
    if (text.length() > 1 && text.charAt(0) == '0' && text.charAt(1) != '.') {
      // An identifier that is made of digits.
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(Character.isDigit(c) || c == '.' || (c == '-' && i == 0))) {
        return null;
      }
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      // It has two dots: an address, or a version.
      return null;
    }
  }

  private static boolean sameQuantity(String one, String other) {
    Matcher a = QUANTITY.matcher(one);
    Matcher b = QUANTITY.matcher(other);
    return one.length() < 40
        && other.length() < 40
        && a.matches()
        && b.matches()
        && quantity(a).compareTo(quantity(b)) == 0;
  }

  private static BigDecimal quantity(Matcher matched) {
    BigDecimal number = new BigDecimal(matched.group(1));
    return matched.group(2) == null ? number : number.multiply(UNITS.getOrDefault(matched.group(2), BigDecimal.ONE));
  }
}
