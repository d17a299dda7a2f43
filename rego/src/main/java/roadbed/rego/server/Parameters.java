package roadbed.rego.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/** The parameters in a request's query. */
final class Parameters {
  private static final Parameters NONE = new Parameters(Map.of());

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  static Parameters of(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!name.isEmpty()) {
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new Parameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  /** Whether a switch is on: named alone, or with the value true. */
  boolean on(String name) {
    List<String> given = values.get(name);
    if (given == null) {
      return false;
    }
    return (given.size() == 1 && given.getFirst().isEmpty())
        || given.stream().anyMatch(value -> value.equalsIgnoreCase("true"));
  }

  /** The last value of a parameter; null where it is missing. */
  @Nullable String last(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.getLast();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** All of them as the authorization policy sees them. */
  Value value() {
    ObjectValue.Builder out = ObjectValue.builder(values.size());
    values.forEach(
        (name, given) -> out.put(name, ArrayValue.of(given.stream().map(StringValue::of).toList())));
    return out.build();
  }
}
