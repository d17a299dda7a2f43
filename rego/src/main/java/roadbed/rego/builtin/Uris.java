package roadbed.rego.builtin;

import org.jspecify.annotations.Nullable;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** URIs, parsed as Go's net/url parses them. */
final class Uris {
  private Uris() {}

  static @Nullable Body body(String name) {
    return switch (name) {
      case "uri.parse" -> (_, args) -> parse(Operands.string(args, 1)).toValue();
      case "uri.is_valid" -> (_, args) -> BooleanValue.of(args[0] instanceof StringValue text && isValid(text.value()));
      default -> null;
    };
  }

  private static boolean isValid(String text) {
    try {
      parse(text);
      return !text.isEmpty();
    } catch (BuiltinException _) {
      return false;
    }
  }

  /**
   * The parts of a URI; absent ones are empty.
   *
   * @param path decoded
   * @param rawPath as it was written
   */
  record Uri(String scheme, String host, String port, String path, String rawPath, String query, String fragment) {
    Value toValue() {
      ObjectValue.Builder object = ObjectValue.builder();
      put(object, "scheme", scheme);
      put(object, "hostname", host);
      put(object, "port", port);
      put(object, "path", path);
      put(object, "raw_path", path.isEmpty() ? "" : rawPath);
      put(object, "raw_query", query);
      put(object, "fragment", fragment);
      return object.build();
    }

    private static void put(ObjectValue.Builder object, String name, String value) {
      if (!value.isEmpty()) {
        object.put(name, StringValue.of(value));
      }
    }
  }

  static Uri parse(String text) {
    try {
      return parts(text);
    } catch (BuiltinException e) {
      throw BuiltinException.failed("parse " + Values.quote(text) + ": " + e.problem());
    }
  }

  private static Uri parts(String text) {
    if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      throw BuiltinException.failed("net/url: invalid control character in URL");
    }
    int hash = text.indexOf('#');
    String fragment = hash < 0 ? "" : Percent.decode(text.substring(hash + 1), false);
    String rest = hash < 0 ? text : text.substring(0, hash);
    String scheme = scheme(rest);
    rest = scheme.isEmpty() ? rest : rest.substring(scheme.length() + 1);
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    rest = question < 0 ? rest : rest.substring(0, question);
    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return new Uri(lower(scheme), "", "", "", "", query, fragment);
      }
      int colon = rest.indexOf(':');
      int slash = rest.indexOf('/');
      if (colon >= 0 && (slash < 0 || colon < slash)) {
        throw BuiltinException.failed("first path segment in URL cannot contain colon");
      }
    }
    String authority = "";
    if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
      int end = rest.indexOf('/', 2);
      authority = end < 0 ? rest.substring(2) : rest.substring(2, end);
      rest = end < 0 ? "" : rest.substring(end);
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    String port = port(host);
    String name = port == null ? host : host.substring(0, host.length() - port.length() - 1);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (name.chars().anyMatch(c -> " <>\"{}|\\^`".indexOf(c) >= 0)) {
      throw BuiltinException.failed("invalid character in host name");
    }
    String path = Percent.decode(rest, false);
    return new Uri(lower(scheme), Percent.decode(name, false), port == null ? "" : port, path, rest, query, fragment);
  }

  private static String lower(String scheme) {
    return Strings.lower(scheme);
  }

  private static String scheme(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (c == ':') {
        if (i == 0) {
          throw BuiltinException.failed("missing protocol scheme");
        }
        return text.substring(0, i);
      }
      if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
        return "";
      }
    }
    return "";
  }

  /** The digits after the host's colon; null where there is no colon. */
  private static @Nullable String port(String host) {
    int from = host.startsWith("[") ? host.indexOf(']') : 0;
    if (from < 0) {
      throw BuiltinException.failed("missing ']' in host");
    }
    int colon = host.indexOf(':', from);
    if (colon < 0) {
      return null;
    }
    String port = host.substring(colon + 1);
    if (!port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw BuiltinException.failed("invalid port " + Values.quote(":" + port) + " after host");
    }
    return port;
  }
}
