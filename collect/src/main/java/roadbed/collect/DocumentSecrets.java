package roadbed.collect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import roadbed.model.Value;

/**
 * Takes the secrets out of a cloud's own documents, whose properties are named in camel case: what a property holds
 * that is secret by its name becomes {@link Value.Secret}, and so does the value of a pair whose name says so; secrets
 * inside other texts are masked. Truth values, numbers, empty texts and references to a vault stay.
 */
public final class DocumentSecrets {
  private static final Set<String> NAMES =
      Set.of(
          "password", "passwd", "passphrase", "secretvalue", "clientsecret", "primarykey", "secondarykey", "accountkey",
          "storageaccountkey", "storagekey", "sastoken", "token", "accesstoken", "refreshtoken", "apikey", "privatekey",
          "privatekeydata", "privatekeypem", "authorizationkey", "rawkey", "rsaencryptedkey", "clientkey", "secretkey",
          "instrumentationkey", "kubeconfig", "sharedsecret", "authkey", "authtoken", "licensekey", "sshprivatekey");

  private static final List<String> ENDINGS =
      List.of(
          "password", "passphrase", "privatekey", "clientsecret", "secretkey", "connectionstring", "accesstoken",
          "sastoken", "apikey", "sharedkey", "accesskey", "sharedsecret", "authtoken", "accountkey", "storagekey");

  /** Endings of the names in pairs of name and value, which people choose more freely. */
  private static final List<String> PAIR_ENDINGS =
      List.of("secret", "token", "pwd", "passwd", "instrumentationkey", "primarykey", "secondarykey");

  private static final Set<String> CONTAINERS = Set.of("protectedsettings", "kubeconfigs");

  /** Properties of one type only; each is a path from the document's root. */
  private static final Map<String, Set<String>> OF_TYPE =
      Map.of(
          "microsoft.keyvault/vaults/secrets", Set.of("properties.value"),
          "microsoft.automation/automationaccounts/variables", Set.of("properties.value"),
          "microsoft.apimanagement/service/namedvalues", Set.of("properties.value"),
          "microsoft.apimanagement/service/properties", Set.of("properties.value"),
          "microsoft.appconfiguration/configurationstores/keyvalues", Set.of("properties.value"),
          "secretmanager.googleapis.com/secretversion", Set.of("resource.data.payload"));

  private static final Set<String> SCRIPTS =
      Set.of("customdata", "userdata", "startup-script", "windows-startup-script-ps1", "user-data", "shutdown-script");

  private final Set<String> paths;

  private DocumentSecrets(Set<String> paths) {
    this.paths = paths;
  }

  /** The document of a resource of a type without its secrets. */
  public static Value.Fields conceal(String type, Value.Fields document) {
    return new DocumentSecrets(OF_TYPE.getOrDefault(type.toLowerCase(Locale.ROOT), Set.of())).fields("", document);
  }

  private Value.Fields fields(String path, Value.Fields fields) {
    boolean secretPair = namesSecret(fields.values().get("name")) || namesSecret(fields.values().get("key"));
    boolean script = namesScript(fields.values().get("key"));
    Map<String, Value> concealed = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (name, value) -> {
              String inside = path.isEmpty() ? name : path + "." + name;
              boolean whole = paths.contains(inside) || (secretPair && name.equals("value"));
              concealed.put(
                  name,
                  whole ? all(value) : value(inside, script && name.equals("value") ? "userdata" : name, value));
            });
    return new Value.Fields(concealed);
  }

  private Value value(String path, String name, Value value) {
    String plain = name.toLowerCase(Locale.ROOT);
    return switch (value) {
      case Value.Text text -> isSecret(plain) ? hidden(text) : masked(plain, text);
      case Value.Fields fields ->
          CONTAINERS.contains(plain) ? all(fields) : plain.equals("properties") ? settings(path, fields) : fields(path, fields);
      case Value.Items items ->
          CONTAINERS.contains(plain)
              ? all(items)
              : new Value.Items(items.values().stream().map(item -> value(path, name, item)).toList());
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  /** Names that people chose, such as those of app settings, are held to what pairs are held to. */
  private Value settings(String path, Value.Fields fields) {
    Map<String, Value> concealed = new LinkedHashMap<>();
    fields(path, fields)
        .values()
        .forEach((name, value) -> concealed.put(name, namesSecret(Value.of(name)) ? texts(value) : value));
    return new Value.Fields(concealed);
  }

  private static Value texts(Value value) {
    return value instanceof Value.Text text ? hidden(text) : value;
  }

  private static boolean namesSecret(@org.jspecify.annotations.Nullable Value name) {
    if (!(name instanceof Value.Text text)) {
      return false;
    }
    String plain = text.value().toLowerCase(Locale.ROOT).replaceAll("[_.:\\- ]", "");
    return isSecret(plain) || PAIR_ENDINGS.stream().anyMatch(plain::endsWith);
  }

  private static boolean namesScript(@org.jspecify.annotations.Nullable Value name) {
    return name instanceof Value.Text text && SCRIPTS.contains(text.value().toLowerCase(Locale.ROOT));
  }

  private static boolean isSecret(String plain) {
    return NAMES.contains(plain) || ENDINGS.stream().anyMatch(plain::endsWith);
  }

  private static Value hidden(Value.Text text) {
    return text.value().isEmpty() || isReference(text.value()) ? text : Value.Secret.INSTANCE;
  }

  /** Where a secret is kept is none itself. */
  private static boolean isReference(String text) {
    return text.startsWith("/subscriptions/")
        || text.startsWith("@Microsoft.KeyVault(")
        || text.startsWith("projects/")
        || (text.startsWith("https://") && text.contains(".vault.azure.net/secrets/"));
  }

  private static Value masked(String name, Value.Text text) {
    String masked = SCRIPTS.contains(name) ? SecretText.maskScript(text.value()) : SecretText.mask(text.value());
    return masked.equals(text.value()) ? text : new Value.Text(masked);
  }

  private static Value all(Value value) {
    return switch (value) {
      case Value.Text text -> hidden(text);
      case Value.Whole _, Value.Decimal _ -> Value.Secret.INSTANCE;
      case Value.Fields fields -> {
        Map<String, Value> concealed = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> concealed.put(name, all(inner)));
        yield new Value.Fields(concealed);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(DocumentSecrets::all).toList());
      case Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }
}
