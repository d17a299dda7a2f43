package roadbed.rego.builtin;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * What a server answered.
 *
 * @param headers by name in small letters
 */
record HttpAnswer(int status, Map<String, List<String>> headers, String body) {
  /** Only these may be remembered. */
  private static final Set<Integer> CACHEABLE = Set.of(200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501);

  private static final long LONGEST = Integer.MAX_VALUE;

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(203, "Non-Authoritative Information"),
          Map.entry(204, "No Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(300, "Multiple Choices"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Entity"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"));

  /** The first value of a header; empty where there is none. */
  String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  long size() {
    return 200L + body.length() + headers.size() * 60L;
  }

  boolean isCacheable() {
    return CACHEABLE.contains(status);
  }

  private Map<String, String> cacheControl() {
    Map<String, String> directives = new LinkedHashMap<>();
    for (String part : header("cache-control").split(",")) {
      String[] sides = part.strip().split("=", -1);
      if (sides.length <= 2 && !sides[0].isEmpty()) {
        directives.put(sides[0].strip(), sides.length == 2 ? sides[1].strip() : "");
      }
    }
    return directives;
  }

  /** Whether the server lets anyone remember this. */
  boolean mayBeStored() {
    return !cacheControl().containsKey("no-store");
  }

  /**
   * Until when the answer is fresh: as long as {@code max-age} says from the date of the answer on, or until it expires.
   * Null where that cannot be told.
   */
  @Nullable Instant freshUntil() {
    String maxAge = cacheControl().get("max-age");
    if (maxAge == null) {
      Instant expires = time(header("expires"));
      return expires == null ? Instant.EPOCH : expires;
    }
    Instant date = time(header("date"));
    if (date == null || !maxAge.matches("[0-9]+")) {
      return null;
    }
    return date.plusSeconds(maxAge.length() > 10 ? LONGEST : Math.min(LONGEST, Long.parseLong(maxAge)));
  }

  private static @Nullable Instant time(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH)).toInstant();
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** This answer with the headers of one that says that it is still true. */
  HttpAnswer confirmed(HttpAnswer later) {
    Map<String, List<String>> both = new LinkedHashMap<>(headers);
    both.putAll(later.headers());
    return new HttpAnswer(status, both, body);
  }

  private boolean isJson() {
    String type = header("content-type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private boolean isYaml() {
    return header("content-type").contains("application/yaml") || header("content-type").contains("application/x-yaml");
  }

  /** What a policy sees of it; a body that cannot be decoded is null there. */
  Value toValue(boolean decodeJson, boolean decodeYaml) {
    Value decoded = NullValue.NULL;
    try {
      if (decodeJson || isJson()) {
        decoded = Values.parseJson(body);
      } else if (decodeYaml || isYaml()) {
        decoded = YamlReader.read(body);
      }
    } catch (JsonException _) {
      // only the raw form is there
      decoded = NullValue.NULL;
    } catch (BuiltinException e) {
      if (e.halts()) {
        throw e;
      }
    }
    ObjectValue.Builder shown = ObjectValue.builder(headers.size());
    headers.forEach((name, values) -> shown.put(name, Strings.texts(values)));
    String reason = REASONS.getOrDefault(status, "");
    return ObjectValue.builder()
        .put("status", StringValue.of((status + " " + reason).strip()))
        .put("status_code", NumberValue.of(status))
        .put("headers", shown.build())
        .put("raw_body", StringValue.of(body))
        .put("body", decoded)
        .build();
  }
}
