package roadbed.assess.policy.foreign.cel;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Kubernetes' named formats of texts. */
final class Formats {
  private static final String LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final String OLD_LABEL = "[a-z](?:[-a-z0-9]*[a-z0-9])?";
  private static final String NAME = "[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?";
  private static final Predicate<String> SUBDOMAIN = form(LABEL + "(?:\\." + LABEL + ")*", 253);

  private static final Map<String, Format> ALL =
      Map.ofEntries(
          named("dns1123Label", form(LABEL, 63)),
          named("dns1123Subdomain", SUBDOMAIN),
          named("dns1035Label", form(OLD_LABEL, 63)),
          named("qualifiedName", Formats::qualifiedName),
          named("dns1123LabelPrefix", text -> form(LABEL, 63).test(prefix(text))),
          named("dns1123SubdomainPrefix", text -> SUBDOMAIN.test(prefix(text))),
          named("dns1035LabelPrefix", text -> form(OLD_LABEL, 63).test(prefix(text))),
          named("labelValue", form("(?:" + NAME + ")?", 63)),
          named("uri", Formats::uri),
          named("uuid", form("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", 36)),
          named("byte", Formats::base64),
          named("date", Formats::date),
          named("datetime", Formats::dateTime));

  private Formats() {}

  /** A format by name. */
  record Format(String name, Predicate<String> check) {
    /** What is wrong with a text; empty where nothing is. */
    Optional<Object> validate(String text) {
      return check.test(text) ? Optional.empty() : Optional.of(List.of("not a valid " + name + ": " + text));
    }
  }

  static Optional<Format> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Iterable<String> names() {
    return ALL.keySet();
  }

  private static Map.Entry<String, Format> named(String name, Predicate<String> check) {
    return Map.entry(name, new Format(name, check));
  }

  private static Predicate<String> form(String pattern, int longest) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> text.length() <= longest && compiled.matcher(text).matches();
  }

  private static String prefix(String text) {
    return text.endsWith("-") ? text.substring(0, text.length() - 1) + "a" : text;
  }

  private static boolean qualifiedName(String text) {
    int slash = text.indexOf('/');
    return form(NAME, 63).test(text.substring(slash + 1)) && (slash < 0 || SUBDOMAIN.test(text.substring(0, slash)));
  }

  private static boolean uri(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() || text.startsWith("/");
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean base64(String text) {
    try {
      return Base64.getDecoder().decode(text).length <= text.length();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean date(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static boolean dateTime(String text) {
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
