package roadbed.assess.policy.foreign.cel;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An address of the web: absolute, or a path from the root. */
record Url(URI value) {
  static Optional<Url> parse(String text) {
    try {
      URI uri = new URI(text);
      return (uri.isAbsolute() && !uri.isOpaque()) || text.startsWith("/") ? Optional.of(new Url(uri)) : Optional.empty();
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  String host() {
    String name = hostname();
    String shown = name.contains(":") ? "[" + name + "]" : name;
    return value.getPort() < 0 ? shown : shown + ":" + value.getPort();
  }

  String hostname() {
    String host = value.getHost();
    return host == null ? "" : host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    String raw = value.getRawQuery();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      query.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }
}
