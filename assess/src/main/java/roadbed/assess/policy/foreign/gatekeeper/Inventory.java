package roadbed.assess.policy.foreign.gatekeeper;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * The objects that are there, as rules look them up in {@code data.inventory}: {@code cluster[version][kind][name]} and
 * {@code namespace[namespace][version][kind][name]}.
 */
public final class Inventory {
  /** Nothing is there. */
  public static final Inventory EMPTY = of(java.util.List.of());

  private final ObjectValue document;
  private final Map<String, ObjectValue> namespaces;

  private Inventory(ObjectValue document, Map<String, ObjectValue> namespaces) {
    this.document = document;
    this.namespaces = namespaces;
  }

  /** The inventory of objects; of two with the same identity the later counts. */
  public static Inventory of(Collection<ObjectValue> objects) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, ObjectValue> namespaces = new HashMap<>();
    for (ObjectValue object : objects) {
      String version = Nested.text(object, "apiVersion");
      String kind = Nested.text(object, "kind");
      String name = Nested.text(object, "metadata", "name");
      String namespace = Nested.text(object, "metadata", "namespace");
      if (version.isEmpty() || kind.isEmpty()) {
        continue;
      }
      Map<String, Object> part =
          namespace.isEmpty() ? below(tree, "cluster") : below(below(tree, "namespace"), namespace);
      below(below(part, version), kind).put(name, object);
      if (AdmissionRequest.isNamespace(object)) {
        namespaces.put(name, object);
      }
    }
    return new Inventory((ObjectValue) value(tree), Map.copyOf(namespaces));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> below(Map<String, Object> tree, String name) {
    return (Map<String, Object>) tree.computeIfAbsent(name, _ -> new LinkedHashMap<String, Object>());
  }

  private static Value value(Object node) {
    if (node instanceof Value value) {
      return value;
    }
    ObjectValue.Builder object = ObjectValue.builder();
    ((Map<?, ?>) node).forEach((name, inner) -> object.put(StringValue.of((String) name), value(inner)));
    return object.build();
  }

  /** It, as {@code data.inventory}. */
  ObjectValue document() {
    return document;
  }

  /** A namespace, where it is there. */
  Optional<ObjectValue> namespace(String name) {
    return Optional.ofNullable(namespaces.get(name));
  }
}
