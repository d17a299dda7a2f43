package roadbed.rego.builtin;

import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;

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
}
