package roadbed.collect.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roadbed.collect.SecretNames;
import roadbed.collect.SecretText;
import roadbed.model.Value;

/**
 * Takes the secrets out of an object: all of a Secret's data, values of environment variables and
 * configuration entries whose names speak of secrets, the copy of the whole object that {@code kubectl apply}
 * leaves in an annotation, and whatever else in a text has the form of a secret.
 */
final class ManifestSecrets {
  private static final Set<String> COPIES = Set.of("kubectl.kubernetes.io/last-applied-configuration");

  private ManifestSecrets() {}

  /** The object without its secrets. */
  static Value.Fields masked(Value.Fields object, String kind) {
    Map<String, Value> fields = new LinkedHashMap<>();
    object
        .values()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    switch (name) {
                      case "data", "stringData", "binaryData" ->
                          kind.equals("Secret") ? hidden(value) : entries(value);
                      default -> masked(value);
                    }));
    return new Value.Fields(fields);
  }

  /** The same names, and nothing of the values. */
  private static Value hidden(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      return value instanceof Value.Null ? value : Value.Secret.INSTANCE;
    }
    Map<String, Value> names = new LinkedHashMap<>();
    fields.values().keySet().forEach(name -> names.put(name, Value.Secret.INSTANCE));
    return new Value.Fields(names);
  }

  /** Entries of a ConfigMap, or of another kind that calls its fields the same. */
  private static Value entries(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      return masked(value);
    }
    Map<String, Value> entries = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (name, entry) ->
                entries.put(name, isSecret(name, entry) ? Value.Secret.INSTANCE : masked(entry)));
    return new Value.Fields(entries);
  }

  private static boolean isSecret(String name, Value value) {
    return value instanceof Value.Text text
        && !text.value().isEmpty()
        && !text.value().startsWith("$(")
        && SecretNames.speaksOf(name);
  }

  private static Value masked(Value value) {
    return switch (value) {
      case Value.Text text -> {
        String masked = SecretText.mask(text.value());
        yield masked.equals(text.value()) ? text : Value.of(masked);
      }
      case Value.Items items -> {
        List<Value> masked = new ArrayList<>(items.values().size());
        items.values().forEach(item -> masked.add(masked(item)));
        yield new Value.Items(masked);
      }
      case Value.Fields fields -> maskedFields(fields);
      case Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ ->
          value;
    };
  }

  private static Value maskedFields(Value.Fields fields) {
    boolean secretVariable =
        fields
            .get("value")
            .filter(value -> fields.text("name").filter(name -> isSecret(name, value)).isPresent())
            .isPresent();
    Map<String, Value> masked = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (name, value) ->
                masked.put(
                    name,
                    COPIES.contains(name) || (secretVariable && name.equals("value"))
                        ? Value.Secret.INSTANCE
                        : masked(value)));
    return new Value.Fields(masked);
  }
}
