package roadbed.collect.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import roadbed.collect.SecretText;
import roadbed.model.Value;

/**
 * Knows which properties of AWS's resources hold secrets, and replaces what they hold; other texts have the secrets
 * inside them masked. A reference to a secret's store ({@code {{resolve:secretsmanager:...}}}) is none and stays.
 */
public final class AwsSecrets {
  private static final Set<String> NAMES =
      Set.of(
          "secretstring", "privatekey", "clientsecret", "authtoken", "accesstoken", "refreshtoken", "oauthtoken",
          "secretkey", "secretaccesskey", "secretbinary", "sessiontoken", "apikeyvalue", "presharedkey", "plaintextvalue",
          "passphrase", "signingkey", "connectionstring");
  private static final List<String> ENDINGS =
      List.of(
          "password", "passwd", "passphrase", "privatekey", "clientsecret", "secretkey", "secretstring", "accesskey",
          "authtoken", "accesstoken", "apikey", "apitoken", "token", "secret");

  /** Names that end like a secret's and are none. */
  private static final Set<String> NONE = Set.of("nexttoken", "sourcetoken", "clientrequesttoken", "managemasteruserpassword");

  private AwsSecrets() {}

  /** The properties of a resource of a type without their secrets. */
  public static Value.Fields conceal(String type, Value.Fields properties) {
    Map<String, Value> concealed = new LinkedHashMap<>();
    properties
        .values()
        .forEach(
            (name, value) -> {
              boolean secureValue =
                  type.equals("AWS::SSM::Parameter")
                      && name.equalsIgnoreCase("value")
                      && !properties.text("Type").filter(kind -> kind.startsWith("String")).isPresent();
              concealed.put(name, conceal(secureValue ? "secret" : name, value, false));
            });
    return new Value.Fields(concealed);
  }

  private static Value conceal(String name, Value value, boolean variable) {
    return switch (value) {
      case Value.Text text -> isSecret(name, variable) ? hidden(text) : masked(name, text);
      case Value.Whole _ -> isSecret(name, variable) && variable ? Value.Secret.INSTANCE : value;
      case Value.Fields fields -> fields(name, fields);
      case Value.Items items -> {
        List<Value> values = new ArrayList<>(items.values().size());
        items.values().forEach(item -> values.add(conceal(name, item, variable)));
        yield new Value.Items(values);
      }
      case Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  /** An object; in an environment the names are variables', in {@code {Name, Value}} the name says what the value is. */
  private static Value fields(String name, Value.Fields fields) {
    boolean variables = name.equalsIgnoreCase("variables") || name.equalsIgnoreCase("environmentvariables");
    String named = fields.text("Name").or(() -> fields.text("name")).orElse("");
    Map<String, Value> concealed = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (key, value) -> {
              boolean pair = key.equalsIgnoreCase("value") && !named.isEmpty();
              concealed.put(key, conceal(pair ? named : key, value, variables || pair));
            });
    return new Value.Fields(concealed);
  }

  private static boolean isSecret(String name, boolean variable) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    if (NONE.contains(plain)) {
      return false;
    }
    return NAMES.contains(plain)
        || (ENDINGS.stream().anyMatch(plain::endsWith) && (variable || !plain.equals("token")) && !plain.endsWith("requiressecret"));
  }

  private static Value hidden(Value.Text text) {
    String value = text.value();
    boolean elsewhere =
        value.isEmpty()
            || value.startsWith("{{resolve:")
            || value.startsWith("arn:")
            || value.equals("true")
            || value.equals("false");
    return elsewhere ? text : Value.Secret.INSTANCE;
  }

  private static Value masked(String name, Value.Text text) {
    String plain = name.toLowerCase(Locale.ROOT);
    String masked =
        plain.equals("userdata") || plain.equals("definitionbody")
            ? SecretText.maskScript(text.value())
            : SecretText.mask(text.value());
    return masked.equals(text.value()) ? text : Value.of(masked);
  }
}
