package roadbed.assess.policy.foreign.cel;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static roadbed.assess.policy.foreign.cel.FunctionTable.ADDRESS;
import static roadbed.assess.policy.foreign.cel.FunctionTable.BLOCK;
import static roadbed.assess.policy.foreign.cel.FunctionTable.FORMAT;
import static roadbed.assess.policy.foreign.cel.FunctionTable.LIST;
import static roadbed.assess.policy.foreign.cel.FunctionTable.MAP;
import static roadbed.assess.policy.foreign.cel.FunctionTable.MAYBE_FORMAT;
import static roadbed.assess.policy.foreign.cel.FunctionTable.MAYBE_LIST;
import static roadbed.assess.policy.foreign.cel.FunctionTable.QUANTITY;
import static roadbed.assess.policy.foreign.cel.FunctionTable.SEMVER;
import static roadbed.assess.policy.foreign.cel.FunctionTable.URL;
import static roadbed.assess.policy.foreign.cel.FunctionTable.failed;

import com.google.re2j.Matcher;
import dev.cel.runtime.CelEvaluationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The functions that Kubernetes adds to the language. */
final class KubernetesFunctions {
  private static final int MAX_ITEMS = 1_000_000;

  private KubernetesFunctions() {}

  static FunctionTable table() {
    FunctionTable table = new FunctionTable();
    texts(table);
    lists(table);
    quantities(table);
    urls(table);
    addresses(table);
    formats(table);
    versions(table);
    authorizer(table);
    return table;
  }

  private static void texts(FunctionTable table) {
    table
        .member("find", STRING, a -> first(text(a[0]), text(a[1])), STRING, STRING)
        .member("findAll", LIST, a -> all(text(a[0]), text(a[1]), -1), STRING, STRING)
        .member("findAll", LIST, a -> all(text(a[0]), text(a[1]), (Long) a[2]), STRING, STRING, INT)
        .member("format", STRING, a -> TextFormat.format(text(a[0]), (List<?>) a[1]), STRING, LIST)
        .member("reverse", STRING, a -> new StringBuilder(text(a[0])).reverse().toString(), STRING);
  }

  private static void lists(FunctionTable table) {
    table
        .member("isSorted", BOOL, a -> isSorted((List<?>) a[0]), LIST)
        .member("sum", DYN, a -> sum((List<?>) a[0]), LIST)
        .member("min", DYN, a -> extreme((List<?>) a[0], -1), LIST)
        .member("max", DYN, a -> extreme((List<?>) a[0], 1), LIST)
        .member("indexOf", INT, a -> (long) ((List<?>) a[0]).indexOf(a[1]), LIST, DYN)
        .member("lastIndexOf", INT, a -> (long) ((List<?>) a[0]).lastIndexOf(a[1]), LIST, DYN);
  }

  private static void quantities(FunctionTable table) {
    table
        .global("quantity", QUANTITY, a -> quantity(text(a[0])), STRING)
        .global("isQuantity", BOOL, a -> Quantity.parse(text(a[0])).isPresent(), STRING)
        .member("isInteger", BOOL, a -> ((Quantity) a[0]).isInteger(), QUANTITY)
        .member("asInteger", INT, a -> asInteger((Quantity) a[0]), QUANTITY)
        .member("asApproximateFloat", DOUBLE, a -> ((Quantity) a[0]).amount().doubleValue(), QUANTITY)
        .member("sign", INT, a -> (long) ((Quantity) a[0]).amount().signum(), QUANTITY)
        .member("add", QUANTITY, a -> plus((Quantity) a[0], ((Quantity) a[1]).amount()), QUANTITY, QUANTITY)
        .member("add", QUANTITY, a -> plus((Quantity) a[0], BigDecimal.valueOf((Long) a[1])), QUANTITY, INT)
        .member("sub", QUANTITY, a -> plus((Quantity) a[0], ((Quantity) a[1]).amount().negate()), QUANTITY, QUANTITY)
        .member("sub", QUANTITY, a -> plus((Quantity) a[0], BigDecimal.valueOf((Long) a[1]).negate()), QUANTITY, INT)
        .member("isLessThan", BOOL, a -> order(a[0], a[1]) < 0, QUANTITY, QUANTITY)
        .member("isGreaterThan", BOOL, a -> order(a[0], a[1]) > 0, QUANTITY, QUANTITY)
        .member("compareTo", INT, a -> (long) order(a[0], a[1]), QUANTITY, QUANTITY);
  }

  private static void urls(FunctionTable table) {
    table
        .global("url", URL, a -> Url.parse(text(a[0])).orElseThrow(() -> failed("not a URL: " + a[0])), STRING)
        .global("isURL", BOOL, a -> Url.parse(text(a[0])).isPresent(), STRING)
        .member("getScheme", STRING, a -> Objects.requireNonNullElse(((Url) a[0]).value().getScheme(), ""), URL)
        .member("getHost", STRING, a -> ((Url) a[0]).host(), URL)
        .member("getHostname", STRING, a -> ((Url) a[0]).hostname(), URL)
        .member("getPort", STRING, a -> port((Url) a[0]), URL)
        .member("getEscapedPath", STRING, a -> Objects.requireNonNullElse(((Url) a[0]).value().getRawPath(), ""), URL)
        .member("getQuery", MAP, a -> ((Url) a[0]).query(), URL);
  }

  private static void addresses(FunctionTable table) {
    table
        .global("ip", ADDRESS, a -> address(text(a[0])), STRING)
        .global("isIP", BOOL, a -> Address.parse(text(a[0])).isPresent(), STRING)
        .global("ip.isCanonical", BOOL, a -> address(text(a[0])).text().equals(a[0]), STRING)
        .global("string", STRING, a -> ((Address) a[0]).text(), ADDRESS)
        .member("family", INT, a -> ((Address) a[0]).family(), ADDRESS)
        .member("isUnspecified", BOOL, a -> ((Address) a[0]).value().isAnyLocalAddress(), ADDRESS)
        .member("isLoopback", BOOL, a -> ((Address) a[0]).value().isLoopbackAddress(), ADDRESS)
        .member("isLinkLocalMulticast", BOOL, a -> ((Address) a[0]).isLinkLocalMulticast(), ADDRESS)
        .member("isLinkLocalUnicast", BOOL, a -> ((Address) a[0]).value().isLinkLocalAddress(), ADDRESS)
        .member("isGlobalUnicast", BOOL, a -> ((Address) a[0]).isGlobalUnicast(), ADDRESS)
        .global("cidr", BLOCK, a -> block(text(a[0])), STRING)
        .global("isCIDR", BOOL, a -> Address.Block.parse(text(a[0])).isPresent(), STRING)
        .global("string", STRING, a -> ((Address.Block) a[0]).text(), BLOCK)
        .member("containsIP", BOOL, a -> ((Address.Block) a[0]).contains((Address) a[1]), BLOCK, ADDRESS)
        .member("containsIP", BOOL, a -> ((Address.Block) a[0]).contains(address(text(a[1]))), BLOCK, STRING)
        .member("containsCIDR", BOOL, a -> ((Address.Block) a[0]).contains((Address.Block) a[1]), BLOCK, BLOCK)
        .member("containsCIDR", BOOL, a -> ((Address.Block) a[0]).contains(block(text(a[1]))), BLOCK, STRING)
        .member("ip", ADDRESS, a -> ((Address.Block) a[0]).address(), BLOCK)
        .member("masked", BLOCK, a -> ((Address.Block) a[0]).masked(), BLOCK)
        .member("prefixLength", INT, a -> (long) ((Address.Block) a[0]).bits(), BLOCK);
  }

  private static void formats(FunctionTable table) {
    table
        .global("format.named", MAYBE_FORMAT, a -> Formats.find(text(a[0])), STRING)
        .member("validate", MAYBE_LIST, a -> ((Formats.Format) a[0]).validate(text(a[1])), FORMAT, STRING);
    for (String name : Formats.names()) {
      Formats.Format format = Formats.find(name).orElseThrow();
      table.global("format." + name, FORMAT, _ -> format);
    }
  }

  private static void versions(FunctionTable table) {
    table
        .global("semver", SEMVER, a -> version(text(a[0]), false), STRING)
        .global("semver", SEMVER, a -> version(text(a[0]), (Boolean) a[1]), STRING, BOOL)
        .global("isSemver", BOOL, a -> Version.parse(text(a[0]), false).isPresent(), STRING)
        .global("isSemver", BOOL, a -> Version.parse(text(a[0]), (Boolean) a[1]).isPresent(), STRING, BOOL)
        .member("major", INT, a -> ((Version) a[0]).major(), SEMVER)
        .member("minor", INT, a -> ((Version) a[0]).minor(), SEMVER)
        .member("patch", INT, a -> ((Version) a[0]).patch(), SEMVER)
        .member("isLessThan", BOOL, a -> ((Version) a[0]).compareTo((Version) a[1]) < 0, SEMVER, SEMVER)
        .member("isGreaterThan", BOOL, a -> ((Version) a[0]).compareTo((Version) a[1]) > 0, SEMVER, SEMVER)
        .member("compareTo", INT, a -> (long) ((Version) a[0]).compareTo((Version) a[1]), SEMVER, SEMVER);
  }

  /** Questions to the API server about permissions: they type-check, and whoever asks them is undecided. */
  private static void authorizer(FunctionTable table) {
    FunctionTable.Body unknown =
        _ -> {
          throw new CelValues.UnknownReached("it asks the API server for permissions, which nobody here knows");
        };
    for (String name : List.of("group", "resource", "subresource", "namespace", "name", "path", "check", "fieldSelector", "labelSelector")) {
      table.member(name, DYN, unknown, DYN, STRING);
    }
    table.member("serviceAccount", DYN, unknown, DYN, STRING, STRING);
    for (String name : List.of("allowed", "errored")) {
      table.member(name, BOOL, unknown, DYN);
    }
    for (String name : List.of("reason", "error")) {
      table.member(name, STRING, unknown, DYN);
    }
  }

  private static String text(Object value) {
    return (String) value;
  }

  private static String first(String text, String regex) throws CelEvaluationException {
    Matcher matcher = BoundedFunctions.pattern(regex).matcher(text);
    return matcher.find() ? matcher.group() : "";
  }

  private static List<String> all(String text, String regex, long most) throws CelEvaluationException {
    List<String> found = new ArrayList<>();
    Matcher matcher = BoundedFunctions.pattern(regex).matcher(text);
    while ((most < 0 || found.size() < most) && found.size() < MAX_ITEMS && matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static boolean isSorted(List<?> list) throws CelEvaluationException {
    for (int i = 1; i < list.size(); i++) {
      if (compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object sum(List<?> list) throws CelEvaluationException {
    if (list.stream().allMatch(Long.class::isInstance)) {
      long sum = 0;
      for (Object item : list) {
        try {
          sum = Math.addExact(sum, (Long) item);
        } catch (ArithmeticException _) {
          throw failed("integer overflow");
        }
      }
      return sum;
    }
    double sum = 0;
    for (Object item : list) {
      if (!(item instanceof Number number)) {
        throw failed("no sum of what is no number");
      }
      sum += number.doubleValue();
    }
    return sum;
  }

  private static Object extreme(List<?> list, int sign) throws CelEvaluationException {
    if (list.isEmpty()) {
      throw failed((sign < 0 ? "min" : "max") + " called on empty list");
    }
    Object best = list.getFirst();
    for (Object item : list) {
      best = compare(item, best) * sign > 0 ? item : best;
    }
    return best;
  }

  private static int compare(Object one, Object other) throws CelEvaluationException {
    if (one instanceof Long a && other instanceof Long b) {
      return Long.compare(a, b);
    }
    if (one instanceof Number a && other instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (one instanceof String a && other instanceof String b) {
      return a.compareTo(b);
    }
    if (one instanceof Boolean a && other instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    throw failed("these have no order");
  }

  private static Quantity quantity(String text) throws CelEvaluationException {
    return Quantity.parse(text).orElseThrow(() -> failed("not a quantity: " + text));
  }

  private static long asInteger(Quantity quantity) throws CelEvaluationException {
    if (!quantity.isInteger()) {
      throw failed("cannot convert value to integer");
    }
    return quantity.amount().longValueExact();
  }

  private static Quantity plus(Quantity quantity, BigDecimal more) {
    return new Quantity(quantity.amount().add(more));
  }

  private static int order(Object one, Object other) {
    return ((Quantity) one).compareTo((Quantity) other);
  }

  private static String port(Url url) {
    return url.value().getPort() < 0 ? "" : Integer.toString(url.value().getPort());
  }

  private static Address address(String text) throws CelEvaluationException {
    return Address.parse(text).orElseThrow(() -> failed("not an IP address: " + text));
  }

  private static Address.Block block(String text) throws CelEvaluationException {
    return Address.Block.parse(text).orElseThrow(() -> failed("not a CIDR: " + text));
  }

  private static Version version(String text, boolean normalise) throws CelEvaluationException {
    Optional<Version> version = Version.parse(text, normalise);
    return version.orElseThrow(() -> failed("not a semantic version: " + text));
  }
}
