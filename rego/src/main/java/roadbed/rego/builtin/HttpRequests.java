package roadbed.rego.builtin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/** What an HTTP request of a policy may name. */
final class HttpRequests {
  private static final SetValue REQUIRED = names("method", "url");
  private static final SetValue ALLOWED =
      names(
          "method", "url", "body", "enable_redirect", "force_json_decode", "force_yaml_decode", "headers", "raw_body",
          "tls_use_system_certs", "tls_ca_cert", "tls_ca_cert_file", "tls_ca_cert_env_variable", "tls_client_cert",
          "tls_client_cert_file", "tls_client_cert_env_variable", "tls_client_key", "tls_client_key_file",
          "tls_client_key_env_variable", "tls_insecure_skip_verify", "tls_server_name", "timeout", "cache",
          "force_cache", "force_cache_duration_seconds", "raise_error", "caching_mode", "max_retry_attempts",
          "cache_ignored_headers");

  /** Members that must be texts. */
  private static final SetValue TEXTS =
      names(
          "method", "url", "raw_body", "tls_ca_cert", "tls_ca_cert_file", "tls_ca_cert_env_variable", "tls_client_cert",
          "tls_client_cert_file", "tls_client_cert_env_variable", "tls_client_key", "tls_client_key_file",
          "tls_client_key_env_variable", "tls_server_name");

  /** Members that must be true or false. */
  private static final SetValue FLAGS =
      names(
          "enable_redirect", "force_json_decode", "force_yaml_decode", "tls_use_system_certs",
          "tls_insecure_skip_verify", "cache", "force_cache");

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private HttpRequests() {}

  private static SetValue names(String... texts) {
    SetValue.Builder set = SetValue.builder(texts.length);
    for (String text : texts) {
      set.add(StringValue.of(text));
    }
    return set.build();
  }

  /**
   * Checks the members of a request.
   *
   * @throws BuiltinException where one is unknown or missing
   */
  static void check(ObjectValue request) {
    SetValue given = Objects.keys(request);
    SetValue unknown = Sets.difference(given, ALLOWED);
    if (!unknown.isEmpty()) {
      throw BuiltinException.operand(1, "invalid request parameters(s): " + unknown);
    }
    SetValue missing = Sets.difference(REQUIRED, given);
    if (!missing.isEmpty()) {
      throw BuiltinException.operand(1, "missing required request parameters(s): " + missing);
    }
  }

  /**
   * Checks the types of the members.
   *
   * @throws BuiltinException where one is of another type
   */
  static void checkTypes(ObjectValue request) {
    for (int i = 0; i < request.size(); i++) {
      Value name = request.keyAt(i);
      if (TEXTS.contains(name) && !(request.valueAt(i) instanceof StringValue)) {
        throw BuiltinException.failed(name + " must be a string");
      }
      if (FLAGS.contains(name) && !(request.valueAt(i) instanceof BooleanValue)) {
        throw BuiltinException.failed("invalid value for " + name + " field");
      }
    }
    Value mode = request.get("caching_mode");
    if (mode != null && !(mode instanceof StringValue)) {
      throw BuiltinException.failed("invalid value for \"caching_mode\" field");
    }
    if (mode instanceof StringValue text && !text.value().equals("serialized") && !text.value().equals("deserialized")) {
      throw BuiltinException.failed("invalid value specified for \"caching_mode\" field: " + text.value());
    }
    headers(request);
    timeout(request);
    attempts(request);
    forcedSeconds(request);
  }

  static String text(ObjectValue request, String name) {
    return request.get(name) instanceof StringValue text ? text.value() : "";
  }

  static boolean flag(ObjectValue request, String name) {
    return BooleanValue.TRUE.equals(request.get(name));
  }

  /** The headers to send, each named as HTTP spells it. */
  static Map<String, String> headers(ObjectValue request) {
    Map<String, String> headers = new LinkedHashMap<>();
    switch (request.get("headers")) {
      case null -> {}
      case ObjectValue object -> {
        for (int i = 0; i < object.size(); i++) {
          if (!(object.keyAt(i) instanceof StringValue name) || !(object.valueAt(i) instanceof StringValue value)) {
            throw BuiltinException.failed("invalid type for headers value " + object.valueAt(i));
          }
          headers.put(canonical(name.value()), value.value());
        }
      }
      default -> throw BuiltinException.failed("invalid type for headers key");
    }
    return headers;
  }

  private static String canonical(String name) {
    StringBuilder out = new StringBuilder();
    boolean first = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(first ? Character.toUpperCase(c) : Character.toLowerCase(c));
      first = c == '-';
    }
    return out.toString();
  }

  /** How long an answer may take: nanoseconds, or a duration as Go writes it. */
  static Duration timeout(ObjectValue request) {
    return switch (request.get("timeout")) {
      case null -> TIMEOUT;
      case NumberValue number -> {
        if (!number.isLong()) {
          throw BuiltinException.failed("invalid timeout number value " + number + ", must be int64");
        }
        yield Duration.ofNanos(number.longValue());
      }
      case StringValue text -> {
        if (text.value().matches("[+-]?[0-9]{1,18}")) {
          yield Duration.ofNanos(Long.parseLong(text.value()));
        }
        try {
          yield Duration.ofNanos(((NumberValue) GoDuration.parse(text.value())).longValue());
        } catch (BuiltinException e) {
          throw BuiltinException.failed("invalid timeout value " + text + ": " + e.problem());
        }
      }
      case Value other ->
          throw BuiltinException.operand(
              1, "'timeout' must be one of {string, number} but got " + other.typeName());
    };
  }

  /** How often a request that fails is sent again. */
  static int attempts(ObjectValue request) {
    Value attempts = request.get("max_retry_attempts");
    if (attempts == null) {
      return 0;
    }
    if (attempts instanceof NumberValue number
        && number.isLong()
        && number.longValue() >= 0
        && number.longValue() <= Integer.MAX_VALUE) {
      return (int) number.longValue();
    }
    throw BuiltinException.failed("invalid value " + attempts + " for field \"max_retry_attempts\"");
  }

  /** For how long an answer is remembered whatever the server says; none where that is not asked for. */
  static OptionalLong forcedSeconds(ObjectValue request) {
    if (!flag(request, "force_cache")) {
      return OptionalLong.empty();
    }
    Value seconds = request.get("force_cache_duration_seconds");
    if (seconds == null) {
      throw BuiltinException.failed("'force_cache' set but 'force_cache_duration_seconds' parameter is missing");
    }
    if (seconds instanceof NumberValue number && number.isLong() && Math.abs(number.longValue()) <= Integer.MAX_VALUE) {
      return OptionalLong.of(number.longValue());
    }
    throw BuiltinException.failed(
        "strconv.ParseInt: parsing " + Values.quote(seconds.toString()) + ": invalid syntax");
  }
}
