package roadbed.collect.terraform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import roadbed.collect.SecretText;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * Knows which attributes hold secrets, whether or not the document marks them, and replaces what they hold by
 * {@link Value.Secret}; other texts have the secrets inside them masked. Truth values, numbers, nulls and
 * empty texts are not secrets and stay, so that {@code manage_master_user_password = true} can be judged.
 */
final class SecretAttributes {

  /** Attributes that are secret wherever they stand. */
  private static final Set<String> NAMES =
      Set.of(
          "password", "passwd", "passphrase", "secret_string", "secret_binary", "secret_data", "private_key",
          "private_key_pem", "private_key_openssh", "private_key_pem_pkcs8", "private_key_base64", "client_key",
          "client_secret", "kube_config", "kube_config_raw", "kube_admin_config", "kube_admin_config_raw",
          "auth_token", "access_token", "refresh_token", "token", "api_key", "api_token", "sas_token",
          "connection_string", "primary_access_key", "secondary_access_key", "primary_key", "secondary_key",
          "primary_master_key", "secondary_master_key", "primary_readonly_key", "secondary_readonly_key",
          "shared_key", "pre_shared_key", "preshared_key", "account_key", "license_key", "secret_key",
          "secret_access_key", "bind_credential", "certificate_private_key", "ses_smtp_password_v4",
          "encryption_passphrase", "session_token", "signing_key", "shared_secret", "pgp_private_key",
          "dockerconfigjson", ".dockerconfigjson", "app_key");

  /** Attributes whose name ends like this are secret too. */
  private static final List<String> ENDINGS =
      List.of(
          "_password", "-password", "_passwd", "_passphrase", "_private_key", "_client_secret", "_secret_key",
          "_secret_string", "_connection_string", "_access_key", "_auth_token", "_access_token", "_api_key",
          "_api_token", "_shared_key", "_preshared_key", "_sas_token", "_token", "_secret", "_password_wo",
          "_secret_string_wo");

  /** Attributes that are secret in one type only; {@code *} stands for everything inside. */
  private static final Map<String, Set<String>> OF_TYPE =
      Map.ofEntries(
          Map.entry("random_password", Set.of("result", "bcrypt_hash")),
          Map.entry("aws_iam_access_key", Set.of("secret", "encrypted_secret")),
          Map.entry("aws_kms_ciphertext", Set.of("plaintext")),
          Map.entry("kubernetes_secret", Set.of("data", "binary_data", "data_wo")),
          Map.entry("kubernetes_secret_v1", Set.of("data", "binary_data", "data_wo")),
          Map.entry("kubernetes_secret_v1_data", Set.of("data")),
          Map.entry("azurerm_key_vault_secret", Set.of("value", "value_wo")),
          Map.entry("azuread_application_password", Set.of("value")),
          Map.entry("azuread_service_principal_password", Set.of("value")),
          Map.entry("azurerm_container_registry_token_password", Set.of("value")),
          Map.entry("azurerm_app_configuration_key", Set.of("value")),
          Map.entry("github_actions_secret", Set.of("plaintext_value", "encrypted_value")),
          Map.entry("github_actions_organization_secret", Set.of("plaintext_value", "encrypted_value")),
          Map.entry("github_dependabot_secret", Set.of("plaintext_value", "encrypted_value")),
          Map.entry("gitlab_project_variable", Set.of("value")),
          Map.entry("gitlab_group_variable", Set.of("value")),
          Map.entry("vault_generic_secret", Set.of("data_json", "data")),
          Map.entry("vault_kv_secret", Set.of("data_json", "data")),
          Map.entry("vault_kv_secret_v2", Set.of("data_json", "data")),
          Map.entry("helm_release", Set.of("set_sensitive", "set_wo")),
          Map.entry("google_service_account_key", Set.of("private_key")),
          Map.entry("google_compute_ssl_certificate", Set.of("private_key")),
          Map.entry("tls_self_signed_cert", Set.of("private_key_pem")),
          Map.entry("tls_cert_request", Set.of("private_key_pem")),
          Map.entry("local_sensitive_file", Set.of("content", "content_base64")),
          Map.entry("local_file", Set.of("sensitive_content")),
          Map.entry("pagerduty_service_integration", Set.of("integration_key")),
          Map.entry("datadog_api_key", Set.of("key")));

  private static final Set<String> SCRIPTS =
      Set.of("user_data", "user_data_base64", "custom_data", "startup_script", "metadata_startup_script");

  private static final Set<String> VALUE_IS_A_NAME = Set.of("PARAMETER_STORE", "SECRETS_MANAGER");
  private static final int LONGEST_INNER_JSON = 1_000_000;
  private static final int MOST_CACHED_NAMES = 50_000;

  private final Map<String, Boolean> secretNames = new ConcurrentHashMap<>();

  /** The attributes of a resource of a type without their secrets. */
  Value.Fields conceal(String type, Value.Fields attributes) {
    Set<String> ofType = OF_TYPE.getOrDefault(type, Set.of());
    boolean secretParameter =
        type.equals("aws_ssm_parameter")
            && !(attributes.get("type").orElse(null) instanceof Value.Text text
                && text.value().startsWith("String"));
    Map<String, Value> concealed = new LinkedHashMap<>(capacity(attributes.values().size()));
    attributes
        .values()
        .forEach(
            (name, value) -> {
              boolean whole =
                  ofType.contains(name)
                      || (secretParameter && name.equals("value"))
                      || (type.equals("aws_ssm_parameter") && name.equals("value_wo"));
              concealed.put(name, whole ? concealAll(value) : conceal(name, value));
            });
    return new Value.Fields(concealed);
  }

  private static int capacity(int size) {
    return Math.max(4, size * 4 / 3 + 1);
  }

  private Value conceal(String name, Value value) {
    return switch (value) {
      case Value.Text text -> isSecret(name) ? hide(text) : mask(name, text);
      case Value.Fields fields -> isSecretContainer(name) ? concealAll(fields) : conceal(fields);
      case Value.Items items -> {
        if (items.values().isEmpty()) {
          yield items;
        }
        if (isSecretContainer(name)) {
          yield concealAll(items);
        }
        yield new Value.Items(items.values().stream().map(item -> conceal(name, item)).toList());
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }

  private Value conceal(Value.Fields fields) {
    if (fields.values().isEmpty()) {
      return fields;
    }
    boolean namedSecret =
        fields.values().get("name") instanceof Value.Text name
            && isSecret(name.value())
            && !(fields.values().get("type") instanceof Value.Text kind
                && VALUE_IS_A_NAME.contains(kind.value()));
    boolean kubernetesSecret =
        fields.values().get("kind") instanceof Value.Text kind && kind.value().equals("Secret");
    Map<String, Value> concealed = new LinkedHashMap<>(capacity(fields.values().size()));
    fields
        .values()
        .forEach(
            (name, value) -> {
              boolean whole =
                  (namedSecret && name.equals("value"))
                      || (kubernetesSecret && (name.equals("data") || name.equals("stringData")));
              concealed.put(name, whole ? concealAll(value) : conceal(name, value));
            });
    return new Value.Fields(concealed);
  }

  /** Every text inside becomes a secret; names of fields stay. */
  static Value concealAll(Value value) {
    return switch (value) {
      case Value.Text text -> hide(text);
      case Value.Whole _, Value.Decimal _ -> Value.Secret.INSTANCE;
      case Value.Fields fields -> {
        Map<String, Value> concealed = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> concealed.put(name, concealAll(inner)));
        yield new Value.Fields(concealed);
      }
      case Value.Items items ->
          new Value.Items(items.values().stream().map(SecretAttributes::concealAll).toList());
      case Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private static Value hide(Value.Text text) {
    return text.value().isEmpty() ? text : Value.Secret.INSTANCE;
  }

  private Value mask(String name, Value.Text text) {
    String before = text.value();
    String after = SCRIPTS.contains(name) ? SecretText.maskScript(before) : before;
    if (after.length() > 2 && (after.charAt(0) == '{' || after.charAt(0) == '[')) {
      after = concealInJson(after);
    }
    after = SecretText.mask(after);
    return after.equals(before) ? text : new Value.Text(after);
  }

  /**
   * Documents within attributes, such as an ECS task's container definitions, have named secrets too. The
   * text is rewritten only where one was found.
   */
  private String concealInJson(String text) {
    if (text.length() > LONGEST_INNER_JSON || !mentionsSecret(text)) {
      return text;
    }
    try {
      Value document = ValueJson.parse(text);
      Value concealed = conceal("", document);
      return concealed.equals(document) ? text : ValueJson.text(marked(concealed));
    } catch (JacksonException notJson) {
      return text;
    }
  }

  private static boolean mentionsSecret(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("passw")
        || lower.contains("secret")
        || lower.contains("token")
        || lower.contains("_key")
        || lower.contains("private")
        || lower.contains("passphrase");
  }

  private static Value marked(Value value) {
    return switch (value) {
      case Value.Secret _ -> new Value.Text(SecretText.MARKER + ":named-value***");
      case Value.Fields fields -> {
        Map<String, Value> marked = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> marked.put(name, marked(inner)));
        yield new Value.Fields(marked);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(SecretAttributes::marked).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _ -> value;
    };
  }

  private static boolean isSecretContainer(String name) {
    return name.equals("kube_config") || name.equals("kube_admin_config") || name.equals("set_sensitive");
  }

  private boolean isSecret(String name) {
    Boolean known = secretNames.get(name);
    if (known == null) {
      String lower = name.toLowerCase(Locale.ROOT);
      known = NAMES.contains(lower) || ENDINGS.stream().anyMatch(lower::endsWith);
      if (secretNames.size() < MOST_CACHED_NAMES) {
        secretNames.put(name, known);
      }
    }
    return known;
  }
}
